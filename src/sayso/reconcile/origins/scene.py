"""The country and the town that a report is about, as its claims tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.reconcile.origins.seats import Located, Scene, locate
from sayso.types import Claim, Report
from sayso.vocabulary import PlacePrecision

TOWNS = frozenset({PlacePrecision.CITY})


def scene_of(report: Report, claims: Sequence[Claim]) -> Scene:
    """The country of most claims, and in it the town of most; of the dateline where no claim has a place."""
    countries = Counter(c.place.country for c in claims if c.place and c.place.country)
    country = _most(countries)
    if country is None and report.dateline:
        written = locate(report.dateline.place.title(), None, True)
        return Scene(written.country, written if written.town else None) if written else Scene()
    towns = Counter(c.place.name for c in claims if c.place and c.place.precision in TOWNS and c.place.country == country)
    name = _most(towns)
    return Scene(country, _town(name, country))


def scene_at(claim: Claim, scene: Scene) -> Scene:
    """The scene of one claim: the report's, unless the claim is placed in another country ("in Nepal, police said")."""
    place = claim.place
    if place is None or place.country is None or scene.country is None or place.country == scene.country:
        return scene
    return Scene(place.country, _town(place.name, place.country) if place.precision in TOWNS else None)


def _most(found: Counter[str]) -> str | None:
    """The most frequent, the first in the alphabet where several are."""
    return min(found, key=lambda one: (-found[one], one), default=None)


def _town(name: str | None, country: str | None) -> Located | None:
    found = locate(name, country, True) if name else None
    return found if found is not None and found.town else None
