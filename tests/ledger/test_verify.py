"""Whatever is changed behind the ledger's back is found and located, by our verifier and by one of other code."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sayso.ledger.chain import GENESIS
from sayso.ledger.ledger import Ledger
from sayso.ledger.opening import open_store
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Unreadable, Verdict
from sayso.vocabulary import Verdicts
from tests.ledger import independent_verifier
from tests.ledger.by_hand import CLOCK, Clock, capture, reading, report

COLUMNS = ("kind", "id", "recorded_at", "body", "salt", "commitment", "prev", "hash")
REDACTED = (7, 8, 9)
"""Of these three no body is left to flip."""

TRIALS = 40


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A ledger with every kind of entry, one report redacted, and its head."""
    path = tmp_path_factory.mktemp("whole") / "l"
    with Ledger.open(path, Clock(), create=True) as ledger:
        for number in range(8):
            made = report(f"Report number {number}.")
            ledger.add(capture(made), made, reading(made))
        ledger.add_unreadable(Unreadable("a", "E003", "binary"))
        ledger.append_verdict(Verdict("c1", Verdicts.REFUTE, "why", "Ann", CLOCK, GENESIS))
        ledger.redact(report("Report number 2.").id, "asked")
        return path, Reader(ledger.store).head().hash


def tampered(whole: Path, folder: Path, statements: list[tuple[str, tuple[object, ...]]]) -> Path:
    path = folder / "tampered"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        guards = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            database.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            database.execute(statement, values)
    return path


def found_by_both(path: Path, head: str | None = None) -> set[int]:
    with closing(open_store(path, 1)) as store:
        ours = {finding.seq for finding in verify(store, head)}
    assert ours == independent_verifier.faults(path, head)
    return ours


def test_a_whole_ledger_has_no_faults(whole: tuple[Path, str]) -> None:
    assert found_by_both(*whole) == set()


def flip(rng: random.Random, path: Path, seq: int) -> list[tuple[str, tuple[object, ...]]]:
    """One bit of one field."""
    column = rng.choice(COLUMNS)
    with closing(sqlite3.connect(path)) as database:
        value = database.execute(f"SELECT {column} FROM entries WHERE seq = ?", (seq,)).fetchone()[0]
    raw = bytearray(value if isinstance(value, bytes) else value.encode())
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(7)
    changed = bytes(raw) if isinstance(value, bytes) else raw.decode()
    return [(f"UPDATE entries SET {column} = ? WHERE seq = ?", (changed, seq))]


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_flipped_bit_is_found_where_it_is(whole: tuple[Path, str], tmp_path: Path, trial: int) -> None:
    rng, (path, head) = random.Random(trial), whole
    seq = rng.choice([n for n in range(1, 28) if n not in REDACTED])
    assert seq in found_by_both(tampered(path, tmp_path, flip(rng, path, seq)), head)


@pytest.mark.parametrize("trial", range(10))
def test_swapped_entries_are_found(whole: tuple[Path, str], tmp_path: Path, trial: int) -> None:
    one, two = random.Random(trial).sample(range(1, 28), 2)
    move = "UPDATE entries SET seq = ? WHERE seq = ?"
    found = found_by_both(tampered(whole[0], tmp_path, [(move, (-1, one)), (move, (one, two)), (move, (two, -1))]))
    assert {one, two} <= found


@pytest.mark.parametrize("trial", range(10))
def test_a_deleted_entry_is_found_at_the_one_after_it(whole: tuple[Path, str], tmp_path: Path, trial: int) -> None:
    seq = random.Random(trial).randrange(1, 27)
    assert seq + 1 in found_by_both(tampered(whole[0], tmp_path, [("DELETE FROM entries WHERE seq = ?", (seq,))]))


@pytest.mark.parametrize("trial", range(10))
def test_an_inserted_entry_is_found(whole: tuple[Path, str], tmp_path: Path, trial: int) -> None:
    seq = random.Random(trial).randrange(1, 28)
    room = [("UPDATE entries SET seq = -seq - 1 WHERE seq >= ?", (seq,)), ("UPDATE entries SET seq = -seq WHERE seq < 0", ())]
    forged = (
        "INSERT INTO entries SELECT ?, kind, id || 'f', recorded_at, body, salt, commitment, prev, hash FROM entries LIMIT 1"
    )
    assert seq in found_by_both(tampered(whole[0], tmp_path, [*room, (forged, (seq,))]))


