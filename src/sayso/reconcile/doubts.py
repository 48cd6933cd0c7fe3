"""What is in doubt about a value, an incident or a claim's place in one: rules, each with its reason in words.

A weight says how likely a person's look is to change what stands, against the other doubts of this list. They are a judgement,
not a measurement; two doubts about one thing weigh more than either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from sayso.reconcile.algebra import Between
from sayso.reconcile.contradictions import MOST_A_DAY, Contradiction
from sayso.reconcile.contradictions import Why as Differs
from sayso.reconcile.days import DAY, when
from sayso.reconcile.figure_words import number
from sayso.reconcile.incidents.gathering import BARE, OF_COPY, OF_STORY, followed
from sayso.reconcile.incidents.incident import Incident
from sayso.reconcile.incidents.incident import Link as Joined
from sayso.reconcile.judgement import Standing, Word
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.undone import How, Undone, taken_back, undone
from sayso.reconcile.unsure import is_unsure
from sayso.reconcile.values import Value, between_values
from sayso.vocabulary import Status

LARGE = 100
"""From here on a number that nobody is named for is worth a look of its own."""
SOON = 1
"""Days within which a number that is taken back or given anew was given in haste."""
LOOSE = {followed(what): f"it has {BARE}, so it is put with {what}" for what in (OF_STORY, OF_COPY)}
"""By the reason of the rules, what is doubtful in it."""
MANY = 3
"""Reports from which on a line that no card shows is a headline all the same."""


class Why(StrEnum):
    CONTESTED = "contested"
    MISQUOTED = "misquoted"
    DENIED = "denied"
    UNSURE = "reader unsure"
    TAKEN_BACK = "taken back"
    CHANGED = "changed the same day"
    NOBODY_NAMED = "nobody named"
    LOOSE = "loosely joined"
    UNREVIEWED = "unreviewed"


WEIGHT: Mapping[Why, float] = {
    Why.CONTESTED: 0.9,
    Why.MISQUOTED: 0.8,
    Why.DENIED: 0.8,
    Why.UNSURE: 0.7,
    Why.TAKEN_BACK: 0.4,
    Why.CHANGED: 0.6,
    Why.NOBODY_NAMED: 0.5,
    Why.LOOSE: 0.3,
    Why.UNREVIEWED: 0.3,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """`sentence`: for a person, without a full stop."""

    why: Why
    sentence: str

    @property
    def weight(self) -> float:
        return WEIGHT[self.why]


def together(doubts: Iterable[Doubt]) -> float:
    """Between 0 and 1: what is in doubt twice is more in doubt, and never more than wholly."""
    left = 1.0
    for doubt in doubts:
        left *= 1 - doubt.weight
    return 1 - left


def of_values(view: SeriesView, on_card: bool) -> dict[str, tuple[Doubt, ...]]:
    """By value id, the heaviest doubt first; values without any are left out. `on_card`: a card shows this line."""
    against = _against(view.contradictions)
    acts = _acts(view)
    back, denied = taken_back(acts), {act.value.id: act for act in reversed(acts) if act.how is How.DENIED}
    changed = _changed(view.values)
    out: dict[str, tuple[Doubt, ...]] = {}
    for value in view.values:
        found = [
            *_differing(view.standings[value.id], against.get(value.id, ())),
            *_denied(denied.get(value.id)),
            *_unsure(view, value),
            *_undone(value, back.get(value.id)),
            *changed.get(value.id, ()),
            *_nobody(view, value),
            *_headline(view, value, on_card),
        ]
        if found:
            out[value.id] = tuple(sorted(found, key=lambda doubt: -doubt.weight))
    return out


def of_incident(standing: Standing) -> tuple[Doubt, ...]:
    """Who denies that it happened: nothing else makes an incident denied or contested (`incident_standing`)."""
    if standing.by_rules not in (Word.DENIED, Word.CONTESTED):
        return ()
    return (Doubt(Why.DENIED, standing.because[-1].removesuffix(".") if standing.because else "it is denied"),)


def of_joined(incident: Incident, link: Joined) -> tuple[Doubt, ...]:
    """A claim that was put into an incident for want of anything better."""
    sentence = LOOSE.get(link.because[0]) if link.because else None
    if sentence and link.by is None and link is not incident.links[0]:
        return (Doubt(Why.LOOSE, sentence),)
    return ()


def _differing(standing: Standing, against: Sequence[Contradiction]) -> Iterator[Doubt]:
    if standing.by_rules in (Word.SUPERSEDED, Word.RETRACTED):
        return
    for one in against:
        why = Why.MISQUOTED if one.why in (Differs.MISREPORT, Differs.HEADLINE) else Why.CONTESTED
        yield Doubt(why, one.sentence.removesuffix("."))


def _denied(act: Undone | None) -> Iterator[Doubt]:
    if act is not None:
        yield Doubt(Why.DENIED, f"{act.by.origin.name} denies it on {when(act.day)}")


def _unsure(view: SeriesView, value: Value) -> Iterator[Doubt]:
    makes = makes_of(view, value)
    if makes and all(is_unsure(t.claim) for t in value.tellings):
        surest = max(t.claim.confidence for t in value.tellings)
        yield Doubt(Why.UNSURE, f"it makes the {' and the '.join(makes)}, and the reader is {surest:.0%} sure of it")


def makes_of(view: SeriesView, value: Value) -> tuple[str, ...]:
    """Which ends of what stands rest on this value alone: low, best, high."""
    standing, spread = view.spread.standing, view.spread
    if value not in standing:
        return ()
    lows = [v for v in standing if v.bounds.low == spread.low]
    highs = [v for v in standing if spread.high is not None and v.bounds.high == spread.high]
    ends = (("low", lows == [value]), ("best", spread.best is value), ("high", highs == [value]))
    return tuple(name for name, makes in ends if makes)


def _acts(view: SeriesView) -> Sequence[Undone]:
    """What takes back, corrects or denies; not looked for where the rules found none."""
    words = {standing.by_rules for standing in view.standings.values()}
    return undone(view.values) if words & {Word.RETRACTED, Word.DENIED, Word.CONTESTED} else ()


def _undone(value: Value, by: Undone | None) -> Iterator[Doubt]:
    if by is None or value.status is Status.RETRACTED:
        return
    carried = f", and {len(value.reports)} reports carry it" if len(value.reports) >= MANY else ""
    if _days_between(value.day, by.day) <= SOON:
        yield Doubt(Why.CHANGED, f"it was taken back within a day, {when(by.day)}{carried}")
    elif carried:
        yield Doubt(Why.TAKEN_BACK, f"it was taken back, {when(by.day)}{carried}")


def _changed(of: Sequence[Value]) -> dict[str, list[Doubt]]:
    """Two numbers of one known origin for one day, of which neither is only a part or what was added."""
    by_origin: dict[tuple[str, str], list[Value]] = defaultdict(list)
    for value in of:
        if value.is_given and value.origin.identified and value.day and len(value.day) == DAY:
            by_origin[value.origin.key, value.day].append(value)
    out: dict[str, list[Doubt]] = {}
    for (_, day), given in by_origin.items():
        told = [v for v in given if v.figure.vague is None and v.figure.scope == given[0].figure.scope]
        if any(between_values(a, b) is not Between.AGREE for a, b in combinations(told[:MOST_A_DAY], 2)):
            numbers = ", ".join(dict.fromkeys(number(v.figure) for v in told))
            for value in told:
                sentence = f"{value.origin.name} gave several numbers for {when(day)}: {numbers}"
                out.setdefault(value.id, []).append(Doubt(Why.CHANGED, sentence))
    return out


def _nobody(view: SeriesView, value: Value) -> Iterator[Doubt]:
    if not value.origin.identified and value in view.spread.standing and value.bounds.low >= LARGE:
        yield Doubt(Why.NOBODY_NAMED, f"no report says who counted {number(value.figure)}")


def _headline(view: SeriesView, value: Value, on_card: bool) -> Iterator[Doubt]:
    reports = len(value.reports)
    if view.spread.best is value and (on_card or reports >= MANY):
        carry = f"{reports} report{' carries' if reports == 1 else 's carry'} it"
        where = "a card shows it, " if on_card else ""
        yield Doubt(Why.UNREVIEWED, f"{where}{carry}")


def _against(contradictions: Iterable[Contradiction]) -> Mapping[str, list[Contradiction]]:
    """By value id; what is settled is no doubt."""
    out: dict[str, list[Contradiction]] = defaultdict(list)
    for one in contradictions:
        if not one.settled:
            out[one.a.id].append(one)
            out[one.b.id].append(one)
    return out


def _days_between(a: str | None, b: str | None) -> int:
    """Many where either is no day."""
    if not a or not b or len(a) != DAY or len(b) != DAY:
        return 10**6
    return abs((date.fromisoformat(b) - date.fromisoformat(a)).days)
