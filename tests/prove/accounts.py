"""What commands say of a run, taken from their lines, and what a ledger holds of it, by a look of our own."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

RECEIVED = re.compile(
    r"received (\d+) = (\d+) reports \+ (\d+) duplicates \+ (\d+) unchanged \+ (\d+) refused \+ (\d+) unreadable"
)
BULK = re.compile(r"received (\d+) = (\d+) read \+ (\d+) duplicate \+ (\d+) unreadable \+ (\d+) killed \+ (\d+) timed out")
NAMED_AGAIN = re.compile(r"named again in this run, and not fetched again: (\d+)")
FILES = re.compile(r": (\d+) files? in it passed over: ")
RECORDS = re.compile(r"[\d,]+ documents? in [\d,]+ records?; passed over: ([^;\n]+)")


@dataclass(frozen=True, slots=True)
class Said:
    """`duplicates`: there already, from elsewhere or wholly. `passed`: files that are no inputs; `records`: in archives, no
    a document; `named_again`: by lists."""

    reports: int
    duplicates: int
    unreadable: int
    refused: int = 0
    named_again: int = 0
    passed: int = 0
    records: int = 0
    elsewhere: int = field(default=0, compare=False)
    """Duplicates of which only the place is new: that is kept."""

    @property
    def parts(self) -> dict[str, int]:
        """As `Proof.account` takes them."""
        duplicates = self.duplicates + self.named_again
        return {"reports": self.reports, "duplicates": duplicates, "refused": self.refused, "unreadable": self.unreadable}


def said(err: str) -> Said | None:
    """By the lines of standard error, which are not folded. None where there is no account."""
    found = RECEIVED.search(err)
    if found is None:
        return None
    received, reports, elsewhere, unchanged, refused, unreadable = map(int, found.groups())
    assert received == reports + elsewhere + unchanged + refused + unreadable, err
    return Said(
        reports,
        elsewhere + unchanged,
        unreadable,
        refused,
        named_again=sum(map(int, NAMED_AGAIN.findall(err))),
        passed=sum(map(int, FILES.findall(err))),
        records=sum(_first(part) for line in RECORDS.findall(err) for part in line.split(", ")),
        elsewhere=elsewhere,
    )


def _first(part: str) -> int:
    """Of "1,200 request"."""
    return int(part.partition(" ")[0].replace(",", ""))


def kept(ledger: Path) -> tuple[int, int, int]:
    """Reports, what was received that became one, and unreadables; none where the ledger is not made yet, or not wholly."""
    if not ledger.exists():
        return 0, 0, 0
    with closing(sqlite3.connect(ledger)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'entries'").fetchone()[0]:
            return 0, 0, 0
        found = dict(connection.execute("SELECT kind, count(*) FROM entries GROUP BY kind"))
    return found.get("report", 0), found.get("capture", 0), found.get("unreadable", 0)
