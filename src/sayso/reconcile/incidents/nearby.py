"""The happenings that a claim may be of: those of its families, about its days, at its place, in it or around it.

A happening is kept under each of its days, and there under its own place and under every wider place that holds it. A claim
asks for what is at or in its place, and for what is told of the wider places only as such: "an attack in the country".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sayso.reconcile.incidents.days import Days, day
from sayso.reconcile.incidents.draft import APART, TOLL, Draft
from sayso.reconcile.incidents.places import Spot
from sayso.reconcile.incidents.settings import Setting

LONG = 62
"""Days of a stretch beyond which it names no happening by its day: "in 2015"."""
LOOK_BACK = 14
"""Days before its publication in which what a report dates no further may have been."""
REACH = max(APART.values())

Place = tuple[int, str]
"""A level (0 anywhere, 1 a country, 2 a region, 3 a town) and the name or number of the place."""
ANYWHERE: Place = (0, "")


class Nearby:
    def __init__(self) -> None:
        self._in: dict[tuple[str, int | None, Place], list[Draft]] = defaultdict(list)
        """Under its own place and all that hold it."""
        self._at: dict[tuple[str, int | None, Place], list[Draft]] = defaultdict(list)
        """Under its own place."""

    def add(self, draft: Draft) -> None:
        toll = TOLL if draft.spot.level == 1 else 0
        places = _places(draft.spot)
        for family in draft.families:
            for at in _days(draft.days, toll):
                self._at[family, at, places[0]].append(draft)
                for place in places:
                    self._in[family, at, place].append(draft)

    def to(self, one: Setting) -> Iterator[Draft]:
        """Each once. Claims without days ask for what was shortly before they were published, and for what has no day."""
        own, *wider = _places(one.spot)
        seen: set[int] = set()
        for family in sorted(one.families):
            for at in (None, *_days(one.days or before_report(one), REACH)):
                found = [*self._in.get((family, at, own), ())]
                for place in wider:
                    found += self._at.get((family, at, place), ())
                for draft in found:
                    if draft.number not in seen:
                        seen.add(draft.number)
                        yield draft


def _places(spot: Spot) -> list[Place]:
    """Its own place first, then all that hold it."""
    named = [(3, spot.town), (2, spot.region), (1, spot.country)]
    return [*((level, name) for level, name in named if name), ANYWHERE]


def _days(told: Days | None, reach: int) -> list[int | None]:
    """The days under which a happening is kept; None for one that is not told within `LONG`."""
    if told is None or told.last - told.first > LONG:
        return [None]
    return list(range(told.first - reach, told.last + reach + 1))


def is_behind(draft: Draft, before: Days | None) -> bool:
    """Did it happen long before the report that tells of it? `before` is `before_report` of its claim."""
    return draft.days is not None and before is not None and draft.days.last < before.first


def before_report(one: Setting) -> Days | None:
    """The days shortly before the report of a claim; None where it has no date."""
    said = day(one.telling.carrier.published or (one.claim.said.start if one.claim.said else None))
    return None if said is None else Days(said - LOOK_BACK, said)
