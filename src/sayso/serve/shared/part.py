"""A part of a ledger as a ledger of its own: the claims of some situations, and nothing else there is.

Who is limited to situations gets every page, search, count, export and answer of the API from such a part, so that none of
these can show what is not in it: there is nothing to forget. What is in it:
* the claims that fit one of the situations, each with the id that it has everywhere;
* the reports of these claims, as they are, with how they came; of a reading these claims alone, and no layers;
* what people decided about these claims, or about figures and incidents that are called after one of them (decision 13);
* the situations themselves.

Each entry keeps the time at which it was recorded. The chain is the part's own, so that not even its numbers tell how much
there is besides. How a figure stands follows from what is in the part: what those reports amount to.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, or_, select

from sayso.ledger import bodies, schema
from sayso.ledger.append import Group, Hand, append_all
from sayso.ledger.bodies import Body, Receipt, Setting
from sayso.ledger.filters import EVERYTHING, conditions
from sayso.ledger.store import Store
from sayso.reconcile.pairs import parted
from sayso.reconcile.situations import PREFIX, Situation
from sayso.types import Layers, Reading, Report, Verdict
from sayso.vocabulary import EntryKind

AT_ONCE = 200
"""Reports of one transaction."""
ENTRIES, CLAIMS = schema.entries.c, schema.claims.c
OF_CLAIM = "c"
"""The letter with which the id of a claim begins; that of what is called after it has another one."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which claims of which reports are in the part, by the entry of the reading that they are of."""

    claims: Mapping[str, frozenset[str]]
    """By report."""
    readings: Mapping[str, str]
    """The reading of each report that holds now."""

    @property
    def every(self) -> frozenset[str]:
        return frozenset(claim for some in self.claims.values() for claim in some)


def chosen(store: Store, source: Connection, situations: Collection[Situation]) -> Chosen:
    """The claims that fit one of these situations now."""
    claims: dict[str, set[str]] = {}
    for one in situations:
        fits = conditions(one.filters(EVERYTHING), store, source)
        for report, claim in source.execute(select(CLAIMS.report, CLAIMS.id).where(*fits)):
            claims.setdefault(report, set()).add(claim)
    of = schema.readings.c
    held = source.execute(select(of.report, of.id).where(of.ended.is_(None)))
    readings = {report: id for report, id in held if report in claims}
    return Chosen({report: frozenset(some) for report, some in claims.items()}, readings)


def begin(target: Connection, source: Connection, names: Collection[str]) -> None:
    """The settings of these situations, each as it was set."""
    wanted = select(schema.entries).where(ENTRIES.kind == EntryKind.SETTING, ENTRIES.body.is_not(None)).order_by(ENTRIES.seq)
    for row in source.execute(wanted):
        said = bodies.decode(EntryKind.SETTING, row.body)
        if isinstance(said, Setting) and said.name in {PREFIX + name for name in names}:
            _append(target, [([said], None, row.recorded_at)])


def put(target: Connection, source: Connection, which: Chosen, reports: Sequence[str]) -> None:
    """These reports, with the claims of the part."""
    _append(target, [_report(source, which, id) for id in reports])


def in_order(source: Connection, reports: Collection[str]) -> list[list[str]]:
    """Those reports in the order in which they were recorded, some at a time."""
    wanted = select(schema.reports.c.id).order_by(schema.reports.c.seq)
    ordered = [id for id in source.execute(wanted).scalars() if id in reports]
    return [ordered[first : first + AT_ONCE] for first in range(0, len(ordered), AT_ONCE)]


def put_verdicts(target: Connection, source: Connection, claims: Collection[str], after: int) -> None:
    """What people decided about this, of the entries after number `after`."""
    wanted = select(schema.entries).where(ENTRIES.kind == EntryKind.VERDICT, ENTRIES.body.is_not(None), ENTRIES.seq > after)
    for row in source.execute(wanted.order_by(ENTRIES.seq)):
        said = bodies.decode(EntryKind.VERDICT, row.body)
        if isinstance(said, Verdict) and is_of(said.subject, claims):
            _append(target, [([said], None, row.recorded_at)])


def is_of(subject: str, claims: Collection[str]) -> bool:
    """Is a verdict on this about claims of the part alone, or about what is called after one?"""
    return all(OF_CLAIM + one[1:] in claims for one in parted(subject) or (subject,))


def _report(source: Connection, which: Chosen, id: str) -> tuple[list[Body], Report | None, str]:
    """Its receipts, itself, and its reading with the claims of the part; when it was recorded."""
    came = select(schema.captures.c.id).where(schema.captures.c.report == id)
    wanted = select(schema.entries).where(or_(ENTRIES.id.in_([id, which.readings[id]]), ENTRIES.id.in_(came)))
    said, report, at = list[Body](), None, ""
    for row in source.execute(wanted.where(ENTRIES.body.is_not(None)).order_by(ENTRIES.seq)):
        body = bodies.overhear(EntryKind(row.kind), row.body)
        if isinstance(body, Report):
            report = body
        if isinstance(body, Reading):
            kept = tuple(claim for claim in body.claims if claim.id in which.claims[id])
            body = replace(body, claims=kept, layers=Layers())
        if isinstance(body, (Receipt, Report, Reading)):
            said.append(body)
            at = max(at, row.recorded_at)
    return said, report, at


def _append(target: Connection, groups: Sequence[tuple[list[Body], Report | None, str]]) -> None:
    """Each at the time at which it was recorded; what is there already is left out."""
    moments: Iterator[str] = iter([at for said, _, at in groups if said])
    hand = Hand(partial(_next, moments), os.urandom)
    made = [Group(tuple(map(bodies.id_of, said)), tuple(said), report) for said, report, _ in groups if said]
    if made:
        append_all(target, hand, made)


def _next(moments: Iterator[str]) -> datetime:
    return datetime.fromisoformat(next(moments))
