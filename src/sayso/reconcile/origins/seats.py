"""Where an office sits: its country, region or town, and with that the key that is equal across reports.

"DE/interior-ministry" is not "DE/bavaria/interior-ministry", and police are a town's unless a country is named. What the words
do not say comes from the report: the country and the town that it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sayso.reconcile.origins.office_names import Seat, title
from sayso.reconcile.origins.spelling import plain, slug
from sayso.understand.places.gazetteer import Place, PlaceKind, gazetteer

KEPT = 8192
"""Places whose look-up is kept."""
SUFFIXES = (" County", " Region", " State", " Province", " City", " Oblast", " District", " Governorate", "n")
KNOWN_AFAR = 500_000
"""Inhabitants of a place that a report on another country may name without its country."""
OUTSHINES = 50
"""How many times more people a city abroad has than the towns of its name at home before it is meant."""
ABROAD = frozenset({"consulate"})
"""Offices that a country has in towns of other countries."""
HOUSES_OF_REGIONS = {"presidency": "regional-presidency"}
"""What an office is called where it is a region's."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place by its key ("DE/bavaria"), which is a country's code alone for a country."""

    key: str
    name: str
    country: str
    town: bool = False

    @property
    def national(self) -> bool:
        return self.key == self.country


@dataclass(frozen=True, slots=True)
class Scene:
    """What a report is about: the country and the town that serve where a teller's words name none."""

    country: str | None = None
    town: Located | None = None


@lru_cache(maxsize=KEPT)
def locate(name: str, near: str | None, town: bool) -> Located | None:
    """The place called `name`, in the country `near` where there is one; towns first or regions first. None if unknown."""
    found = [p for p in _found(name) if p.country and p.kind is not PlaceKind.SITE]
    at_home = [p for p in found if p.country == near]
    far = found if near is None else [p for p in found if _known_afar(p)]
    order = far if not at_home or _outshone(at_home, far) else at_home
    towns = [p for p in order if p.is_town]
    others = [p for p in order if not p.is_town]
    capital = [p for p in order if p.kind is PlaceKind.CAPITAL]
    chosen = (towns or others) if town else (capital or others or towns)
    return _located(chosen[0]) if chosen else None


def is_region_at_home(name: str, scene: Scene) -> bool:
    """Is a country's name that of a region of the report's own country as well: Georgia in the United States?"""
    found = [p for p in _found(name) if p.country == scene.country]
    return any(not p.is_town and p.kind is not PlaceKind.COUNTRY for p in found)


def _known_afar(place: Place) -> bool:
    """May a report on another country name it without its country?"""
    return not place.is_town or place.kind is PlaceKind.CAPITAL or place.population >= KNOWN_AFAR


def _outshone(at_home: list[Place], far: list[Place]) -> bool:
    """Are the places of a name at home hamlets beside a city abroad: Cologne in Minnesota and Cologne?"""
    most = max(p.population for p in at_home)
    return all(p.is_town for p in at_home) and any(p.population > OUTSHINES * most for p in far)


def key_and_name(seat: Seat, place: str | None, country: str | None, scene: Scene) -> tuple[str, str, str | None]:
    """Key, name to print and country of an office, from the place and country that its words give, else from the scene."""
    at = _at(seat, place, country, scene) if place else None
    if seat.office in ABROAD:
        land = country or scene.country
        return joined(land, f"{at.key.split('/')[-1]}/{seat.office}" if at else seat.office), title(seat.office), land
    if seat.reach == "nation":
        return _national(seat, at, country, scene)
    if at is None and place:
        return (
            joined(country or scene.country, f"{slug(place)}/{seat.office}"),
            f"{place} {seat.office}",
            country or scene.country,
        )
    if at is None and country is None and (seat.reach == "town" or seat.office in {"prosecutor", "court"}):
        at = scene.town if seat.reach == "town" else None
    land = at.country if at else country or scene.country
    if at is None:
        return joined(land, seat.office), title(seat.office), land
    return (
        f"{at.key}/{seat.office}",
        f"{place or at.name} {title(seat.office)}" if not at.national else title(seat.office),
        land,
    )


def _at(seat: Seat, place: str, country: str | None, scene: Scene) -> Located | None:
    """The place that the words name: the report's own town where it has that name."""
    if scene.town and plain(scene.town.name) == plain(place):
        return scene.town
    return locate(place, country or scene.country, seat.reach == "town")


def _national(seat: Seat, at: Located | None, country: str | None, scene: Scene) -> tuple[str, str, str | None]:
    region = at is not None and not at.national and not at.town
    land = at.country if at is not None else country or scene.country
    if at is not None and region:
        office = HOUSES_OF_REGIONS.get(seat.office, seat.office)
        return f"{at.key}/{office}", f"{title(office)} of {at.name}", land
    return joined(land, seat.office), title(seat.office), land


def joined(country: str | None, office: str) -> str:
    """A key under its country, where there is one."""
    return f"{country}/{office}" if country else office


def _found(name: str) -> tuple[Place, ...]:
    """Places of a name, also without "County" or "Region" behind it, and "Bavaria" for "Bavarian"."""
    for suffix in ("", *SUFFIXES):
        if name.endswith(suffix) and (found := gazetteer().find(name.removesuffix(suffix))):
            return found
    return ()


def _located(place: Place) -> Located:
    assert place.country  # `locate` leaves out seas and rivers
    if place.kind is PlaceKind.COUNTRY:
        return Located(place.country, place.name, place.country)
    return Located(f"{place.country}/{slug(place.name)}", place.name, place.country, place.is_town)
