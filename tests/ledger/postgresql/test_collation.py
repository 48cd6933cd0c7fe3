"""A database that sorts as people do, which most are made to, gives what a file gives: order and case are ours, not its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from sayso.ledger.address import Database
from sayso.ledger.filters import Filters
from sayso.ledger.paging import listed_reports
from sayso.ledger.query import Reader
from tests.conftest import copied
from tests.reconcile.keep.made import kept_rows
from tests.stores import Server

QUESTIONS = [Filters(), Filters(text="HEALTH ministry"), Filters(place="almaty"), Filters(kind="killed", as_of="2022-01-09")]


@pytest.fixture(scope="module")
def german(postgresql: Server) -> Iterator[Database]:
    """An empty database in which ä stands beside a, and capitals beside small letters."""
    name = f"test_{uuid4().hex}"
    how = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'de'"
    try:
        postgresql.connection.execute(f"CREATE DATABASE {name} {how}")
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.SyntaxError, psycopg.errors.FeatureNotSupported) as error:
        pytest.skip(f"no such database to be had: {error}")
    yield Database(urlunsplit(urlsplit(postgresql.url)._replace(path=f"/{name}")))
    postgresql.connection.execute(f"DROP DATABASE {name}")  # by force it may not send away a cleaner of the server's own


def test_everything_is_as_in_a_file(demo_ledger: Path, german: Database) -> None:
    with Reader.open(demo_ledger) as file, Reader.open(copied(demo_ledger, german)) as database:
        assert database.state_hash() == file.state_hash()
        assert database.content_hash() == file.content_hash()
        assert kept_rows(database.store) == kept_rows(file.store)
        for asked in QUESTIONS:
            assert list(database.claims(asked)) == list(file.claims(asked))
            assert listed_reports(database, 50, filters=asked) == listed_reports(file, 50, filters=asked)
        assert any(file.claims(QUESTIONS[1]))
        assert database.names() == file.names()
