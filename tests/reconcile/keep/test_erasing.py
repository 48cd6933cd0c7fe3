"""What was redacted is in no table and no file; what was changed in a kept table is found, and a rebuild mends it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep import follow
from sayso.reconcile.keep.check import unfit
from sayso.reconcile.keep.schema import derived
from sayso.reconcile.world import load
from sayso.types import Report
from tests.commands.test_keeping import unpacked
from tests.commands.test_reading import TEXT, put
from tests.conftest import Ran, Sayso
from tests.ledger.by_hand import Clock
from tests.ledger.test_readonly import closed, place, unprivileged
from tests.reconcile.keep.made import POOL, add_all, caught_up, seen
from tests.reconcile.keep.test_follow import EVERY
from tests.redacting import redact

__all__ = ["place"]

SECRET = (
    "Zyxwvut Qponmlk of Unpronounceable Lane\n\nNorthland Interior Minister Gfedcba Tsrqpon said 12 people were arrested in "
    "Aktau on Thursday. Zyxwvut Qponmlk, 34, was beaten in Unpronounceable Lane, said Gfedcba Tsrqpon. "
    + "It rained there. "
    * 30
)
ALSO = "Aktau again\n\nPolice arrested 14 people in Aktau on Friday, the Interior Ministry said. It rained there."
WORDS = ("Zyxwvut", "Qponmlk", "Unpronounceable", "Gfedcba", "Tsrqpon", "Northland")


def kept(folder: Path) -> str:
    """Everything that the kept tables hold, as text."""
    with sqlite3.connect(folder / "test.ledger") as connection:
        rows = [row for name in derived.tables for row in connection.execute(f"SELECT * FROM {name}")]
    connection.close()
    return repr(rows).lower()


def files(folder: Path) -> bytes:
    """All that the ledger and its evidence hold, the evidence unpacked."""
    paths = [path for path in folder.rglob("*") if path.is_file() and "test.ledger" in str(path.relative_to(folder))]
    return b"".join(map(unpacked, paths)).lower()


def filled(sayso: Sayso, folder: Path) -> str:
    """A ledger with the secret and something else; the id of the secret report."""
    add(
        sayso,
        put(folder, "secret.txt", SECRET),
        put(folder, "copy.txt", SECRET + "\n\nIt snowed."),
        put(folder, "also.txt", ALSO),
    )
    assert "gfedcba" in kept(folder) and "northland" in kept(folder)
    with sqlite3.connect(folder / "test.ledger") as connection:
        (id,) = connection.execute("SELECT id FROM reports WHERE name = 'secret'").fetchone()
        (other,) = connection.execute("SELECT id FROM reports WHERE name = 'copy'").fetchone()
    connection.close()
    assert sayso("redact", other, "--why", "asked").status == 0
    return str(id)


def add(sayso: Sayso, *paths: Path) -> Ran:
    ran = sayso("add", *paths, "--reader", "rules", "--published", "2022-01-07")
    assert ran.status == 0, ran.err
    return ran


def test_no_word_of_it_is_in_any_table_or_file(sayso: Sayso, tmp_path: Path) -> None:
    id = filled(sayso, tmp_path)
    for path in tmp_path.glob("*.txt"):
        path.unlink()
    assert sayso("redact", id, "--why", "a court ordered it").status == 0
    assert [word for word in WORDS if word.lower() in kept(tmp_path) or word.lower().encode() in files(tmp_path)] == []
    assert "all whole" in sayso("verify").out
    assert sayso("stories").err == "" and sayso("stories").out.count("\n") == 1
    assert sayso("rebuild").status == 0
    assert "all whole" in sayso("verify").out


def test_a_redaction_that_was_stopped_before_the_kept_tables_is_finished_by_saying_it_again(
    sayso: Sayso, tmp_path: Path
) -> None:
    id = filled(sayso, tmp_path)
    redact(tmp_path / "test.ledger", id, "a court ordered it")
    assert "gfedcba" in kept(tmp_path)
    assert "E032" in sayso("verify").err  # words that should be gone are no whole ledger
    assert "E029" in sayso("redact", id, "--why", "a court ordered it").err
    assert [word for word in WORDS if word.lower() in kept(tmp_path) or word.lower().encode() in files(tmp_path)] == []
    assert "all whole" in sayso("verify").out


def test_an_id_that_is_none_leaves_the_views_alone(sayso: Sayso, tmp_path: Path) -> None:
    filled(sayso, tmp_path)
    before = kept(tmp_path)
    assert "E027" in sayso("redact", "rzzz", "--why", "asked").err
    assert kept(tmp_path) == before


CHANGES = [
    "UPDATE placed_reports SET story = 'sff' WHERE report = (SELECT max(report) FROM placed_reports)",
    "UPDATE placed_reports SET credit = 'Another Agency', credit_because = 'so it says'",
    "UPDATE claim_origins SET key = 'XX/other' WHERE row = (SELECT max(row) FROM claim_origins)",
    "DELETE FROM claim_origins WHERE row = (SELECT max(row) FROM claim_origins)",
    "DELETE FROM story_terms WHERE term = (SELECT max(term) FROM story_terms)",
    "DELETE FROM office_holders",
    "DELETE FROM copy_keys",
    "INSERT INTO copies VALUES ('r1', 'r2', 1.0, 'made up')",
    "UPDATE followed SET seq = seq + 1000",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_row_is_found_and_a_rebuild_mends_it(sayso: Sayso, tmp_path: Path, change: str) -> None:
    add(sayso, put(tmp_path, "a.txt", SECRET), put(tmp_path, "b.txt", ALSO))
    before = sayso("stories").out + sayso("origins").out
    with sqlite3.connect(tmp_path / "test.ledger") as connection:
        connection.execute(change)
    connection.close()
    found = sayso("verify")
    assert found.status == 3 and found.err.startswith("E032"), found.err
    assert sayso("rebuild").status == 0
    assert "all whole" in sayso("verify").out
    assert sayso("stories").out + sayso("origins").out == before


@pytest.mark.parametrize("gone", [["followed"], ["claim_origins"], sorted(derived.tables)], ids=["followed", "one", "all"])
def test_dropped_tables_are_no_loss_one_line_says_so_and_the_next_add_makes_them(
    sayso: Sayso, tmp_path: Path, gone: list[str]
) -> None:
    add(sayso, put(tmp_path, "a.txt", TEXT), put(tmp_path, "b.txt", ALSO))
    before = {view: sayso(view).out for view in ("stories", "sources", "origins", "incidents", "figures")}
    with sqlite3.connect(tmp_path / "test.ledger") as connection:
        for table in gone:
            connection.execute(f"DROP TABLE {table}")
    connection.close()
    for view, out in before.items():
        ran = sayso(view)
        assert ran.out == out and ran.err.count("\n") == 1 and "sayso rebuild" in ran.err
    assert "all whole" in sayso("verify").out
    add(sayso, put(tmp_path, "c.txt", "Nothing\n\nPancakes are made of flour."))
    assert sayso("origins").err == "" and sayso("origins").out == before["origins"]


def test_a_ledger_that_may_not_be_written_gives_the_same(place: Path) -> None:
    with Ledger.open(place / "l", Clock()) as ledger:
        add_all(ledger, EVERY)
        never = seen(load(Reader(ledger.store)))
    with unprivileged_reader(place) as reader:
        world = load(reader)
        assert world.behind and seen(world) == never and unfit(reader.store) == []
    place.chmod(0o755)
    for file in place.iterdir():
        file.chmod(0o644)
    with Ledger.open(place / "l", Clock()) as ledger:
        caught_up(ledger.store)
    with unprivileged_reader(place) as reader:
        world = load(reader)
        assert not world.behind and seen(world) == never and unfit(reader.store) == []
    assert {one.id for one in POOL} < world.carriers.keys()


def unprivileged_reader(folder: Path) -> Reader:
    path = closed(folder, 0o555)
    with unprivileged():
        return Reader.open(path, 1)


def test_the_account_of_a_run_is_said_where_following_fails_too(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk stops both: the last lines still say what was kept."""

    def full(*_: object) -> None:
        raise SaysoError("E022", path="x")

    monkeypatch.setattr("sayso.reconcile.keep.follow.settle", full)
    ran = sayso("add", put(tmp_path, "a.txt", TEXT), "--reader", "rules")
    assert ran.status == 1 and "E022" in ran.err
    assert "received 1 = 1 reports" in " ".join(ran.err.split())


def test_adding_says_where_late_reports_are_not_reckoned_with_everywhere(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "PER_REPORT", 1)
    add(sayso, put(tmp_path, "a.txt", TEXT), put(tmp_path, "b.txt", ALSO))
    late = sayso("add", put(tmp_path, "c.txt", TEXT + "It snowed."), "--reader", "rules", "--published", "2021-12-31")
    assert late.status == 0 and "sayso rebuild" in late.err
    assert "all whole" in sayso("verify").out and "all whole" in (sayso("rebuild").out and sayso("verify").out)
    again = sayso("add", put(tmp_path, "d.txt", ALSO + "It hailed."), "--reader", "rules", "--published", "2022-02-01")
    assert again.status == 0 and "sayso rebuild" not in again.err


@pytest.mark.parametrize("one", POOL[-1:])
def test_words_that_no_store_takes_are_followed_all_the_same(ledger: Ledger, one: Report) -> None:
    add_all(ledger, [len(POOL) - 1])
    caught_up(ledger.store)
    (carrier,) = load(Reader(ledger.store)).carriers.values()
    assert carrier.id == one.id and carrier.credit
    assert unfit(ledger.store) == []
