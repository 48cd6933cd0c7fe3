"""The origin behind each claim and the office-holders that a report names, as the report itself tells them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from sayso.ledger import canonical
from sayso.ledger.storable import storable
from sayso.ledger.views import row_number
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import holders as holder_table
from sayso.reconcile.keep.schema import origins as origin_table
from sayso.reconcile.origins import Holder, holders, origins_of
from sayso.reconcile.telling import Origin
from sayso.types import Claim, Report
from sayso.vocabulary import SourceKind

MANY = 2_000
"""Reports from which on whole tables are read instead of their parts."""


def rows(seq: int, report: Report, claims: Sequence[Claim]) -> dict[Table, list[dict[str, Any]]]:
    """Of the reading that is entry `seq`."""
    told = [_row(row_number(seq, number), report.id, origin) for number, origin in enumerate(origins_of(report, claims))]
    named = [
        {"report": report.id, "number": number, "body": canonical.encode(holder)}
        for number, holder in enumerate(holders(report, claims))
    ]
    return {origin_table: told, holder_table: named}


def renew(connection: Connection, report: str) -> None:
    """Before the rows of another reading: office-holders are those of the last. Origins stay, as its former claims do."""
    connection.execute(delete(holder_table).where(holder_table.c.report == report))


def erase(connection: Connection, ids: Sequence[str]) -> None:
    for some in chunks(ids):
        for table in (origin_table, holder_table):
            connection.execute(delete(table).where(table.c.report.in_(some)))


def origins(connection: Connection, reports: Collection[str]) -> Mapping[int, Origin]:
    """The origins of the claims of `reports`, by the claim's row."""
    return {row.row: _origin(row) for row in _rows(connection, origin_table, reports)}


def office_holders(connection: Connection, reports: Collection[str]) -> tuple[Holder, ...]:
    """The office-holders that `reports` name; what several of them say alike once, as the first says it."""
    return once(sorted(holder for told in holders_by_report(connection, reports).values() for holder in told))


def holders_by_report(connection: Connection, reports: Collection[str]) -> Mapping[str, Sequence[Holder]]:
    """As each of them names them."""
    told: dict[str, list[Holder]] = defaultdict(list)
    for row in _rows(connection, holder_table, reports):
        told[row.report].append(canonical.decode(Holder, row.body))
    return told


def once(named: Sequence[Holder]) -> tuple[Holder, ...]:
    """Of `named`, which are sorted, what several reports say alike once, as the first says it."""
    return tuple({(h.name, h.country, h.office, h.sure): h for h in reversed(named)}.values())


def _rows(connection: Connection, table: Any, reports: Collection[str]) -> Iterable[Any]:
    if len(reports) > MANY:
        yield from (row for row in connection.execute(select(table)) if row.report in reports)
        return
    for some in chunks(reports):
        yield from connection.execute(select(table).where(table.c.report.in_(some)))


def _row(row: int, report: str, origin: Origin) -> dict[str, Any]:
    return {
        "row": row,
        "report": report,
        "key": storable(origin.key),
        "name": storable(origin.name),
        "kind": str(origin.kind),
        "country": storable(origin.country),
        "identified": origin.identified,
        "because": json.dumps(origin.because),
    }


def _origin(row: Any) -> Origin:
    because = tuple(json.loads(row.because))
    return Origin(row.key, row.name, SourceKind(row.kind), row.country, row.identified, because)
