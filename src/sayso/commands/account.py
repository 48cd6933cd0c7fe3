"""The account of one run over the inputs, for `read`, `annotate` and `add`: what was not as expected, said once."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from sayso.commands.session import Session
from sayso.read.notes import Note
from sayso.types import Reading, Report, Unreadable


class Account:
    """Says at once what could not be read, and at the end which reports lack a date or claims."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.unreadable = 0
        self.undated: list[str] = []
        self.without_claims: list[str] = []

    def tell(self, item: Unreadable | Note) -> None:
        if isinstance(item, Unreadable):
            self.unreadable += 1
            self.session.blame(item.reason)
        else:
            self.session.tell(f"{item.address}: {item.text}")

    def report(self, report: Report) -> None:
        if report.published is None:
            self.undated.append(report.name)

    def reading(self, report: Report, reading: Reading) -> None:
        if not reading.claims:
            self.without_claims.append(report.name)

    def say(self) -> None:
        """What is said at the end, however the run ended."""
        if self.undated:
            self.session.tell(f"{_named(self.undated)}: no publication date; add it with --published 2022-01-07")
        if self.without_claims:
            self.session.tell(f"{_named(self.without_claims)}: no claims found")

    def end(self) -> None:
        """Exit status 1 where anything could not be read."""
        if self.unreadable:
            raise typer.Exit(1)


def _named(names: Sequence[str]) -> str:
    """ "almaty", or "almaty and 11 others"."""
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} others"
