"""What damage must leave of a ledger: nothing half, nothing acknowledged lost, and the rest to be had by saying it again."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.prove.forked import Ended, Forked

CODED = re.compile(r"(E\d{3}) .+: .+")
NOBODY_KNOWS = frozenset({"E097", "E099"})
"""Codes for what nobody foresaw: a disk that fails is foreseen."""
RECEIVED = re.compile(
    r"received \d+ = (\d+) reports \+ (\d+) duplicates \+ (\d+) unchanged \+ (\d+) refused \+ (\d+) unreadable"
)
SAID = """
SELECT kind, iif(kind IN ('report', 'reading', 'unreadable'), id, row_number() OVER (PARTITION BY kind ORDER BY seq))
FROM entries
"""
"""What is the same in any run over the same inputs. Of other kinds their number: a verdict tells when it was given."""


def documents(folder: Path, count: int) -> Path:
    """A folder of small reports and of pages, and one file that holds nothing."""
    folder.mkdir()
    for n in range(count):
        told = f"At least {n + 3} people were killed in Almaty on Friday, the ministry said. Police arrested {n + 20} people."
        if n % 4 == 3:
            (folder / f"report{n:02}.html").write_text(f"<!doctype html><title>Fire {n}</title><p>{told}</p>")
        else:
            (folder / f"report{n:02}.txt").write_text(told)
    (folder / "empty.txt").write_text("")
    return folder


def is_coded(ended: Ended) -> bool:
    """One line with a code and its remedy is the last on standard error, a code that says what is wrong."""
    found = CODED.fullmatch(ended.last)
    return bool(found) and found is not None and found[1] not in NOBODY_KNOWS and "Traceback" not in ended.err + ended.out


def entries(ledger: Path) -> set[tuple[str, str]]:
    """Kind and id of what any run over the same inputs says. Empty where there is no ledger yet, or an empty one."""
    if not ledger.exists() or not ledger.stat().st_size:
        return set()
    with closing(sqlite3.connect(ledger)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'entries'").fetchone()[0]:
            return set()
        return {(kind, str(id)) for kind, id in connection.execute(SAID)}


def acknowledged(ended: Ended) -> dict[str, int] | None:
    """What the account of a run of adding says; None where it says none."""
    found = RECEIVED.search(ended.err)
    names = ("reports", "duplicates", "unchanged", "refused", "unreadable")
    return dict(zip(names, map(int, found.groups()), strict=True)) if found else None


def whole(sayso: Forked, ledger: Path) -> str | None:
    """What `sayso verify` finds, or None. A ledger that is not there, or that never held anything, is whole."""
    if not entries(ledger) and not ledger.exists():
        return None
    ended = sayso("verify", "--evidence", ledger=ledger)
    if ended.status == 0:
        return None
    empty = ended.last.startswith(("E020", "E024")) and not entries(ledger)
    return None if empty else ended.err
