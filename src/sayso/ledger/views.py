"""Entries to view rows: `project` is the one rule, used when an entry is appended and again when all are rebuilt.

Invariant: the rows after appending one by one equal the rows after a rebuild (a property test holds it, `state.state_hash`
compares). It holds because `project` looks at nothing but the entry and the report it speaks of, and because rows are only
inserted, ended by a later reading of the same report, and deleted when their entry is erased, which leaves no body to
replay. So several entries may be put in one `Rows` and applied together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, update

from sayso.ledger import schema
from sayso.ledger.bodies import Body, Receipt, Redaction, Said, Setting, Stamp
from sayso.ledger.canonical import moment
from sayso.ledger.claim_row import values as claim_values
from sayso.ledger.inserting import Row, insert_rows
from sayso.ledger.moments import stretch
from sayso.ledger.storable import storable, text
from sayso.types import Entry, Reading, Report, Unreadable, Verdict

Change = dict[str, Any]

IN_ORDER = (*(table for table in schema.views.tables.values() if table is not schema.readings), schema.readings)
"""Readings last: with the row of a reading its claims come into the search index."""
BY_ID = (schema.captures, schema.reports, schema.readings, schema.unreadable, schema.verdicts, schema.settings)


@dataclass(slots=True)
class Rows:
    """What one or more entries do to the views, in the order of the entries."""

    inserts: dict[Table, list[Row]] = field(default_factory=lambda: {table: [] for table in IN_ORDER})
    ends: list[Change] = field(default_factory=list)
    """Readings that supersede what their report had: {of, by, first}."""
    unread: set[str] = field(default_factory=set)
    """Reports among these entries that no reading has followed yet: their first one ends nothing."""
    erased: list[Change] = field(default_factory=list)
    """Entries whose rows go: {erased}."""

    def insert(self, table: Table, entry: Entry, /, **values: object) -> None:
        row = {"row": row_number(entry.seq, 0), "seq": entry.seq, "recorded_at": entry.recorded_at, **values}
        self.inserts[table].append(tuple(storable(row[column.name]) for column in table.c))


def row_number(seq: int, number: int) -> int:
    return seq * schema.ROWS_PER_ENTRY + number


def project(entry: Entry, said: Said, report: Report | None, rows: Rows) -> None:
    """Add to `rows` what `entry`, which says `said`, does to the views. `report` is the one that a reading is of."""
    match body := said.body:
        case Report():
            _report(entry, body, rows)
        case Reading() if report is not None:
            _reading(entry, body, said, report, rows)
        case Redaction():
            rows.insert(schema.redactions, entry, id=entry.id, subject=body.subject, why=body.why)
            rows.erased += [{"erased": id} for id in body.erased]
        case Reading():
            raise ValueError(f"reading {entry.id} of a report that is not there")
        case Stamp():
            pass  # nothing is listed by it; `sayso verify` reads the entries themselves
        case _:
            rows.insert(_SIMPLE[type(body)], entry, id=entry.id, **_values(body))


def apply(connection: Connection, rows: Rows) -> None:
    """Write `rows`. Inserts come first: `ends` looks only at rows before its own, so the order of entries is kept."""
    for table, values in rows.inserts.items():
        insert_rows(connection, table, values)
    if rows.ends:
        for statement in _END:
            connection.execute(statement, rows.ends)
    if rows.erased:
        for statement in _ERASE:
            connection.execute(statement, rows.erased)


def _report(entry: Entry, report: Report, rows: Rows) -> None:
    rows.unread.add(report.id)
    rows.insert(
        schema.reports,
        entry,
        id=report.id,
        name=report.name,
        outlet=report.outlet.name if report.outlet else None,
        url=report.url,
        title=report.title,
        byline=report.byline,
        credit=report.credit,
        published=report.published,
        updated=report.updated,
        known_by=known_by(report),
        language=report.language,
        demonstration=report.demonstration,
        characters=len(report.text),
    )


def known_by(report: Report) -> str | None:
    """The last microsecond in which this version may have been published; None where the report gives no date.

    The end of the stretch, not its start: a report "of 7 January" is not shown as known on the morning of that day.
    """
    said = stretch(report.updated) or stretch(report.published)
    return said.end if said else None


def _reading(entry: Entry, reading: Reading, said: Said, report: Report, rows: Rows) -> None:
    if reading.report in rows.unread:
        rows.unread.remove(reading.report)
    else:
        rows.ends.append({"of": reading.report, "by": entry.seq, "first": row_number(entry.seq, 0)})
    rows.insert(
        schema.readings,
        entry,
        id=entry.id,
        report=reading.report,
        reader=reading.maker.reader,
        version=reading.maker.version,
        claims=len(said.claims),
        ended=None,
    )
    title = None if report.title is None else text(report.title)
    shared = (report.id, title, known_by(report), report.demonstration)
    first, into = row_number(entry.seq, 0), rows.inserts[schema.claims]
    values = map(claim_values, reading.claims) if said.rows is None else said.rows
    for row, ((id, *rest), exact) in enumerate(zip(values, said.claims, strict=True), first):
        into.append((row, entry.seq, entry.recorded_at, None, id, *shared, *rest, exact))


_SIMPLE: dict[type, Table] = {
    Receipt: schema.captures,
    Unreadable: schema.unreadable,
    Verdict: schema.verdicts,
    Setting: schema.settings,
}


def _values(body: Body) -> dict[str, object]:
    """The fields of a body whose row has the same columns."""
    values = {name: getattr(body, name) for name in type(body).__slots__}
    return {name: moment(v) if hasattr(v, "astimezone") else v for name, v in values.items()}


def _end(table: Table) -> Any:
    former = (table.c.report == bindparam("of")) & (table.c.row < bindparam("first")) & table.c.ended.is_(None)
    return update(table).where(former).values(ended=bindparam("by"))


def _erase(table: Table, by: Callable[[Table], Any]) -> Any:
    return delete(table).where(by(table) == bindparam("erased"))


_END = (_end(schema.readings), _end(schema.claims))
_ERASE = (_erase(schema.claims, lambda t: t.c.report), *(_erase(t, lambda t: t.c.id) for t in BY_ID))
