"""The account of one run over the inputs, for `read`, `annotate` and `add`: what was not as expected, said once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import typer

from sayso.commands.session import Session
from sayso.read.notes import Note
from sayso.types import Reading, Report, Unreadable
from sayso.understand.language import is_read


class Account:
    """Says at once what could not be read, and at the end which reports lack a date, a reader or claims.

    `kept`: the reports are in a ledger, where those without a reader wait for one.
    """

    def __init__(self, session: Session, kept: bool = False) -> None:
        self.session, self.kept = session, kept
        self.unreadable = 0
        self.undated = _Names()
        self.without_claims = _Names()
        self.unread: Counter[str] = Counter()
        """Reports by language, of those that no reader reads."""

    def tell(self, item: Unreadable | Note) -> None:
        if isinstance(item, Unreadable):
            self.unreadable += 1
            self.session.blame(item.reason)
        else:
            self.session.tell(f"{item.address}: {item.text}")

    def report(self, report: Report) -> None:
        if report.published is None:
            self.undated.add(report.name)

    def reading(self, report: Report, reading: Reading) -> None:
        if report.language is not None and not is_read(report.language):
            self.unread[report.language] += 1
        elif not reading.claims:
            self.without_claims.add(report.name)

    def say(self) -> None:
        """What is said at the end, however the run ended."""
        if self.undated.count:
            self.session.tell(f"{self.undated.words}: no publication date; add it with --published 2022-01-07")
        if self.without_claims.count:
            self.session.tell(f"{self.without_claims.words}: no claims found")
        if self.unread:
            self.session.blame(unread_words(self.unread, self.kept))

    def end(self) -> None:
        """Exit status 1 where anything could not be read."""
        if self.unreadable:
            raise typer.Exit(1)


def unread_words(unread: Counter[str], kept: bool) -> str:
    """ "3 reports in languages without a reader: ru 2, kk 1; kept, without claims"."""
    total = unread.total()
    told = ", ".join(f"{code} {count}" for code, count in sorted(unread.items(), key=lambda item: (-item[1], item[0])))
    which = "1 report in a language" if total == 1 else f"{total} reports in languages"
    ends = "kept, without claims (sayso received --unread lists them)" if kept else "no claims are read from them"
    return f"{which} without a reader: {told}; {ends}"


@dataclass(slots=True)
class _Names:
    """The first of some names and how many there are: an archive has millions."""

    first: str = ""
    count: int = 0

    def add(self, name: str) -> None:
        self.first = self.first if self.count else name
        self.count += 1

    @property
    def words(self) -> str:
        """ "almaty", or "almaty and 11 others"."""
        return self.first if self.count == 1 else f"{self.first} and {self.count - 1} others"
