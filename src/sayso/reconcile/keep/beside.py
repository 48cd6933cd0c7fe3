"""What stands beside one report: the other versions of its page, and the texts that are copies of it.

Only the rows of these reports are looked at, so that it costs the same in any ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from sayso.ledger import schema
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.read.outlets_in_use import name_of
from sayso.reconcile.copies.credits import Credit, Member, of_group
from sayso.reconcile.copies.versions import History, history
from sayso.reconcile.keep.follow import state
from sayso.reconcile.keep.known import kept
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import copies, placed
from sayso.reconcile.telling import Carrier
from sayso.types import Claim, Report

PLACED = select(placed.c.report, placed.c.place, placed.c.credit, placed.c.credit_because)


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy group: near-identical texts. `reports` in the order of publication."""

    reports: tuple[Report, ...]
    because: Mapping[str, str]
    """By report id, why it is a copy of one before it."""
    credit: Credit | None
    """Whose text it is; None where no member says."""
    left_out: tuple[str, ...] = ()
    """Where the others stand in the order of publication: the moment each was known by, or ""."""


def versions(
    reader: Reader, report: Report, claims_of: Callable[[str], Iterable[Claim]] | None = None, behind_ok: bool = False
) -> History:
    """All versions of the report's page with what was read from them, the earliest first; only itself where there is none.

    `claims_of` gives the claims of a report by its id, where the caller has them at hand. `behind_ok`: by the tables as they
    are, even if they lack the newest reports; else the whole ledger is worked out anew where they do.
    """
    read = claims_of or (lambda id: [one.claim for one in reader.claims(Filters(report=id))])
    with reader.store.reading() as source, _tables(source, behind_ok) as tables:
        mine = select(placed.c.address).where(placed.c.report == report.id)
        at = tables.execute(mine).scalar()
        all_of = select(placed.c.report).where(placed.c.address == at)
        ids = _there(source, tables.execute(all_of).scalars().all()) if at else [report.id]
    return history((report if id == report.id else reader.report(id), read(id)) for id in ids)


def copied(
    reader: Reader, report: Report, most: int | None = None, group: Iterable[Carrier] = (), behind_ok: bool = False
) -> Copied | None:
    """The copy group of a report, or its first `most` and the report itself; None where nobody else has its text. `group`: its
    reports, where they are at hand, so that only those are looked up that are shown. `behind_ok` as for `versions`."""
    at_hand = [(one.id, one.known_by or "") for one in sorted(group, key=lambda one: one.place_in_order)]
    with reader.store.reading() as source, _tables(source, behind_ok) as tables:
        every = at_hand or _in_order(source, tables, _group(tables, report.id))
        shown = {id for n, (id, _) in enumerate(every) if most is None or n < most or id == report.id}
        rows = list(tables.execute(PLACED.where(placed.c.report.in_(_there(source, shown)))))
        because = copy_reasons(tables, [row.report for row in rows])
    if len(rows) < 2:
        return None
    rows.sort(key=lambda row: row.place)
    left_out = tuple(known_by for id, known_by in every if id not in shown)
    found = {row.report: reader.report(row.report) for row in rows}
    credits = [Credit(row.credit, row.credit_because) if row.credit else None for row in rows]
    members: list[Member] = [(_carrier(found[row.report], row.place), c) for row, c in zip(rows, credits, strict=True)]
    return Copied(tuple(found.values()), because, of_group(members), left_out)


@contextmanager
def _tables(source: Connection, behind_ok: bool) -> Iterator[Connection]:
    if behind_ok and state(source) is not None:
        yield source
    else:
        with kept(source) as (tables, _):
            yield tables


def _in_order(source: Connection, tables: Connection, ids: Collection[str]) -> list[tuple[str, str]]:
    """With the moment each was known by, or ""; in the order of publication."""
    rows = tables.execute(PLACED.where(placed.c.report.in_(_there(source, ids))))
    return [(row.report, row.place.rpartition(" ")[0]) for row in sorted(rows, key=lambda row: row.place)]


def _there(source: Connection, ids: Collection[str]) -> Sequence[str]:
    """Tables that are behind may still name what was redacted since."""
    return source.execute(select(schema.reports.c.id).where(schema.reports.c.id.in_(ids))).scalars().all()


def copy_reasons(tables: Connection, reports: Collection[str]) -> dict[str, str]:
    """By report id, why it is a copy of one before it."""
    found: dict[str, str] = {}
    for some in chunks(sorted(reports)):
        wanted = select(copies.c.later, copies.c.because).where(copies.c.later.in_(some))
        for row in tables.execute(wanted.order_by(copies.c.later, copies.c.share, copies.c.earlier)):
            found[row.later] = row.because
    return found


def _group(tables: Connection, report: str) -> Sequence[str]:
    """Whatever hangs together with it by copy links."""
    found, new = {report}, {report}
    while new:
        reached: set[str] = set()
        for some in chunks(sorted(new)):
            links = select(copies.c.later, copies.c.earlier).where(or_(copies.c.later.in_(some), copies.c.earlier.in_(some)))
            reached |= {id for link in tables.execute(links) for id in link}
        new = reached - found
        found |= new
    return sorted(found)


def _carrier(report: Report, place: str) -> Carrier:
    """As far as `of_group` looks at it."""
    outlet = name_of(report.outlet)
    known = place.rpartition(" ")[0] or None
    return Carrier(report.id, report.name, outlet, report.url, report.title, report.credit, report.published, None, known)
