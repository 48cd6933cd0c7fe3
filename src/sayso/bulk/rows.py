"""From reports and readings to rows in the child, and from the child's answer to rows that were checked in its parent.

A row has the columns of its table from the third on: `sequence` and `document` are the parent's to know. What a child says is
believed as far as its shape goes and no further: every value has its column's type, or the child is taken for dead.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sayso.bulk.schema import CLAIMS, FEATURES, LAYERS, OF_REPORTS, REPORTS, Table, Type
from sayso.collect.contained.jobs import Job
from sayso.collect.contained.shapes import MisshapenError
from sayso.ledger import bodies, canonical
from sayso.ledger.claim_row import claim_row
from sayso.ledger.moments import stretch
from sayso.ledger.storable import storable
from sayso.ledger.views import known_by
from sayso.printable import clean
from sayso.reconcile.keep.features import Rows as Kept
from sayso.reconcile.keep.schema import placed
from sayso.types import Reading, Report, Unreadable

REPORT, UNREADABLE, NOTE, AGAIN = "report", "unreadable", "note", "again"
OWN = 2
"""Columns that the parent fills."""
UNKNOWN = "unknown"
"""In place of a day."""
LARGEST_ANSWER = 100_000_000
"""Bytes that come of one document at most: a report of the greatest length has some 30 million with all its layers."""

KINDS: dict[Type, tuple[type, ...]] = {
    Type.TEXT: (str,),
    Type.INTEGER: (int,),
    Type.NUMBER: (float, int),
    Type.YES_NO: (bool,),
    Type.BYTES: (str,),
}
"""What a column's values are in JSON."""

Row = list[Any]


def body(value: object) -> str:
    """Canonical bytes, as text."""
    return canonical.encode(value).decode("ascii")


def day(report: Report) -> str:
    """The day of publication in UTC; `unknown` where the report tells no day."""
    told = stretch(report.published)
    return told.start[:10] if told and told.start[:10] == told.end[:10] else UNKNOWN


def of_unreadable(found: Unreadable) -> list[Any]:
    return [UNREADABLE, found.address, found.code, found.reason, body(found)]


def of_report(report: Report, reading: Reading, kept: Kept) -> list[list[Row]]:
    """The rows of each table of `OF_REPORTS`."""
    lean = bodies.lean(reading)
    known = known_by(report)
    shared = {"report": report.id, "published": report.published, "known_by": known, "demonstration": report.demonstration}
    made = {"report": report.id, "reader": reading.maker.reader, "reader_version": reading.maker.version}
    claims = [
        {**shared, **claim_row(claim), "claim": claim.id, "number": number, "body": body(claim)}
        for number, claim in enumerate(lean.claims)
    ]
    layers = {**made, "claims": len(lean.claims), "body": body(replace(lean, claims=()))}
    return [
        [_row(REPORTS, {**shared, **_of_report(report), "body": body(report)})],
        [_row(CLAIMS, claim) for claim in claims],
        [_row(LAYERS, layers)],
        [_row(FEATURES, kept.tables[placed][0])],
    ]


def _of_report(report: Report) -> dict[str, Any]:
    names = ("name", "url", "title", "byline", "credit", "updated", "language")
    told = {name: getattr(report, name) for name in names}
    return {**told, "outlet": report.outlet.name if report.outlet else None, "characters": len(report.text)}


def _row(table: Table, values: dict[str, Any]) -> Row:
    return [storable(values[name]) for name in table.names[OWN:]]


@dataclass(frozen=True, slots=True)
class FoundReport:
    """`receipt`: canonical bytes. `unread`: its language, where no reader reads it. `rows`: of each table of `OF_REPORTS`."""

    id: str
    receipt: str
    day: str
    unread: str | None
    claimed: bool
    rows: tuple[list[Row], ...]


@dataclass(frozen=True, slots=True)
class FoundUnreadable:
    """`body`: canonical bytes."""

    address: str
    code: str
    reason: str
    body: str


@dataclass(slots=True)
class Answer:
    """What a child found in a document, in order. `again`: it is a duplicate of an earlier one."""

    found: list[FoundReport | FoundUnreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    again: bool = False

    def take(self, item: Any) -> None:
        match item:
            case ["report", str(id), str(receipt), str(at), (str() | None) as unread, bool(claimed), [*tables]]:
                self.found.append(FoundReport(id, _ascii(receipt), _day(at), unread, claimed, _tables(tables)))
            case ["unreadable", str(address), str(code), str(reason), str(said)]:
                self.found.append(FoundUnreadable(clean(address), code, clean(reason), _ascii(said)))
            case ["note", str(note)]:
                self.notes.append(str(storable(clean(note))))
            case ["again"]:
                self.again = True
            case _:
                raise MisshapenError("no part of an answer")


class BulkJob(Job[Answer]):
    """The job of `child.py` of one reader."""

    @cached_property
    def shaped(self) -> Any:
        return answer_of


def job(reader: str) -> BulkJob:
    return BulkJob(f"bulk_{reader}", Answer, LARGEST_ANSWER)


def answer_of(value: Any) -> Answer:
    """Checked. MisshapenError."""
    if not isinstance(value, list):
        raise MisshapenError("no array")
    answer = Answer()
    for item in value:
        answer.take(item)
    return answer


def _tables(tables: Sequence[Any]) -> tuple[list[Row], ...]:
    if len(tables) != len(OF_REPORTS):
        raise MisshapenError("not the tables of a report")
    return tuple([_checked(table, row) for row in some] for table, some in zip(OF_REPORTS, tables, strict=True))


def _checked(table: Table, row: Any) -> Row:
    columns = table.columns[OWN:]
    if not isinstance(row, list) or len(row) != len(columns):
        raise MisshapenError(f"no row of {table.name}")
    for place, (column, value) in enumerate(zip(columns, row, strict=True)):
        if value is None and not column.needed:
            continue
        if type(value) not in KINDS[column.type]:
            raise MisshapenError(f"{table.name}.{column.name} is no {column.type}")
        if column.type is Type.BYTES:
            row[place] = _unpacked(value)
    return row


def _unpacked(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except ValueError as error:
        raise MisshapenError("no bytes") from error


def _ascii(value: str) -> str:
    if not value.isascii():
        raise MisshapenError("no canonical bytes")
    return value


def _day(value: str) -> str:
    """It names a folder."""
    if value != UNKNOWN and not (len(value) == 10 and value.isascii() and value.replace("-", "").isdigit()):
        raise MisshapenError("no day")
    return value
