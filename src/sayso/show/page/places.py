"""Where claims are told to have happened, as the map and its table show it.

Nothing is dropped in silence: a place whose point is not known is listed without one, a whole country is no point, and claims
that name no place are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from sayso.ledger.filters import COUNTRY_CODE
from sayso.reconcile.telling import Telling
from sayso.types import Where
from sayso.vocabulary import PlacePrecision

EXACTNESS = {
    PlacePrecision.SITE: "a site",
    PlacePrecision.SITE_IN_CITY: "a site, shown at its town",
    PlacePrecision.CITY: "a town",
    PlacePrecision.ADMIN1: "somewhere in the region",
    PlacePrecision.COUNTRY: "told of the whole country",
    PlacePrecision.NONE: "an area, shown at its middle",
}
MOST = 300
"""Places that are shown; of an archive there are thousands, and most have a claim or two."""
NO_POINT = "no point known"
FINEST = tuple(EXACTNESS)
SHAPES = {
    PlacePrecision.SITE: "site",
    PlacePrecision.SITE_IN_CITY: "site",
    PlacePrecision.CITY: "town",
    PlacePrecision.ADMIN1: "region",
    PlacePrecision.NONE: "region",
}
"""How a point is drawn. A country has none."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place with what is told of it. `latitude` and `longitude` are degrees, both None where no point is known."""

    name: str
    country: str | None
    """ISO 3166-1 alpha-2."""
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    claims: int
    reports: int
    href: str | None

    @property
    def exactness(self) -> str:
        """How exactly it is told, in words."""
        pointless = self.latitude is None and self.shape is not None
        return NO_POINT if pointless else EXACTNESS[self.precision]

    @property
    def shape(self) -> str | None:
        """How its point is drawn; None for a whole country, which is no point."""
        return SHAPES.get(self.precision)


@dataclass(frozen=True, slots=True)
class Places:
    """Each in the order of its claims, the most first."""

    points: tuple[MapPoint, ...]
    countries: tuple[MapPoint, ...]
    """What is told of a country as a whole: no pin."""
    pointless: tuple[MapPoint, ...]
    """Places whose point is not known."""
    placeless: int
    """Claims that name no place."""
    more: int = 0
    """Places with fewer claims that are only counted."""

    @property
    def shapes(self) -> tuple[str, ...]:
        """Those that the map has, for its key."""
        used = {point.shape for point in self.points}
        return tuple(shape for shape in dict.fromkeys(SHAPES.values()) if shape in used)

    @property
    def rows(self) -> tuple[MapPoint, ...]:
        """All of them, as the table has them."""
        return (*self.points, *self.countries, *self.pointless)


def places(tellings: Iterable[Telling], address: Callable[[Where], str | None] = lambda _: None) -> Places:
    """`address` tells where the claims of a place are listed. A claim that holds for several places (a curfew in two towns)
    counts in each."""
    by_place: dict[Hashable, list[tuple[str, Where]]] = defaultdict(list)
    placeless = 0
    for telling in tellings:
        where, also, report = telling.claim.place, telling.claim.also, telling.carrier.id
        if also:
            for key, one in {_key(w): w for w in (*([where] if where else []), *also)}.items():
                by_place[key].append((report, one))
        elif where:
            by_place[_key(where)].append((report, where))
        else:
            placeless += 1
    found = [_point(told, address) for told in by_place.values()]
    found.sort(key=lambda one: (-one.claims, one.name, one.country or ""))
    more = max(0, len(found) - MOST)
    del found[MOST:]
    countries = [one for one in found if one.shape is None]
    others = [one for one in found if one.shape is not None]
    return Places(
        points=tuple(one for one in others if one.latitude is not None),
        countries=tuple(countries),
        pointless=tuple(one for one in others if one.latitude is None),
        placeless=placeless,
        more=more,
    )


def place_called(tellings: Iterable[Telling], asked: str | None) -> str | None:
    """What reports call the country whose code was given; any other place as it was asked for."""
    whole = (t.claim.place for t in tellings) if asked and len(asked) == COUNTRY_CODE else ()
    return next((p.name for p in whole if p and p.country == asked and p.precision is PlacePrecision.COUNTRY), asked)


def _key(where: Where) -> Hashable:
    """Places of one id are one, but for a site that has no id of its own and borrows its town's."""
    if where.geonames is not None and where.precision is not PlacePrecision.SITE_IN_CITY:
        return where.geonames
    return (where.name.casefold(), where.country, where.precision is PlacePrecision.SITE_IN_CITY)


def _point(told: Sequence[tuple[str, Where]], address: Callable[[Where], str | None]) -> MapPoint:
    """The name that most claims use; exactness and point of the least exact of them: never more than all of them say. `told`:
    the report of each claim, and its place."""
    by_shape = {(where.name, where.precision, where.latitude is not None): where for _, where in reversed(told)}
    name = Counter(where.name for _, where in told).most_common(1)[0][0]
    shown = max(by_shape.values(), key=lambda where: (where.latitude is not None, FINEST.index(where.precision)))
    located = shown.latitude is not None and shown.longitude is not None
    return MapPoint(
        name=name,
        country=shown.country,
        latitude=shown.latitude if located else None,
        longitude=shown.longitude if located else None,
        precision=shown.precision,
        claims=len(told),
        reports=len({report for report, _ in told}),
        href=address(shown),
    )
