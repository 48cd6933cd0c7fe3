"""What a person should look at first: how much it is in doubt, times how much hangs on it. What somebody looked at leaves.

doubt    the doubts of `doubts.py` together
impact   how grave the kind is × how many reports carry it × whether a card shows it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import log2

from sayso.reconcile.doubts import Doubt, makes_of, of_incident, of_joined, of_values, together
from sayso.reconcile.incidents import Incident
from sayso.reconcile.pairs import paired
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.vocabulary import Group, kinds

RULE = (
    "First what is most in doubt and matters most: how contested, unsure or unreviewed it is, times how grave its kind is, how "
    "many reports carry it, and whether a card shows it. What somebody has looked at leaves the list."
)
GRAVITY: Mapping[str, float] = {
    "killed": 1.0,
    "missing": 0.8,
    "injured": 0.8,
    "abducted": 0.8,
    "trapped": 0.8,
    "displaced": 0.7,
}
PEOPLE, VIOLENCE, OTHER = 0.5, 0.6, 0.3
"""How grave other kinds are: those that count people, those that tell of violence, all others."""
ON_CARD, AN_END, STANDS, GONE = 2.0, 1.5, 1.0, 0.6
"""What hangs on a value: a card shows it, the best or an end of its line rests on it, it stands, it stands no longer."""
REPORTS = 4
"""So many doublings of the reports that carry something double its weight."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One thing to look at."""

    subject: str
    """What a verdict is on: of a value that one claim tells the claim, of a claim in an incident the two."""
    doubts: tuple[Doubt, ...]
    impact: float
    concerns: frozenset[str]
    """Ids of which a person's word on any settles it."""
    view: SeriesView | None = None
    value: Value | None = None
    incident: Incident | None = None
    telling: Telling | None = None

    @property
    def score(self) -> float:
        return round(together(self.doubts) * self.impact, 6)


def queue(series: Sequence[SeriesView], incidents: Sequence[tuple[Incident, Standing]]) -> tuple[Doubtful, ...]:
    """All that is in doubt, whoever looked at it; the order is the same for the same ledger. `series` in the order in which
    `Knowledge.shown_series` has them."""
    cards = {view.series.id for view in on_cards(series)}
    found = [one for view in series for one in _of_view(view, view.series.id in cards)]
    found += [one for incident, standing in incidents for one in _of_incident(incident, standing)]
    return tuple(sorted(found, key=lambda one: (-one.score, one.subject)))


def left(of: Iterable[Doubtful], looked_at: Set[str]) -> tuple[Doubtful, ...]:
    """Those on which nobody has a word that stands. `looked_at`: subjects of such words."""
    return tuple(one for one in of if not (one.concerns & looked_at))


def on_cards(series: Iterable[SeriesView]) -> Iterator[SeriesView]:
    """Of each kind the line that its card shows: the first."""
    seen: set[str] = set()
    for view in series:
        if view.series.kind not in seen:
            seen.add(view.series.kind)
            yield view


def _of_view(view: SeriesView, on_card: bool) -> Iterator[Doubtful]:
    values = {value.id: value for value in view.values}
    for id, doubts in of_values(view, on_card).items():
        value = values[id]
        claims = [t.claim.id for t in value.tellings]
        yield Doubtful(
            subject=claims[0] if len(claims) == 1 else id,
            doubts=doubts,
            impact=_gravity(view.series.kind) * _carried(len(value.reports)) * _shown(view, value, on_card),
            concerns=frozenset((*value.names, *claims)),
            view=view,
            value=value,
            telling=value.evidence,
        )


def _of_incident(incident: Incident, standing: Standing) -> Iterator[Doubtful]:
    weight = _gravity(incident.kind) * _carried(len(incident.reports))
    if doubts := of_incident(standing):
        yield Doubtful(incident.id, doubts, weight, frozenset(incident.names), incident=incident, telling=incident.tellings[0])
    for link in incident.links:
        if doubts := of_joined(incident, link):
            claim = link.telling.claim
            two = paired(claim.id, incident.id)
            founder = paired(claim.id, incident.links[0].telling.claim.id)
            concerns = frozenset({two, founder, claim.id})
            weight_of_one = _gravity(claim.kind) * _carried(1)
            yield Doubtful(two, doubts, weight_of_one, concerns, incident=incident, telling=link.telling)


def _gravity(kind: str) -> float:
    if kind in GRAVITY:
        return GRAVITY[kind]
    known = kinds().get(kind)
    return {Group.PEOPLE: PEOPLE, Group.VIOLENCE: VIOLENCE}.get(known.group, OTHER) if known else OTHER


def _carried(reports: int) -> float:
    return 1 + log2(max(1, reports)) / REPORTS


def _shown(view: SeriesView, value: Value, on_card: bool) -> float:
    if on_card and view.spread.best is value:
        return ON_CARD
    if makes_of(view, value):
        return AN_END
    return STANDS if value in view.spread.standing else GONE
