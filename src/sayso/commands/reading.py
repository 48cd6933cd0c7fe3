"""`sayso read` and `sayso annotate`: from files to claims or layers, without a ledger."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sayso.commands.account import Account
from sayso.commands.intake import Inputs, taken_in
from sayso.commands.outside import Outside
from sayso.commands.printing import chosen, print_claims
from sayso.commands.readers import reading_by
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.layers import LINES, layer_line
from sayso.read.dates import iso
from sayso.types import Capture, Claim, Reading, Report, Unreadable
from sayso.understand.reader import Failed, Reader
from sayso.unforeseen import unforeseen

T = TypeVar("T")


def read(session: Session, paths: Sequence[str], published: str | None, name: str | None, format: str | None) -> None:
    """Print the claims of every report. Exit status 1 where anything could not be read; what could be is printed."""
    format = chosen(session, format)
    with reading_by(session, name) as chosen_reader, Outside(session) as outside:
        run = _Run(session, inputs(paths, published), outside)
        print_claims(session, run.claims(chosen_reader), format)
    run.end()


def annotate(session: Session, paths: Sequence[str], layer: str, published: str | None, name: str | None, format: str) -> None:
    """Print one line of `layer` a report."""
    if layer not in LINES:
        raise SaysoError("E014", name=layer, known=", ".join(sorted(LINES)))
    if format != "jsonl":
        raise SaysoError("E017", name=format, known="jsonl")
    with reading_by(session, name) as chosen_reader, Outside(session) as outside:
        run = _Run(session, inputs(paths, published), outside)
        for capture, report in run.reports():
            try:
                found = chosen_reader.layers(report, frozenset({layer}))
            except Exception as error:
                run.account.tell(failed(capture, error))
                continue
            session.line(json.dumps(layer_line(layer, report, found), ensure_ascii=False))
    run.end()


def inputs(paths: Sequence[str], published: str | None) -> Inputs:
    """What was typed, checked. SaysoError E011 where --published is no date."""
    return Inputs(paths, iso(published) if published else None)


def readings(items: Iterable[T], read_it: Reader, report: Callable[[T], Report]) -> Iterator[tuple[T, Reading | Failed]]:
    """Each item with the reading of its report, in order; the reader may take some items ahead."""
    waiting: deque[T] = deque()

    def reports() -> Iterator[Report]:
        for item in items:
            waiting.append(item)
            yield report(item)

    for reading in read_it.many(reports()):
        yield waiting.popleft(), reading


def failed(capture: Capture, error: Exception) -> Unreadable:
    """A document of which one report could not be read or kept. What no document can cause is raised."""
    problem = unforeseen(error, capture.address)
    return Unreadable(capture.address, problem.code.code, problem.line, capture.sha256)


class _Run:
    """One run over the inputs, and the account of it."""

    def __init__(self, session: Session, named: Inputs, outside: Outside) -> None:
        self.named, self.outside, self.account = named, outside, Account(session)

    def reports(self) -> Iterator[tuple[Capture, Report]]:
        for capture, report in taken_in(self.named.given(self.outside.door()), self.account.tell, self.outside.contained):
            self.account.report(report)
            yield capture, report

    def claims(self, read_it: Reader) -> Iterator[tuple[Report, Claim]]:
        for (capture, report), reading in readings(self.reports(), read_it, lambda pair: pair[1]):
            if isinstance(reading, Failed):
                self.account.tell(failed(capture, reading.error))
                continue
            self.account.reading(report, reading)
            yield from ((report, claim) for claim in reading.claims)

    def end(self) -> None:
        self.account.say()
        self.account.end()
