"""`sayso read` and `sayso annotate`: from files to claims or layers, without a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import typer

from sayso.commands.intake import Inputs, taken_in
from sayso.commands.printing import chosen, print_claims
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.layers import LINES, layer_line
from sayso.read.dates import iso
from sayso.read.notes import Note
from sayso.types import Claim, Report, Unreadable
from sayso.understand.reader import Reader, reader


def read(session: Session, paths: Sequence[str], published: str | None, name: str | None, format: str | None) -> None:
    """Print the claims of every report. Exit status 1 where anything could not be read; what could be is printed."""
    format, chosen_reader = chosen(session, format), reader(name or session.settings.reader)
    run = _Run(session, inputs(session, paths, published))
    print_claims(session, run.claims(chosen_reader), format)
    run.end()


def annotate(session: Session, paths: Sequence[str], layer: str, published: str | None, name: str | None, format: str) -> None:
    """Print one line of `layer` a report."""
    if layer not in LINES:
        raise SaysoError("E014", name=layer, known=", ".join(sorted(LINES)))
    if format != "jsonl":
        raise SaysoError("E017", name=format, known="jsonl")
    chosen_reader = reader(name or session.settings.reader)
    run = _Run(session, inputs(session, paths, published))
    for report in run.reports():
        found = chosen_reader.layers(report, frozenset({layer}))
        session.line(json.dumps(layer_line(layer, report, found), ensure_ascii=False))
    run.end()


def inputs(session: Session, paths: Sequence[str], published: str | None) -> Inputs:
    """What was typed, checked. SaysoError E011 where --published is no date."""
    date = iso(published) if published else None
    return Inputs(paths, session.stdin, session.clock, session.settings.max_bytes, date)


class _Run:
    """One run over the inputs: counts, and says at the end what was not as expected."""

    def __init__(self, session: Session, named: Inputs) -> None:
        self.session, self.named = session, named
        self.refused = 0
        self.undated: list[str] = []
        self.without_claims: list[str] = []

    def reports(self) -> Iterator[Report]:
        for _, report in taken_in(self.named, self._tell):
            if report.published is None:
                self.undated.append(report.name)
            yield report

    def claims(self, read_it: Reader) -> Iterator[tuple[Report, Claim]]:
        for report in self.reports():
            reading = read_it(report)
            if not reading.claims:
                self.without_claims.append(report.name)
            yield from ((report, claim) for claim in reading.claims)

    def end(self) -> None:
        if self.undated:
            self.session.tell(f"{_named(self.undated)}: no publication date; add it with --published 2022-01-07")
        if self.without_claims:
            self.session.tell(f"{_named(self.without_claims)}: no claims found")
        if self.refused:
            raise typer.Exit(1)

    def _tell(self, item: Unreadable | Note) -> None:
        if isinstance(item, Unreadable):
            self.refused += 1
            self.session.blame(item.reason)
        else:
            self.session.tell(f"{item.address}: {item.text}")


def _named(names: Sequence[str]) -> str:
    """ "almaty", or "almaty and 11 others"."""
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} others"
