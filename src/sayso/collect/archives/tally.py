"""How many records of an archive were passed over because they hold no document, by kind. They are no part of the account."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST_KINDS = 40
"""Kinds that are told apart: an archive may have a million of its own."""


@dataclass(slots=True)
class Tally:
    """Whoever reads archives passes one in and says its `words` at the end. It may be used for many archives in turn."""

    records: int = 0
    """Whole records, of every kind."""
    documents: int = 0
    """Those that became captures."""
    cut_by_crawler: int = 0
    """Captures that the archive itself says to be cut (WARC-Truncated): their text may lack its end."""
    passed: Counter[str] = field(default_factory=Counter)

    def pass_over(self, kind: str) -> None:
        """`kind` is the archive's own word."""
        known = kind in self.passed or len(self.passed) < MOST_KINDS
        self.passed[kind if known else "of other kinds"] += 1

    @property
    def words(self) -> str:
        """Such as "2 documents in 5 records; passed over: 2 request, 1 picture"."""
        said = f"{_counted(self.documents, 'document')} in {_counted(self.records, 'record')}"
        if self.passed:
            said += "; passed over: " + ", ".join(f"{count:,} {kind}" for kind, count in self.passed.most_common())
        if self.cut_by_crawler:
            said += f"; {self.cut_by_crawler:,} were cut short by the crawler"
        return said


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
