"""The two stores that tests run over, and a ledger of its own for each test.

PostgreSQL is the server of SAYSO_TEST_POSTGRESQL, or that of `make postgresql`; a test gets a schema in its database, which
takes a few milliseconds, and which is dropped afterwards. So workers and clones do not meet.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from sayso.ledger.address import Database, Place

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)
OVER_BOTH = pytest.mark.stores(*BOTH)
"""For tests that only ask for `sayso`: these commands are to run over both stores."""

ADDRESS = Path(__file__).resolve().parents[1] / ".postgresql" / "address"
MISSING = "no PostgreSQL: make postgresql, or SAYSO_TEST_POSTGRESQL=postgresql://user:password@host/database"

Somewhere = Callable[[], Place]


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server for the tests: its address, and a connection that makes and drops schemas."""

    url: str
    connection: psycopg.Connection[tuple[object, ...]]

    @contextmanager
    def schemas(self) -> Iterator[Callable[[], Database]]:
        """Each call gives an empty schema; they are dropped at the end, with all that is in them."""
        made: list[str] = []

        def schema() -> Database:
            made.append(f"test_{uuid4().hex}")
            self.connection.execute(f"CREATE SCHEMA {made[-1]}")
            return self.within(made[-1])

        try:
            yield schema
        finally:
            for name in made:
                self.connection.execute(f"DROP SCHEMA {name} CASCADE")

    def within(self, schema: str) -> Database:
        """The ledger in this schema. Its sessions bear the name of the schema, so that a test can find its own."""
        mark = "&" if "?" in self.url else "?"
        return Database(f"{self.url}{mark}options=-csearch_path%3D{schema}&application_name={schema}")


def address() -> str | None:
    """Of the server; None where there is none."""
    if given := os.environ.get("SAYSO_TEST_POSTGRESQL"):
        return given
    return ADDRESS.read_text().splitlines()[0] if ADDRESS.exists() else None


@contextmanager
def server() -> Iterator[Server]:
    """Skips the test where there is none; a server that is named and does not answer is an error."""
    url = address()
    if url is None:
        pytest.skip(MISSING)
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        connection.execute("SET lock_timeout = '10s'")  # a test that left a transaction open is told of, not waited for
        connection.execute("SET client_min_messages = warning")
        yield Server(url, connection)


@contextmanager
def files(folder: Path) -> Iterator[Somewhere]:
    """Names of files for ledgers that are not there yet."""
    numbers = itertools.count(1)
    yield lambda: folder / f"test{next(numbers)}.ledger"


def chosen(metafunc: pytest.Metafunc) -> tuple[str, ...]:
    """Over which stores a test runs: `tests.conftest.store` says by which rule."""
    mark = metafunc.definition.get_closest_marker("stores")
    if mark is not None:
        return mark.args
    anywhere = "somewhere" in metafunc.fixturenames and "path" not in metafunc.fixturenames
    return BOTH if anywhere else (SQLITE,)
