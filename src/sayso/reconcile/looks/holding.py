"""A ledger in memory: its reports with their claims decoded, people's verdicts, and what is kept of both.

Claims never change, so that when the ledger has grown only the reports that were read since are read from it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from sayso.ledger import append, canonical, schema
from sayso.ledger.append import Head
from sayso.ledger.canonical import moment
from sayso.reconcile.incidents.settings import Said, said
from sayso.reconcile.keep import tellers
from sayso.reconcile.keep.carried import Kept, kept_of, links
from sayso.reconcile.keep.follow import FOLLOWED
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import followed, placed, version
from sayso.reconcile.origins.holders import Holder, keys_of
from sayso.reconcile.origins.offices import Asked, asked
from sayso.reconcile.series.saying import Counted, counted
from sayso.reconcile.telling import Carrier, Origin
from sayso.reconcile.world import CARRIER
from sayso.types import Claim, Verdict
from sayso.vocabulary import EntryKind

CLAIMS, REPORTS, VERDICTS, ENTRIES = schema.claims.c, schema.reports.c, schema.verdicts.c, schema.entries.c


@dataclass(frozen=True, slots=True)
class State:
    """What answers hang on besides the question: the entries, and how far what is kept of them has come."""

    head: Head
    followed: int
    open_from: str | None
    waiting: int


class Ask:
    """A teller for whom an office may be known: asked once for all claims on whose word it is."""

    __slots__ = ("claim", "keys", "origin")

    def __init__(self, origin: Origin, claim: Claim, keys: frozenset[str]) -> None:
        self.origin, self.claim, self.keys = origin, claim, keys


@dataclass(frozen=True, eq=False)
class Told:
    """What a report tells, as it alone has it. All in the order of its text."""

    claims: tuple[Claim, ...] = ()
    origins: tuple[Origin | Ask, ...] = ()
    asks: tuple[Ask, ...] = ()

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """What is made of each claim alone, once for all looks."""
        return tuple(map(said, self.claims))

    @cached_property
    def counted(self) -> Mapping[str, Counted]:
        """The same of the figures, by claim."""
        return {claim.id: counted(claim) for claim in self.claims if claim.figure}


NOTHING = Told()


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    state: State
    carriers: tuple[Carrier, ...]
    """As their reports have them, in the order of publication."""
    seqs: Mapping[str, int]
    """By report, the entry that it is."""
    told: Mapping[str, Told]
    """By report; of those that have claims."""
    report_of: dict[str, str]
    """By claim; of former readings too. It grows along with the ledger, so one holding hands it to the next."""
    holders: tuple[Holder, ...]
    """What reports say of who holds which office, sorted."""
    kept: Mapping[str, Kept]
    copies: Sequence[tuple[str, str]]
    verdicts: tuple[tuple[int, Verdict], ...]
    """With the entry that each is, the oldest first."""
    known_by: tuple[str, ...]
    """When its reports were known, sorted; "" of those without a date."""
    decided: tuple[str, ...]
    """When its verdicts were given, sorted."""

    def until(self, end: str | None) -> tuple[int, int]:
        """How many reports and how many verdicts there were by then."""
        if end is None:
            return len(self.known_by), len(self.decided)
        return bisect_right(self.known_by, end), bisect_right(self.decided, end)


class Now(NamedTuple):
    """`state` is what answers hang on; None while what is kept is behind the ledger. `redacted`: seq of the last redaction."""

    head: Head
    state: State | None
    redacted: int


def now(source: Connection) -> Now:
    """Asked with every look, so in as few statements as can be. The kept tables must be there (`follow.state`)."""
    kept, head = source.execute(_KEPT).one_or_none(), append.head(source)
    *told, redacted, waiting = source.execute(_LAST).one()
    if kept is None or kept.version != version() or max(*told, redacted) > kept.seq:
        return Now(head, None, redacted)
    return Now(head, State(head, kept.seq, kept.open_from, waiting), redacted)


def _last(kind: EntryKind) -> Any:
    """Each from the end of the index; of all kinds at once SQLite looks at every entry."""
    return select(func.coalesce(func.max(ENTRIES.seq), 0)).where(ENTRIES.kind == kind).scalar_subquery()


_KEPT = select(followed.c.version, followed.c.seq, followed.c.open_from)
_WAITING = select(func.count()).select_from(placed).where(placed.c.story.is_(None)).scalar_subquery()
_TOLD = [_last(kind) for kind in sorted(FOLLOWED - {EntryKind.REDACTION})]
_LAST = select(*_TOLD, _last(EntryKind.REDACTION), _WAITING)


def hold(source: Connection, state: State, redacted: int, former: Holding | None = None) -> Holding:
    """The ledger as `state` and `redacted` are of it (`now`); what `former` holds already is not read again."""
    if former is None or former.state.head.seq > state.head.seq:
        return _made(source, state, None, frozenset(), _reports(source, 0), None)
    if former.state.head == state.head:
        return _made(source, state, former, frozenset(), {}, ())
    gone = _gone(source, former) if redacted > former.state.head.seq else frozenset[str]()
    new = _reports(source, former.state.head.seq)
    reread = select(schema.readings.c.report).where(schema.readings.c.seq > former.state.head.seq)
    return _made(source, state, former, gone, new, {*new, *source.execute(reread).scalars()})


def _reports(source: Connection, after: int) -> dict[str, tuple[int, Carrier]]:
    chosen = select(REPORTS.seq, *(REPORTS[name] for name in CARRIER)).where(REPORTS.seq > after)
    return {row.id: (row.seq, Carrier(*row[1:])) for row in source.execute(chosen)}


def _made(
    source: Connection,
    state: State,
    former: Holding | None,
    gone: frozenset[str],
    new: Mapping[str, tuple[int, Carrier]],
    changed: Collection[str] | None,
) -> Holding:
    """`gone`: reports that `former` still holds. `changed`: reports whose claims are read; None = all."""
    seqs = {id: seq for id, (seq, _) in new.items()}
    carriers = [carrier for _, carrier in new.values()]
    told = _told(source, changed)
    named = tellers.holders_by_report(source, seqs.keys() if changed is None else changed)
    holders = [holder for those in named.values() for holder in those]
    new_claims = {claim.id: id for id, one in told.items() for claim in one.claims}
    report_of = new_claims
    if former is not None:
        seqs = {**{id: seq for id, seq in former.seqs.items() if id not in gone}, **seqs}
        carriers += [one for one in former.carriers if one.id not in gone]
        stale = gone.union(changed or ())
        told = {**{id: one for id, one in former.told.items() if id not in stale}, **told}
        holders = [*holders, *(one for one in former.holders if one.report not in stale)]
        report_of = former.report_of
        report_of.update(new_claims)
    verdicts = _verdicts(source)
    return Holding(
        state=state,
        carriers=tuple(sorted(carriers, key=lambda one: one.place_in_order)),
        seqs=seqs,
        told=told,
        report_of=report_of,
        holders=tuple(sorted(holders)) if former is None or changed else former.holders,
        kept=kept_of(source),
        copies=links(source),
        verdicts=verdicts,
        known_by=tuple(sorted(one.known_by or "" for one in carriers)),
        decided=tuple(sorted(moment(verdict.at) for _, verdict in verdicts)),
    )


def _gone(source: Connection, former: Holding) -> frozenset[str]:
    """Reports that were redacted since."""
    return frozenset(former.seqs.keys() - set(source.execute(select(REPORTS.id)).scalars()))


def _told(source: Connection, reports: Collection[str] | None) -> dict[str, Told]:
    """What `reports` tell, or all."""
    chosen = select(CLAIMS.row, CLAIMS.report, CLAIMS.body).where(CLAIMS.ended.is_(None)).order_by(CLAIMS.row)
    if reports is None:
        rows = source.execute(chosen).all()
    else:
        rows = [row for some in chunks(reports) for row in source.execute(chosen.where(CLAIMS.report.in_(some)))]
    origins = tellers.origins(source, {row.report for row in rows})
    asks: dict[Asked, Ask | None] = {}
    found: dict[str, list[tuple[Claim, Origin | Ask]]] = {}
    for row in rows:
        claim = canonical.decode(Claim, row.body)
        found.setdefault(row.report, []).append((claim, _ask(origins[row.row], claim, asks)))
    return {id: _of_report(told) for id, told in found.items()}


def _ask(origin: Origin, claim: Claim, asks: dict[Asked, Ask | None]) -> Origin | Ask:
    """As `Offices.through` asks; the origin itself where no office could tell anything."""
    question = asked(origin, claim)
    if question is None:
        return origin
    if question not in asks:
        keys = keys_of(origin, claim)
        asks[question] = Ask(origin, claim, keys) if keys else None
    return asks[question] or origin


def _of_report(told: Sequence[tuple[Claim, Origin | Ask]]) -> Told:
    origins = tuple(origin for _, origin in told)
    return Told(
        tuple(claim for claim, _ in told), origins, tuple(dict.fromkeys(one for one in origins if isinstance(one, Ask)))
    )


def _verdicts(source: Connection) -> tuple[tuple[int, Verdict], ...]:
    said = select(ENTRIES.seq, ENTRIES.body).join(schema.verdicts, VERDICTS.seq == ENTRIES.seq)
    rows = source.execute(said.where(ENTRIES.body.is_not(None)).order_by(ENTRIES.seq))
    return tuple((row.seq, canonical.decode(Verdict, row.body)) for row in rows)
