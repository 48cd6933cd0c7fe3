"""The values of a series: one number as one origin gave it on one day, with all who carried it.

What takes a number back or denies it is a value of its own, of that status: it says something of a number without giving one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.reconcile.algebra import Between, Bounds, Told, between, bounds
from sayso.reconcile.days import DAY
from sayso.reconcile.former_ids import VALUE, called_after, every_id
from sayso.reconcile.series.line import Series
from sayso.reconcile.telling import Origin, Telling
from sayso.types import Claim, Figure
from sayso.vocabulary import BlockKind, Relation, Scope, Status, TimeRole

RUNNING = frozenset({BlockKind.LEAD, BlockKind.BODY, BlockKind.ENTRY, BlockKind.QUOTE})
"""Blocks that hold whole sentences."""

ISO = re.compile(r"\d{4}(-\d\d)*")
"""An as-of may be words that no day resolves: "so far"."""

GIVEN = frozenset({Status.ASSERTED, Status.ALLEGED})
"""Statuses in which a number is told as a fact, on whosever word."""


@dataclass(frozen=True, slots=True)
class Value:
    """`tellings` are in the order of publication; all say the same number, on the word of `origin`, for the same day."""

    id: str
    """ "v" and the digits of the claim that told it first: the same whatever is told later (`former_ids`)."""
    origin: Origin
    figure: Figure
    """As the first telling has it, relation word and all."""
    day: str | None
    """The day that the number is for: its as-of day, else the day on which it was said, else published (an ISO prefix)."""
    status: Status
    tellings: tuple[Telling, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every id that it may have had (`former_ids`), that of now first."""
        return every_id(self.id, self.tellings)

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that carry it."""
        return tuple(dict.fromkeys(t.carrier.id for t in self.tellings))

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published it, copies folded: of each copy group the first outlet."""
        return tuple(dict.fromkeys({t.carrier.copy: t.carrier.publisher for t in reversed(self.tellings)}.values()))

    @property
    def evidence(self) -> Telling:
        """The first telling in running text; a headline is shorter than what it says."""
        running = (t for t in self.tellings if t.claim.evidence.block in RUNNING)
        return next(running, self.tellings[0])

    @property
    def bounds(self) -> Bounds:
        return bounds(self.figure)

    @property
    def number(self) -> tuple[int | None, int | None, str | None]:
        """What is the same in a retelling: the number, or the vague word for it."""
        return (self.figure.low, self.figure.high, self.figure.vague)

    @property
    def is_given(self) -> bool:
        return self.status in GIVEN

    @property
    def told(self) -> Told:
        """What comparing needs of it."""
        return Told(self.bounds, self.figure.scope, self.day, self.origin.key, self.origin.identified)

    @property
    def told_of_line(self) -> Told:
        """The same within its line, where a part of a greater total ("19 of them officers") is all that the line counts."""
        told = self.told
        return told if told.scope is Scope.NEW else replace(told, scope=Scope.TOTAL)


def values(series: Series) -> tuple[Value, ...]:
    """All values of a series: by day, those without a day first, then by number and origin."""
    groups: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    adding, below = _adding(series.tellings), _below_headlines(series.tellings)
    told_ = [t for t in series.tellings if t.claim.figure]
    figures = {t.claim.id: below.get(t.claim.id) or _figure(t, adding) for t in told_}
    for telling in told_:
        groups[_key(telling, figures[telling.claim.id])].append(telling)
    made = (_value(told, figures) for told in groups.values())
    return tuple(sorted(made, key=in_order))


def in_order(value: Value) -> tuple[object, ...]:
    """By day, then by number ("at least 50" before 50), then as they were first told."""
    closed = value.bounds.high is not None
    return (value.day or "", value.bounds.low, closed, value.tellings[0].carrier.place_in_order, value.id)


def day_of(telling: Telling) -> str | None:
    """The day that a number is for, an ISO prefix: as of, else said, else published. What takes a number back is of the day on
    which it was published: its words tell when the number had been said."""
    claim = telling.claim
    if claim.status is Status.RETRACTED:
        published = telling.carrier.updated or telling.carrier.published
        return published[:DAY] if published and ISO.match(published) else None
    known = (_as_of(claim), claim.said.start if claim.said else None, telling.carrier.published)
    return next((day[:DAY] for day in known if day and ISO.match(day)), None)


