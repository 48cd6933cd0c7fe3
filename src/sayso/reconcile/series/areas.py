"""For which area a figure counts: all of the story's, or one place in it.

"103 of them in the capital" is a line of its own beside a count of the whole country; but that one report of an attack names
the town and the next the country makes no two lines. A place in the area has its own line where it is called a part, or where
a report gives it and the whole different numbers, or two places different ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.reconcile.incidents.places import Spot, compatible, holds
from sayso.reconcile.series.frame import Frame
from sayso.reconcile.series.saying import Saying
from sayso.reconcile.word_tables import words
from sayso.vocabulary import Scope


def settle(sayings: Sequence[Saying], of: Frame) -> None:
    """Sets `area` of figures of one story, kind, people and occasion."""
    areas = _areas(sayings, of)
    there = {(area, one.value) for area in areas for one in sayings if one.setting.own_spot and _within(one.setting.spot, area)}
    for one in sayings:
        area = next((area for area in sorted(areas, key=str) if _within(one.setting.spot, area)), None)
        if area is None or not (one.setting.own_spot or (area, one.value) in there):
            continue  # the place of the sentences around it says little: the number must be told of it
        one.area = area
        one.because.append(f"counts for {one.telling.claim.place.name if one.telling.claim.place else 'a place'} alone")


def _areas(sayings: Sequence[Saying], of: Frame) -> set[Spot]:
    """The places that have numbers of their own."""
    by_report: dict[str, list[Saying]] = defaultdict(list)
    for one in sayings:
        by_report[one.report].append(one)
    out: set[Spot] = set()
    for told in by_report.values():
        for one in told:
            if (
                one.setting.own_spot
                and holds(of.spot, one.setting.spot)
                and (_called_part(one) or _beside_the_whole(one, told))
            ):
                out.add(one.setting.spot)
    return out | _different(sayings, of)


def _called_part(one: Saying) -> bool:
    """ "103 of them in Almaty", "in Almaty alone"."""
    place = one.telling.claim.place
    alone = place and any(
        f"{place.name.lower()} {word}" in one.telling.claim.evidence.text.lower() for word in words("series_alone")
    )
    if alone:
        return True
    return one.figure.scope is Scope.SUBSET and (one.partitive or one.bare)


def _beside_the_whole(one: Saying, told: Sequence[Saying]) -> bool:
    """Does the report give a greater number for a place that holds this one?"""
    least = one.figure.low or one.figure.high
    wider = (other for other in told if holds(other.setting.spot, one.setting.spot))
    return least is not None and any((other.figure.low or 0) > least for other in wider)


def _different(sayings: Sequence[Saying], of: Frame) -> set[Spot]:
    """Towns in the area, or countries where the story is at home in none, of which different numbers are told, none shared."""
    numbers: dict[Spot, set[int]] = defaultdict(set)
    for one in sayings:
        if one.number is not None and one.setting.own_spot and _is_area(one.setting.spot, of.spot):
            numbers[one.setting.spot].add(one.number)
    spots = sorted(numbers, key=str)
    alone = [a for a in spots if not any(numbers[a] & numbers[b] for b in spots if b != a)]
    return set(alone) if len(alone) > 1 else set()


def _is_area(spot: Spot, of: Spot) -> bool:
    """A flood in two countries has a count in each; a storm in one has one in each town."""
    return holds(of, spot) and spot.town is not None if of.known else spot.known


def _within(spot: Spot, area: Spot) -> bool:
    return spot.level >= area.level and compatible(spot, area)
