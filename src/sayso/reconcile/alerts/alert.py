"""An alert: a figure then and now, why it is news, and what the new number rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ledger import canonical
from sayso.ledger.append import Head
from sayso.reconcile.alerts.rule import Rule
from sayso.reconcile.publishing import teller
from sayso.reconcile.series import Series
from sayso.reconcile.series.whom import counted
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import shown_number
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value

MOST_EVIDENCE = 20
"""Claims that an alert brings along, the newest; a number that hundreds repeat needs no more."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a threshold is held to."""

    low: int | None
    best: int | None
    high: int | None


NO_NUMBERS = Numbers(None, None, None)


def numbers(view: SeriesView) -> Numbers:
    """Of words alone ("dozens") the least that they mean."""
    best = view.spread.best
    if best is None:
        return Numbers(view.acled, view.acled, None)
    told = best.figure.low if best.figure.low is not None else best.figure.high
    return Numbers(view.spread.low, told, view.spread.high)


@dataclass(frozen=True, slots=True)
class State:
    """A figure at a moment. `shown` is the number, or the range, in words; `standing` a word, `sentence` the reason."""

    numbers: Numbers
    shown: str
    standing: str
    sentence: str


def state(view: SeriesView) -> State:
    return State(numbers(view), shown_number(view), str(view.standing.word), view.standing.sentence)


@dataclass(frozen=True, slots=True)
class Told:
    """Who told a number, and who carried it. A private person is a role (`Origin.name` is, of all that are kept)."""

    number: str
    teller: str
    kind: str
    identified: bool
    carriers: tuple[str, ...]


def told(value: Value, number: str) -> Told:
    carriers = tuple(dict.fromkeys(t.carrier.publisher for t in value.tellings))
    return Told(number, teller(value), str(value.origin.kind), value.origin.identified, carriers)


@dataclass(frozen=True, slots=True)
class Alert:
    """`id` is the same whoever compares, and however often: it hangs on the rule, the figure and its new state alone."""

    id: str
    rule: str
    situation: str
    series: str
    kind: str
    words: str
    """ "killed, demonstrators, Kazakhstan"."""
    news: tuple[str, ...]
    """What changed, a sentence each."""
    before: State | None
    """None of a figure that is new. Of one of which smaller changes were not told, as it was when it was told last."""
    after: State
    told: tuple[Told, ...]
    evidence: tuple[Telling, ...]
    """The newest first."""
    rests: tuple[str, ...]
    """Ids of all reports of the figure, then and now: any of them may have given a word of this."""
    demonstration: bool
    since: Head
    """The end of the ledger with which it was compared."""
    head: Head
    """The end of the ledger from which it was made."""


def words(series: Series) -> str:
    return ", ".join(part for part in (series.kind.replace("_", " "), *counted(series), series.area) if part)


def alert_id(rule: Rule, view: SeriesView, state: State, marked: Sequence[str]) -> str:
    """SHA-256 in hex. `marked`: what else the rule listens to, as it is now."""
    said = (rule.name, rule.situation, view.series.id, state.numbers, state.shown, state.standing, tuple(marked))
    return hashlib.sha256(canonical.encode(said)).hexdigest()


def newest(values: Sequence[Value]) -> tuple[Telling, ...]:
    """What `values` rest on, the newest first; of each value first the sentence that tells it best."""
    first = [value.evidence for value in values]
    rest = sorted((t for value in values for t in value.tellings), key=lambda t: t.carrier.place_in_order, reverse=True)
    each = {t.claim.id: t for t in (*first, *rest)}
    return tuple(each.values())[:MOST_EVIDENCE]