def between_values(a: Value, b: Value) -> Between:
    """What two values are to each other; what is not given as a fact compares with nothing but itself."""
    if a.id == b.id:
        return Between.AGREE
    return between(a.told, b.told) if a.is_given and b.is_given else Between.APART


def totals(of: Iterable[Value]) -> tuple[Value, ...]:
    """Those given for all that the line counts, not only for what was added."""
    return tuple(v for v in of if v.is_given and v.figure.scope is not Scope.NEW)


def recalls(of: Iterable[Value]) -> dict[str, Value]:
    """By the id of a value that only tells an earlier one again: the first that its origin gave. What is told again on a later
    day may be no word of that day, unless the report says that the origin said so then."""
    first: dict[tuple[object, ...], Value] = {}
    out: dict[str, Value] = {}
    for value in sorted(of, key=in_order):
        key = (value.origin.key, value.number, value.figure.relation, value.figure.scope is Scope.NEW)
        if value.is_given and first.setdefault(key, value) is not value and not insists(value):
            out[value.id] = first[key]
    return out


def insists(value: Value) -> bool:
    """An origin that is known, and words that tell the day on which it said so."""
    return value.origin.identified and any(t.claim.said and t.claim.said.words for t in value.tellings)


def _as_of(claim: Claim) -> str | None:
    if claim.figure and claim.figure.as_of:
        return claim.figure.as_of
    return claim.time.start if claim.time and claim.time.role is TimeRole.AS_OF else None


def _key(telling: Telling, figure: Figure) -> tuple[str, ...]:
    status = "" if telling.claim.status in GIVEN else telling.claim.status
    said = (figure.low, figure.high, figure.relation, figure.vague, figure.scope is Scope.NEW, day_of(telling), status)
    return (telling.origin.key, *map(str, said))


def _adding(tellings: Sequence[Telling]) -> frozenset[str]:
    """Claims whose number adds to another of their report on this line. "Another 26 were injured", after the dead, is all the
    injured that the report has."""
    first: dict[str, int | None] = {}
    told = [(t, t.claim.figure) for t in tellings if t.claim.figure]
    for t, figure in sorted(told, key=lambda item: (item[1].span.start, item[0].claim.id)):
        first.setdefault(t.carrier.id, figure.low)
    return frozenset(t.claim.id for t, f in told if f.scope is Scope.NEW and f.low != first[t.carrier.id])


def _figure(telling: Telling, adding: Collection[str]) -> Figure:
    figure = telling.claim.figure
    assert figure  # only tellings with a figure come here
    return figure if figure.scope is not Scope.NEW or telling.claim.id in adding else replace(figure, scope=Scope.TOTAL)


def _below_headlines(tellings: Sequence[Telling]) -> dict[str, Figure]:
    """By claim of a headline: the figure as the text below has it, where that gives the number with a word that the headline
    had no room for. "135 dead" over "at least 135 people were killed" is at least 135."""
    text: dict[tuple[object, ...], dict[Relation, Figure]] = defaultdict(dict)
    plain: dict[str, tuple[object, ...]] = {}
    for t in tellings:
        figure = t.claim.figure
        if figure and t.claim.status in GIVEN:
            ends = {figure.low, figure.high} - {None}
            key = (t.carrier.id, t.origin.key, day_of(t), frozenset(ends))
            if t.claim.evidence.block is not BlockKind.TITLE:
                text[key].setdefault(figure.relation, figure)
            elif figure.relation is Relation.EXACT:
                plain[t.claim.id] = key
    return {id: next(iter(text[key].values())) for id, key in plain.items() if key in text and len(text[key]) == 1}


def _value(told: list[Telling], figures: Mapping[str, Figure]) -> Value:
    told.sort(key=lambda t: (t.carrier.place_in_order, t.claim.id))
    first = told[0]
    figure = figures[first.claim.id]
    return Value(called_after(VALUE, first.claim.id), first.origin, figure, day_of(first), first.claim.status, tuple(told))
