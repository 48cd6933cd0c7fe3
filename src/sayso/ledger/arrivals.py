"""What comes in together, a receipt, a report and its reading, and several of those in one transaction.

The entries and the answers are those that one after the other would give; only the disk is asked once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection

from sayso.ledger.append import Group, Hand, Head, append_all, holds, standing
from sayso.ledger.bodies import Body, Receipt, Said, id_of, lean, receipt
from sayso.types import Capture, Reading, Report, Unreadable


class Added(StrEnum):
    """What became of something that was given to the ledger. Every input has exactly one of these."""

    ADDED = "added"
    REREAD = "reread"
    """The report is known; a reader or version that is new to it has read it, and its claims now hold."""
    DUPLICATE = "duplicate"
    """The same content, received from another place or under another name: only that is new."""
    UNCHANGED = "unchanged"
    """All of it was there already."""
    REFUSED = "refused"
    """It was redacted once; it does not come back by adding it again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """`parts` in the order in which they are appended, by id. One whose bytes are known already is a `Said`.

    `report`: None where there is none, of something that could not be read.
    """

    report: Report | None
    parts: tuple[tuple[str, Body | Said], ...]
    evidence: str | None = None
    """The address of what was received, where its receipt points to evidence."""


def arrival(capture: Capture | None, report: Report, reading: Reading) -> Arrival:
    """ValueError where `reading` is of another report, or an id is not printable ASCII."""
    return arrived(receipt(capture, report) if capture else None, report, lean(reading))


def arrived(received: Receipt | None, report: Report | Said, reading: Reading | Said) -> Arrival:
    """The same from a receipt, a report and a lean reading, or from what says them. ValueError as above, and TypeError."""
    of, read = (part.body if isinstance(part, Said) else part for part in (report, reading))
    if not isinstance(of, Report) or not isinstance(read, Reading):
        raise TypeError(f"no report and reading: {type(of).__name__}, {type(read).__name__}")
    check(of, read)
    parts: list[tuple[str, Body | Said]] = [(of.id, report), (id_of(read), reading)]
    if received is not None:
        parts.insert(0, (id_of(received), received))
    return Arrival(of, tuple(parts), received.address if received is not None and received.warc is not None else None)


def unread(unreadable: Unreadable) -> Arrival:
    """What could not be read, with its reason."""
    return Arrival(None, ((id_of(unreadable), unreadable),))


def check(report: Report, reading: Reading) -> None:
    if reading.report != report.id:
        raise ValueError(f"a reading of {reading.report}, not of {report.id}")
    for id in (report.id, *(claim.id for claim in reading.claims)):
        if not id or not id.isascii() or not id.isprintable():
            raise ValueError(f"not an id: {id!r}")


@dataclass(slots=True)
class Adding:
    """`arrivals` within one transaction, which may have to be run again (`Store.write`).

    Where a lost COMMIT did happen, the end of the chain that a try before made is there: its answers are the answers.
    """

    hand: Hand
    arrivals: Sequence[Arrival]
    sync: Callable[[], None]
    _tried: list[tuple[Head, list[Added]]] = field(default_factory=list)

    def __call__(self, connection: Connection) -> list[Added]:
        for end, answers in self._tried:
            if holds(connection, end):
                return answers
        known = _standing(connection, [id for arrival in self.arrivals for id, _ in arrival.parts])
        groups = list[Group]()
        answers = [_answer(arrival, known, groups) for arrival in self.arrivals]
        if groups:
            self._tried.append((append_all(connection, self.hand, groups), answers))
            self.sync()
        return answers


def _answer(arrival: Arrival, known: dict[str, bool], groups: list[Group]) -> Added:
    """What becomes of it; what is new goes into `groups`, and is known from then on."""
    if known.get(arrival.report.id if arrival.report else arrival.parts[0][0]):
        return Added.REFUSED
    new = {id: part for id, part in arrival.parts if id not in known}
    if new:
        groups.append(Group(tuple(new), tuple(new.values()), arrival.report))
        known.update(dict.fromkeys(new, False))
    kinds = {type(part.body if isinstance(part, Said) else part) for part in new.values()}
    if Report in kinds or Unreadable in kinds:
        return Added.ADDED
    if Reading in kinds:
        return Added.REREAD
    return Added.DUPLICATE if new else Added.UNCHANGED


def _standing(connection: Connection, ids: Sequence[str]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for some in _parts(ids):
        found |= standing(connection, some)
    return found


def _parts(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Databases allow some thousands of parameters."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def in_turn(arrivals: Iterable[Arrival], add: Callable[[Arrival], Added]) -> list[Added | Exception]:
    """Each by itself, where together they failed: a fault of one costs the others nothing."""
    answers: list[Added | Exception] = []
    for one in arrivals:
        try:
            answers.append(add(one))
        except Exception as error:
            answers.append(error)
    return answers
