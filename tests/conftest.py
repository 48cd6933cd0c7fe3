"""The stores that tests run over, and the command line, called in this process: what a person types, and what comes back."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

import bench.tellings
from sayso.cli import main
from sayso.ledger.address import Database, Place
from sayso.ledger.copying import copy
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep.follow import follow, settle
from sayso.understand.reader import reader
from tests import stores
from tests.children import lasting
from tests.command import done
from tests.once import once, shared
from tests.readings import ReadOnce
from tests.stores import BOTH, POSTGRESQL, Server, Somewhere

DEMO = Path(__file__).resolve().parents[1] / "demo" / "reports"


@dataclass(frozen=True, slots=True)
class Ran:
    """Exit status and both streams of one command."""

    status: int
    out: str
    err: str


Sayso = Callable[..., Ran]
Where = TypeVar("Where", bound=Place)


LONGEST = (
    *("browser/test_every_view", "test_quality_floors", "test_both_stores", "reconcile/looks/test_knowing"),
    *("reconcile/test_contradictions_floor", "bulk/test_poison", "commands/test_watching_killed", "ledger/test_views"),
    *("ledger/test_processes", "browser/test_review", "browser/test_add_and_search", "bench/test_many"),
    *("bulk/engines/test_on_ray", "bulk/engines/test_engines", "reconcile/origins/test_floor", "commands/test_keeping"),
)
"""Files that take the longest, these first: each stays with one worker, and the others would wait for who began one last."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {Path(__file__).parent / f"{name}.py": number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "store" in metafunc.fixturenames:
        metafunc.parametrize("store", stores.chosen(metafunc), scope="function")


@pytest.fixture
def store() -> str:
    """Over which store the test runs: "sqlite" or "postgresql".

    * Who asks for `where`, `somewhere`, or the `ledger` or `reader` made there: both. So all of `tests/ledger` and what stands
      on it by itself (kept tables, looks, the page's own questions): there an SQL statement may mean two things.
    * Who asks for `path`: SQLite, since the test is about a file.
    * Who asks only for `sayso`: SQLite, since most of these are about words and files; `OVER_BOTH` says otherwise. The demo
      as a whole is typed over each (`tests/test_both_stores.py`), and the page's views are compared (`tests/serve/`, the same).
    Pages, layouts and the browser run over SQLite alone: they see what the ledger's types say, never a store.
    """
    raise AssertionError("parametrized by pytest_generate_tests")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The PostgreSQL server of the tests; skipped where there is none."""
    with stores.server() as found:
        yield found


@pytest.fixture
def somewhere(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Somewhere]:
    """Each call gives a place for a ledger, on the store of this test, where nothing is yet."""
    if store == POSTGRESQL:
        server: Server = request.getfixturevalue("postgresql")
        with server.schemas() as schema:
            yield schema
    else:
        with stores.files(tmp_path) as file:
            yield file


@pytest.fixture
def where(somewhere: Somewhere) -> Place:
    """A place for a ledger on the store of this test; nothing is there yet."""
    return somewhere()


@pytest.fixture
def typed_ledger(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """The ledger of `sayso`."""
    if store == POSTGRESQL:
        server: Server = request.getfixturevalue("postgresql")
        with server.schemas() as schema:
            yield schema()
    else:
        yield tmp_path / "test.ledger"


@pytest.fixture
def sayso(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, typed_ledger: Place) -> Sayso:
    """`sayso("read", path)` with a ledger and a working folder of the test's own."""
    monkeypatch.setenv("SAYSO_LEDGER", given(typed_ledger))
    monkeypatch.setenv("COLUMNS", "100")
    if isinstance(typed_ledger, Database):
        monkeypatch.chdir(tmp_path)  # there lies what belongs to a ledger in a database

    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["sayso", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, added once with the reader of rules. For reading only: copy it before you change it."""

    def add(folder: Path) -> None:
        done(folder / "demo.ledger", "add", str(DEMO), "--reader", "rules")

    return once(tmp_path_factory, "demo by rules", add) / "demo.ledger"


@pytest.fixture(scope="session")
def read_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as `make demo` adds it, with the default reader. For reading only, too."""
    return once(tmp_path_factory, "demo", lambda folder: done(folder / "demo.ledger", "add", str(DEMO))) / "demo.ledger"


@pytest.fixture(scope="session", autouse=True)
def lasting_children() -> Iterator[None]:
    """Commands that are typed in this process, and pages, take over each other's children."""
    with lasting():
        yield


@pytest.fixture(scope="session", autouse=True)
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], ReadOnce]]:
    """A reader by its name, and for all measures of the bench: what of a run they read, they read once."""

    def named(name: str) -> ReadOnce:
        return ReadOnce(reader(name), shared(tmp_path_factory) / "readings")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bench.tellings, "reader", named)
        yield named


@pytest.fixture(scope="session")
def demo_database(demo_ledger: Path, postgresql: Server) -> Iterator[Database]:
    """The demo in PostgreSQL, for reading only."""
    with postgresql.schemas() as schema:
        yield copied(demo_ledger, schema())


def copied(source: Place, target: Where) -> Where:
    """The target, which says what the source says by now, with everything that follows it."""
    with Reader.open(source) as read, Ledger.open(target, lambda: datetime.now(UTC), create=True) as written:
        copy(read.store, written.store, lambda done, total: None)
        follow(written.store)
        settle(written.store)
    return target


@pytest.fixture(scope="module", params=BOTH)
def demo_place(request: pytest.FixtureRequest) -> Place:
    """The demo on each store, for reading only."""
    place: Place = request.getfixturevalue("demo_database" if request.param == POSTGRESQL else "demo_ledger")
    return place


def given(place: Place) -> str:
    """As a person gives it on the command line."""
    return place.url if isinstance(place, Database) else str(place)


@pytest.fixture
def demo() -> Path:
    """The folder of the demo reports."""
    return DEMO
