"""Which of the places that bear a name is meant: by what the report says of countries and regions, by size, and by nearness.

Each candidate gets a score on the scale of the logarithm of a population: a town of a million has 6, one of a thousand 3. What
the report tells adds to it: the country that it speaks of, the region named after a comma ("Paris, Texas"), other towns nearby.
The weights were chosen on TR-News and GeoVirus.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sayso.understand.places.gazetteer import Place, PlaceKind
from sayso.understand.places.names import Named
from sayso.understand.places.roles import Role, Support

COUNTRY, AREA, REGION, UNLOCATED, COUNTY = 7.5, 6.0, 5.9, 3.0, 4.0
CAPITAL = 0.8
"""Added to a capital's own score."""
OTHER_NAME = 1.0
"""Taken off for a town found under another name than its own."""
SPOKEN_OF, SHARE = 0.8, 1.7
"""Added where the report speaks of the country at all, and by its share in all that is said of countries."""
SAME_REGION = 1.2
CONTAINED = 6.0
"""Added where the words right after the name say what it lies in."""
AS_DIVISION = 4.0
"""Added to regions where the name is used as that of one: "X province", "Buffalo, X"."""
LISTED = 2.5
"""Added where a name beside it in a list is of the same kind and country: "Oregon, New York and Ohio" are states."""
NEARBY = 1.5
NEAR_KM = 150.0
FIRST_CERTAIN = 1.0
"""How far a candidate must lead the next to be taken as settled, so that others may lean on it."""


MOST_AROUND = 200
"""Settled places that others may lean on: a report that names more is a list."""

Listed = frozenset[tuple[PlaceKind, str | None]]
Signature = tuple[str, tuple[int, ...], tuple[int, ...], bool, frozenset[int], Listed]


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in its sentence. `inside`: the places named right after it as those that hold it."""

    sentence: int
    name: Named
    key: str
    role: Role
    support: Support
    inside: tuple[Place, ...] = ()
    division: bool = False
    """The name is used as that of a region: "X province"."""
    holds: frozenset[int] = frozenset()
    """Ids of the places that hold the town named right before this name and a comma."""
    listed: Listed = frozenset()
    """What the names beside it in a list are (`Place.as_listed`)."""


@dataclass(slots=True)
class Spoken:
    """What the report speaks of."""

    countries: defaultdict[str, float]
    """Weights by code."""
    regions: dict[tuple[str, str], set[str]]
    """Regions that it names, as (country, admin1), with the names it uses."""
    named: Counter[str]
    """What each name itself added to its countries: the rest is what else the report says of them."""

    def share(self, country: str | None) -> float:
        total = sum(self.countries.values())
        return self.countries[country] / total if country and total else 0.0

    def region_named(self, place: Place, other_than: str) -> bool:
        """Is the region of the place named, by another name than `other_than`?"""
        named = self.regions.get((place.country or "", place.admin1 or ""), set())
        return bool(named - {other_than})


def spoken(seen: Sequence[Seen], demonyms: Counter[str], hint: str | None) -> Spoken:
    """Countries by how often they, their people or their regions are named; `hint` is the country of the outlet."""
    out = Spoken(defaultdict(float), {}, Counter())
    for code, count in demonyms.items():
        out.countries[code] += min(count, 4)
    if hint:
        out.countries[hint] += 1
    for one in seen:
        if one.role == Role.PERSON:
            continue
        wide = [p for p in one.name.places if not p.is_town and p.country and p.latitude is not None]
        out.named[one.key] += 1
        for place in wide:
            out.countries[place.country or ""] += 1 / len(wide)
            if place.admin1 and place.country:
                out.regions.setdefault((place.country, place.admin1), set()).add(one.key)
    return out


def resolve(seen: Sequence[Seen], about: Spoken) -> list[Place]:
    """The place of each name, in the same order. Two passes: the second leans on what the first settled."""
    inside = _inside_by_key(seen)
    alike = [_signature(one) for one in seen]
    different = dict(zip(alike, seen, strict=True))
    scored = {sign: _scores(one, inside.get(one.key, ()), about) for sign, one in different.items()}
    settled = _settled(seen, [scored[sign] for sign in alike])
    for place in settled.values():
        if place.is_town and place.country:
            about.countries[place.country] += 0.5
    located = ((k, p) for k, p in settled.items() if p.latitude is not None and p.kind != PlaceKind.COUNTRY)
    around = dict(islice(located, MOST_AROUND))
    best = {s: _best(_scores(one, inside.get(one.key, ()), about), one.key, around) for s, one in different.items()}
    return [best[sign] for sign in alike]


def _signature(one: Seen) -> Signature:
    """Mentions that have this in common mean the same place, so that it is sought once however often a name stands."""
    ids = tuple(p.id for p in one.name.places)
    return one.key, ids, tuple(p.id for p in one.inside), one.division, one.holds, one.listed


def _best(scored: list[tuple[float, Place]], name: str, around: dict[str, Place]) -> Place:
    """The highest score; among those that nearness can lift to the top, with nearness."""
    top = max(score for score, _ in scored)
    close = [(score, place) for score, place in scored if score >= top - NEARBY]
    if len(close) == 1:
        return close[0][1]
    return max(close, key=lambda c: c[0] + _nearby(c[1], name, around))[1]


def _inside_by_key(seen: Sequence[Seen]) -> dict[str, tuple[Place, ...]]:
    """What a name was once said to lie in holds for the whole report."""
    out: dict[str, tuple[Place, ...]] = {}
    for one in seen:
        if one.inside and any(lies_in(p, one.inside) for p in one.name.places):
            out.setdefault(one.key, one.inside)
    return out


def _scores(one: Seen, inside: tuple[Place, ...], about: Spoken) -> list[tuple[float, Place]]:
    places = one.name.places if one.inside or inside else _without_namesakes(one.name.places)
    return [(_prior(p) + _told(p, one, inside, about), p) for p in places]


def _without_namesakes(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Towns give way to a country of their name, and to a well-known region of it in their own country.

    "Mexico" is not Mexico City, nor "China" a town in Japan; "California" is no town in Maryland. Capitals and cities of a
    million stay beside a region: "Washington", "New York".
    """
    if any(p.kind == PlaceKind.COUNTRY for p in places):
        return tuple(p for p in places if not p.is_town)
    regions = {p.country for p in places if p.kind == PlaceKind.REGION and known_region(p)}
    large = (p for p in places if p.is_town and p.country in regions)
    dropped = {p.id for p in large if p.kind != PlaceKind.CAPITAL and p.population < 1_000_000}
    return tuple(p for p in places if p.id not in dropped)


