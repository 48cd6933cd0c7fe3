"""A disk that is full or cannot be written: a coded error, nothing damaged, and it goes on afterwards."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.opening import open_store
from sayso.ledger.query import Reader
from sayso.ledger.sqlite import SQLiteStore, failures
from sayso.ledger.verify import verify
from tests.ledger.by_hand import Clock, capture, reading, report
from tests.stores import SQLITE

pytestmark = pytest.mark.stores(SQLITE)
ROOT = Path(__file__).parents[2]
REPORTS = [report(f"Report number {number}. " * 50) for number in range(40)]


def allow_pages(ledger: Ledger, pages: int) -> None:
    """A quota: SQLite says SQLITE_FULL at it, as it does on a full disk. It holds for the one pooled connection."""
    assert isinstance(ledger.store, SQLiteStore)
    with ledger.store.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def add_until_full(ledger: Ledger) -> int:
    for number, made in enumerate(REPORTS):
        try:
            ledger.add(capture(made), made, reading(made, 5))
        except SaysoError as error:
            assert error.code.code == "E022"
            return number
    raise AssertionError("the quota was never reached")


@pytest.mark.parametrize("pages", [60, 90])
def test_a_full_disk(path: Path, ledger: Ledger, pages: int) -> None:
    allow_pages(ledger, pages)
    added = add_until_full(ledger)
    reader = Reader(ledger.store)
    assert reader.counts().reports == added
    assert len(list(reader.claims())) == added * 5
    assert verify(ledger.store, deep=True) == []
    allow_pages(ledger, 10**6)
    outcomes = [ledger.add(capture(made), made, reading(made, 5)) for made in REPORTS]
    assert outcomes == [Added.UNCHANGED] * added + [Added.ADDED] * (len(REPORTS) - added)
    assert verify(ledger.store, deep=True) == []


@pytest.mark.parametrize("allowed", [0, 50_000, 200_000])
def test_writes_that_fail_below_sqlite(path: Path, allowed: int) -> None:
    """The system refuses to make any file larger than `allowed` bytes, in the middle of whatever is being written."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, allowed))

    command = [sys.executable, "-m", "tests.ledger.adding_process", str(path), "0", "100"]
    ended = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ended.returncode == 1
    assert ended.stderr[:4] in {"E022", "E025"}, ended.stderr
    acknowledged = len(ended.stdout.split())
    with Ledger.open(path, Clock(), create=True) as ledger:
        assert Reader(ledger.store).counts().reports in {acknowledged, acknowledged + 1}
        assert verify(ledger.store, deep=True) == []
        made = report("Something else.")
        assert ledger.add(capture(made), made, reading(made)) is Added.ADDED


def test_a_ledger_that_cannot_be_written(ledger: Ledger) -> None:
    made = REPORTS[0]
    assert isinstance(ledger.store, SQLiteStore)
    with ledger.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(SaysoError, match="E025"):
        ledger.add(capture(made), made, reading(made))
    assert Reader(ledger.store).head().seq == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_BUSY, "E021"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "E021"),
        (sqlite3.SQLITE_LOCKED, "E021"),
        (sqlite3.SQLITE_FULL, "E022"),
        (sqlite3.SQLITE_NOTADB, "E024"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "E025"),
        (sqlite3.SQLITE_IOERR_WRITE, "E025"),
        (sqlite3.SQLITE_CANTOPEN, "E025"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "E026"),
        (sqlite3.SQLITE_MISUSE, "E099"),
    ],
)
def test_every_failure_has_its_code(path: Path, number: int, code: str) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = number
    assert failures.of(path, error).code.code == code


def test_an_input_or_output_error_with_no_space_left_is_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    monkeypatch.setattr(failures, "NEARLY_NOTHING", 1 << 62)
    assert failures.of(path, error).code.code == "E022"


@pytest.mark.parametrize("at", [47, 19])
def test_a_damaged_header_is_told_with_a_code(tmp_path: Path, at: int) -> None:
    path = tmp_path / "l"
    Ledger.open(path, Clock(), create=True).close()
    damaged = bytearray(path.read_bytes())
    damaged[at] ^= 0x40
    path.write_bytes(damaged)
    with pytest.raises(SaysoError, match=r"E02[456]"), closing(open_store(path, 1)) as store:
        verify(store, deep=True)
