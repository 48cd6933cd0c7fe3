"""What a report is called. The same text may come under several names, and which of them came first is no matter of the report.

Its id leaves the name out, and each receipt keeps the one under which it came. Shown is the least of these, by code points, so
that two ledgers that were given the same show the same, whatever came first. A report that came without a receipt has its own.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Column, Connection, ScalarSelect, func, select

from sayso.ledger import canonical, schema
from sayso.ledger.storable import text
from sayso.ledger.views import row_number
from sayso.types import Report

CAPTURES, REPORTS, ENTRIES = schema.captures.c, schema.reports.c, schema.entries.c
LAST = (1 << 63) - 1
"""A seq that no entry comes after."""


def name_of(report: Column[str], last: int = LAST) -> ScalarSelect[str | None]:
    """The name of the report whose id is in this column, by the receipts up to entry `last`; null where it has none."""
    least = select(func.min(CAPTURES.name)).where(CAPTURES.report == report, CAPTURES.seq <= last)
    return least.correlate(report.table).scalar_subquery()


def renamed(connection: Connection, last: int = LAST, since: int = 0) -> dict[str, str]:
    """The names, by entry `last`, of the reports that are not called as they were when they came first; of these alone that
    came once more after entry `since`."""
    found = select(REPORTS.id, func.min(CAPTURES.name)).join(schema.captures, CAPTURES.report == REPORTS.id)
    found = found.where(CAPTURES.seq <= last).group_by(REPORTS.id, REPORTS.name)
    if since:
        again = select(CAPTURES.report).where(CAPTURES.row >= row_number(since + 1, 0))
        found = found.where(REPORTS.id.in_(again))
    rows = connection.execute(found.having(func.min(CAPTURES.name) != REPORTS.name))
    return {row[0]: row[1] for row in rows}


def report_called(connection: Connection, id: str, last: int = LAST) -> Report:
    """The report with this whole id, by its name."""
    wanted = select(ENTRIES.body, name_of(ENTRIES.id, last)).where(ENTRIES.id == id)
    body, name = connection.execute(wanted).one()
    report = canonical.decode(Report, body)
    return report if name is None or name == text(report.name) else replace(report, name=name)