@pytest.mark.parametrize("kept", [0, 1, 13, 26])
def test_a_cut_off_end_is_found_against_a_saved_head(whole: tuple[Path, str], tmp_path: Path, kept: int) -> None:
    path, head = whole
    cut = tampered(path, tmp_path, [("DELETE FROM entries WHERE seq > ? AND NOT seq BETWEEN 7 AND 9", (kept,))])
    if kept > 9:
        with closing(sqlite3.connect(cut, isolation_level=None)) as database:
            database.execute("DELETE FROM entries WHERE seq > ?", (kept,))
    assert found_by_both(cut, head) - found_by_both(cut)


def test_a_body_erased_without_a_redaction_is_found(whole: tuple[Path, str], tmp_path: Path) -> None:
    statement = "UPDATE entries SET body = NULL, salt = NULL WHERE seq = 5"
    assert found_by_both(tampered(whole[0], tmp_path, [(statement, ())])) == {5}


def test_a_redacted_body_that_is_put_back_is_found(whole: tuple[Path, str], tmp_path: Path) -> None:
    statement = "UPDATE entries SET body = (SELECT body FROM entries WHERE seq = 2), salt = zeroblob(32) WHERE seq = 8"
    assert found_by_both(tampered(whole[0], tmp_path, [(statement, ())])) == {8}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims SET low = 99",
        "DELETE FROM claims WHERE rowid = (SELECT min(rowid) FROM claims)",
        "UPDATE reports SET title = 'Other'",
        "DELETE FROM redactions",
        "UPDATE claims SET body = x'ff' WHERE row = (SELECT min(row) FROM claims)",
        "UPDATE claims SET confidence = 9e999",
    ],
)
def test_views_that_do_not_fit_are_found_when_asked(whole: tuple[Path, str], tmp_path: Path, statement: str) -> None:
    path = tampered(whole[0], tmp_path, [(statement, ())])
    with Ledger.open(path, Clock()) as ledger:
        assert verify(ledger.store) == []
        found = [f for f in verify(ledger.store, deep=True) if "guard" not in f.what and "search" not in f.what]
        assert [f.seq for f in found] == [0]
        assert [f.error.line for f in found if "sayso rebuild" not in f.error.line or "backup" in f.error.line] == []
        ledger.rebuild()
        assert verify(ledger.store, deep=True) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TRIGGER entries_never_changed", "the guard “entries_never_changed” is missing"),
        ("DROP TRIGGER search_insert", "“search_insert” of the search index is missing"),
        ("DROP TABLE search", "“search” of the search index is missing"),
        ("INSERT INTO search(search) VALUES ('delete-all')", "the search index does not fit the claims"),
        ("UPDATE search_data SET block = zeroblob(length(block))", "the search index does not fit the claims"),
        ("DROP TABLE verdicts", "the view “verdicts” is missing"),
    ],
)
def test_what_is_made_from_the_entries_is_found_missing_and_made_anew(
    whole: tuple[Path, str], tmp_path: Path, statement: str, told: str
) -> None:
    path = Path(shutil.copy(whole[0], tmp_path / "l"))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(statement)
    with Ledger.open(path, Clock()) as ledger:
        (found,) = verify(ledger.store, deep=True)
        assert found.error.line.startswith(f"E032 {told}")
        ledger.rebuild()
        assert verify(ledger.store, deep=True) == []


def test_a_guard_that_was_weakened_is_found_and_made_anew(whole: tuple[Path, str], tmp_path: Path) -> None:
    weak = "CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries BEGIN SELECT 1; END"
    path = Path(shutil.copy(whole[0], tmp_path / "l"))
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DROP TRIGGER entries_never_deleted")
        database.execute(weak)
    with Ledger.open(path, Clock()) as ledger:
        assert [f.code for f in verify(ledger.store, deep=True)] == ["E032"]
        ledger.rebuild()
        assert verify(ledger.store, deep=True) == []


def test_a_damaged_page_is_a_finding(whole: tuple[Path, str], tmp_path: Path) -> None:
    path = tmp_path / "damaged"
    raw = bytearray(whole[0].read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 4096] = b"\x7f" * 4096
    path.write_bytes(raw)
    with closing(open_store(path, 1)) as store:
        assert verify(store, deep=True) != []


def test_the_independent_verifier_runs_by_itself(whole: tuple[Path, str], tmp_path: Path) -> None:
    program = Path(independent_verifier.__file__)
    assert len(program.read_text().splitlines()) <= 100
    run = [sys.executable, str(program)]
    assert subprocess.run([*run, str(whole[0]), whole[1]], check=False).returncode == 0
    cut = tampered(whole[0], tmp_path, [("DELETE FROM entries WHERE seq = 3", ())])
    assert subprocess.run([*run, str(cut)], check=False, capture_output=True).stdout.split()[0] == b"4"
