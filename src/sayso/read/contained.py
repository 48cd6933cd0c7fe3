"""Hostile bytes to reports: in child processes, in order, some documents ahead of whoever takes them.

Plain text is read here. Nothing parses it: each step is one pass or a regular expression whose time grows with the length, and
the tests hold that; so `sayso read article.txt` needs no second process. Everything else has a parser that a document can
attack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import replace

from sayso.collect.contained.in_order import in_order
from sayso.collect.contained.jobs import Job
from sayso.collect.contained.pool import Contained
from sayso.collect.given import Given
from sayso.collect.sniff import TEXT
from sayso.errors import SaysoError
from sayso.read import dates
from sayso.read.notes import Note
from sayso.read.reports import Found, reports
from sayso.types import Capture, Report, Unreadable
from sayso.unforeseen import unforeseen

REPORTS = Job("reports", list[Report | Unreadable | Note], answer=10_000_000)


def reports_of(given: Iterable[Given], contained: Contained) -> Iterator[tuple[Given, Iterable[Found]]]:
    """Everything given, in order, with what was found in it; what could not be received is found as it is.

    At most `contained.ahead` documents are taken ahead, so memory stays flat however many there are. A document that takes too
    long (E082), too much memory (E083), ends its reader (E084), makes it fail (E097) or gives nothing (E004) is `Unreadable`.
    SaysoError E011 for a date that is none.
    """
    for one, found in in_order(given, lambda one: _begun(one, contained), contained.ahead):
        yield one, _found(one, found)


def found_in(capture: Capture, published: str | None) -> list[Found]:
    """What a child does."""
    return list(reports(capture, published))


def _begun(one: Given, contained: Contained) -> Future[list[Found] | SaysoError]:
    if one.published:
        dates.iso(one.published)
    if isinstance(one.capture, Unreadable) or one.capture.media_type == TEXT:
        nothing: Future[list[Found] | SaysoError] = Future()
        nothing.set_result([])
        return nothing
    capture = replace(one.capture, exchange=None)  # the bytes go over once
    return contained.begin(REPORTS, (capture, one.published), capture.address)


def _found(one: Given, found: list[Found] | SaysoError) -> Iterable[Found]:
    capture = one.capture
    if isinstance(capture, Unreadable):
        return [capture]
    if isinstance(found, SaysoError):
        return [Unreadable(capture.address, found.code.code, found.line, capture.sha256)]
    if capture.media_type == TEXT:
        found = read_here(capture, one.published)
    return or_nothing(capture, found)


def or_nothing(capture: Capture, found: list[Found]) -> list[Found]:
    """What was found, or that nothing was (E004)."""
    if any(isinstance(result, Report | Unreadable) for result in found):
        return found
    nothing = SaysoError("E004", path=capture.address)
    return [*found, Unreadable(capture.address, nothing.code.code, nothing.line, capture.sha256)]


def read_here(capture: Capture, published: str | None) -> list[Found]:
    """What is found in plain text. What nobody foresaw is `Unreadable` (E097)."""
    try:
        return found_in(capture, published)
    except Exception as error:
        problem = unforeseen(error, capture.address)
        return [Unreadable(capture.address, problem.code.code, problem.line, capture.sha256)]
