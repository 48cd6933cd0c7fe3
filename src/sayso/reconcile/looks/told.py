"""What reports tell, decoded: read when a look needs their story."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection, select

from sayso.ledger import canonical, schema
from sayso.reconcile.incidents.settings import Said, said
from sayso.reconcile.keep import tellers
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.origins.holders import Holder, keys_of, with_holders
from sayso.reconcile.origins.offices import Asked, asked
from sayso.reconcile.series.saying import Counted, counted
from sayso.reconcile.telling import Origin
from sayso.types import Claim

CLAIMS = schema.claims.c


class Ask:
    """A teller for whom an office may be known: asked once for all claims on whose word it is."""

    __slots__ = ("_answers", "claim", "keys", "origin")

    def __init__(self, origin: Origin, claim: Claim, keys: frozenset[str]) -> None:
        self.origin, self.claim, self.keys = origin, claim, keys
        self._answers: dict[tuple[Holder, ...], Origin] = {}

    def through(self, known: tuple[Holder, ...]) -> Origin:
        """The origin as these holders tell it; `known` are those that have one of its keys."""
        if not known:
            return self.origin
        if known not in self._answers:
            self._answers[known] = with_holders(self.origin, known, self.claim)
        return self._answers[known]


@dataclass(frozen=True, eq=False)
class Told:
    """What a report tells, as it alone has it. All in the order of its text."""

    claims: tuple[Claim, ...] = ()
    rows: tuple[int, ...] = ()
    """Of the table `claims`."""
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


def told(source: Connection, rows_of: Mapping[str, Collection[int]]) -> dict[str, Told]:
    """What reports tell with the claims of these rows; what was redacted since is left out."""
    found: dict[str, list[tuple[Claim, int, Origin | Ask]]] = {}
    asks: dict[Asked, Ask | None] = {}
    for some in chunks(rows_of):
        chosen = select(CLAIMS.row, CLAIMS.report, CLAIMS.body).where(CLAIMS.report.in_(some)).order_by(CLAIMS.row)
        origins = tellers.origins(source, some)
        wanted = {row for report in some for row in rows_of[report]}
        for row in source.execute(chosen):
            if row.row in wanted:
                claim = canonical.decode(Claim, row.body)
                found.setdefault(row.report, []).append((claim, row.row, _ask(origins[row.row], claim, asks)))
    return {report: _of_report(found.get(report, ())) for report in rows_of}


def _ask(origin: Origin, claim: Claim, asks: dict[Asked, Ask | None]) -> Origin | Ask:
    """As `Offices.through` asks; the origin itself where no office could tell anything."""
    question = asked(origin, claim)
    if question is None:
        return origin
    if question not in asks:
        keys = keys_of(origin, claim)
        asks[question] = Ask(origin, claim, keys) if keys else None
    return asks[question] or origin


def _of_report(found: Sequence[tuple[Claim, int, Origin | Ask]]) -> Told:
    origins = tuple(origin for _, _, origin in found)
    return Told(
        tuple(claim for claim, _, _ in found),
        tuple(row for _, row, _ in found),
        origins,
        tuple(dict.fromkeys(one for one in origins if isinstance(one, Ask))),
    )
