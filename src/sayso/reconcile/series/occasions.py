"""Which happening a figure is of: what its story is about, or one that lies behind or beside it.

An earlier attack, a crash elsewhere, a count over many years: such figures are lines of their own. A number that the story
gives for its own happening stays there, though a sentence dates it by what came before ("21 of the girls taken in 2014").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.reconcile.incidents.days import Days
from sayso.reconcile.incidents.places import Spot, compatible
from sayso.reconcile.series.frame import Frame
from sayso.reconcile.series.people import Who
from sayso.reconcile.series.saying import Saying

TELLING_NUMBER = 10
"""The least number that two reports hardly share by chance; a smaller one tells only within one report."""
SAME_TIME = 31
"""Days by which two figures of one background happening may be dated apart: "in November", "on 13 November"."""
MOST_YEARS = 3
"""Years under which a happening is kept; what is told of more is told of none."""
MANY = "many"


def settle(sayings: Sequence[Saying], of: Frame) -> None:
    """Sets `occasion` of figures of one story and kind."""
    apart = [one for one in sayings if _apart(one, of)]
    aside = {id(one) for one in apart}
    ours = [one for one in sayings if id(one) not in aside]
    known, beside = _numbers([one for one in ours if one.setting.days]), _Beside()
    for one in apart:
        if not (one.setting.own_spot and _elsewhere(one, of)) and _is_told(one, known):
            one.because.append("its number is told of what the story is about")
        else:
            one.occasion = beside.occasion(one, of)
            one.because.append(_reason(one, of))
    for one in ours:
        if not _is_told(one, known) and (other := beside.of_number(one)):
            one.occasion = other
            one.because.append("its number is told of another happening")


def _apart(one: Saying, of: Frame) -> bool:
    return one.setting.many or _long_before(one, of) or _elsewhere(one, of)


def _long_before(one: Saying, of: Frame) -> bool:
    told = one.setting.days
    return told is not None and of.begins is not None and told.last < of.begins


def _elsewhere(one: Saying, of: Frame) -> bool:
    """Is it where the story is not? What only the sentences around it say counts where it is another country."""
    told = one.setting.spot if one.setting.own_spot else one.setting.spot.up_to(1)
    return not compatible(told, of.spot)


def _reason(one: Saying, of: Frame) -> str:
    if one.setting.many:
        return "its sentence counts over many incidents"
    place = one.telling.claim.place
    return f"elsewhere: {place.name}" if _elsewhere(one, of) and place else "long before what the story is about"


def _numbers(sayings: Sequence[Saying]) -> dict[tuple[Who, int], set[str]]:
    """Who and number → the reports that give it."""
    out: dict[tuple[Who, int], set[str]] = defaultdict(set)
    for one in sayings:
        if one.figure.low is not None:
            out[one.who, one.figure.low].add(one.report)
    return out


def _is_told(one: Saying, known: dict[tuple[Who, int], set[str]]) -> bool:
    low = one.figure.low
    reports = known.get((one.who, low), set()) if low is not None else set()
    return one.report in reports or (bool(reports) and (low or 0) >= TELLING_NUMBER)


@dataclass(slots=True)
class _Other:
    name: str
    spot: Spot
    days: Days | None


class _Beside:
    """The happenings behind and beside the story's own, in the order in which figures tell of them."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[Who, int], _Other] = {}
        self._by_key: dict[tuple[str, str], list[_Other]] = defaultdict(list)

    def occasion(self, one: Saying, of: Frame) -> str:
        spot = one.setting.spot if one.setting.own_spot or one.setting.spot.level > of.spot.level else Spot()
        days = one.setting.days if _long_before(one, of) else None
        other = _Other(MANY, Spot(), None) if one.setting.many else self._known(one, spot, days)
        if other is None:
            other = _Other(f"like {one.telling.claim.id}", spot, days)
            for key in _keys(spot, days):
                self._by_key[key].append(other)
        if one.figure.low is not None and one.figure.low >= TELLING_NUMBER:
            self._by_number.setdefault((one.who, one.figure.low), other)
        return other.name

    def of_number(self, one: Saying) -> str | None:
        """The happening of which a number is told that does not say itself of which it is."""
        other = self._by_number.get((one.who, one.figure.low or 0))
        return other.name if other is not None and compatible(other.spot, one.setting.spot) else None

    def _known(self, one: Saying, spot: Spot, days: Days | None) -> _Other | None:
        same = self._by_number.get((one.who, one.figure.low or 0))
        if same is not None and compatible(same.spot, spot) and _same_time(same.days, days):
            return same
        near = (other for key in _keys(spot, days) for other in self._by_key[key])
        return next((other for other in near if _one_happening(other, spot, days)), None)


def _keys(spot: Spot, days: Days | None) -> list[tuple[str, str]]:
    """Under which a happening is kept: its narrowest place, and the years in which it may have been."""
    place = spot.town or spot.region or spot.country
    years = range(_year(days.first), _year(days.last) + 1) if days else ()
    return [*([("place", place)] if place else []), *(("year", str(year)) for year in years[:MOST_YEARS])]


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _one_happening(other: _Other, spot: Spot, days: Days | None) -> bool:
    """Places and days agree; where no place is known of both, the days must be told closely enough to agree by themselves."""
    if not compatible(other.spot, spot) or not _same_time(other.days, days):
        return False
    return (other.spot.known and spot.known) or (_close(other.days) and _close(days))


def _same_time(a: Days | None, b: Days | None) -> bool:
    return a is None or b is None or a.near(b, SAME_TIME if _close(a) and _close(b) else 0)


def _close(told: Days | None) -> bool:
    """Is it told closely enough to say when: not only by its year?"""
    return told is not None and told.last - told.first <= SAME_TIME