def known_region(place: Place) -> bool:
    """A region of our own alias file with a point, rather than one of pycountry's thousands."""
    return place.well_known and place.latitude is not None


def _prior(place: Place) -> float:
    match place.kind:
        case PlaceKind.COUNTRY:
            return COUNTRY
        case PlaceKind.AREA:
            return AREA
        case PlaceKind.REGION:
            return REGION if known_region(place) else UNLOCATED + (place.latitude is not None)
        case PlaceKind.COUNTY:
            return COUNTY
    size = math.log10(max(place.population, 500))
    return size + CAPITAL * (place.kind == PlaceKind.CAPITAL) - OTHER_NAME * (place.rank > 0)


def _told(place: Place, one: Seen, inside: tuple[Place, ...], about: Spoken) -> float:
    share = about.share(place.country)
    score = SPOKEN_OF + SHARE * share if share else 0.0
    if place.kind != PlaceKind.REGION and about.region_named(place, one.key):
        score += SAME_REGION
    if lies_in(place, one.inside) or lies_in(place, inside):
        score += CONTAINED
    if (one.division and place.kind in (PlaceKind.REGION, PlaceKind.COUNTY)) or place.id in one.holds:
        score += AS_DIVISION
    return score + LISTED * (place.as_listed in one.listed)


def lies_in(place: Place, holders: tuple[Place, ...]) -> bool:
    """Is the place in one of `holders`, by country and, where a holder is a region or county, by its code?"""
    for holder in holders:
        if holder.kind == PlaceKind.COUNTRY:
            if place.country == holder.country and place.kind != PlaceKind.COUNTRY:
                return True
        elif (
            holder.admin1
            and (place.country, place.admin1) == (holder.country, holder.admin1)
            and place.kind != PlaceKind.REGION
        ):
            return True
    return False


def _settled(seen: Sequence[Seen], scored: list[list[tuple[float, Place]]]) -> dict[str, Place]:
    out: dict[str, Place] = {}
    for one, places in zip(seen, scored, strict=True):
        if one.role == Role.PERSON or one.key in out:
            continue
        ranked = sorted(places, key=lambda c: -c[0])
        if ranked[0][0] >= 4 and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= FIRST_CERTAIN):
            out[one.key] = ranked[0][1]
    return out


def _nearby(place: Place, name: str, around: dict[str, Place]) -> float:
    """Up to `NEARBY` for a town with other settled towns or regions of the report around it."""
    if place.latitude is None or not place.is_town:
        return 0.0
    nearest = min((kilometres(place, p) for k, p in around.items() if k != name), default=math.inf)
    return NEARBY * math.exp(-nearest / NEAR_KM)


def kilometres(a: Place, b: Place) -> float:
    """Great-circle distance by the equirectangular formula: right within a percent at the distances that matter here."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return math.inf
    across = (a.longitude - b.longitude + 540) % 360 - 180
    x = math.radians(across) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 6371.0 * math.hypot(x, math.radians(a.latitude - b.latitude))
