"""Where it is told to have happened: a map, and the table that it is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.reconcile.telling import Telling
from sayso.show.charts.place_map import Pin, place_map
from sayso.show.page.base_map import world
from sayso.show.page.places import MapPoint, places
from sayso.show.page.rendering import counted
from sayso.show.situation_report.appendix import Appendix, Words
from sayso.show.situation_report.limits import MOST_PLACES
from sayso.show.situation_report.sizes import NARROW, WIDE

WHERE = "where"
TITLE = "Where it is told to have happened"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: int
    name: str
    exactness: str
    claims: int
    reports: int
    evidence: Words


@dataclass(frozen=True, slots=True)
class MapShown:
    wide: Markup
    narrow: Markup
    rows: tuple[PlaceRow, ...]
    shapes: tuple[str, ...]
    """Those that it has, for its key."""
    whole_countries: bool
    more: int
    """Places that are only counted."""
    placeless: int


def map_shown(tellings: Sequence[Telling], appendix: Appendix) -> MapShown | None:
    """None where no claim names a place. Of each place the evidence is a claim that the report uses already, else the first."""
    found = places(tellings)
    ranked = sorted(found.rows, key=lambda one: (-one.claims, one.name, one.country or ""))
    shown = ranked[:MOST_PLACES]
    if not shown:
        return None
    examples = _examples(tellings, appendix)
    rows = tuple(_row(place, one, examples, appendix) for place, one in enumerate(shown, start=1))
    pins = [pin for place, one in enumerate(shown, start=1) for pin in _pin(place, one)]
    tinted = {one.country for one in shown if one.shape is None and one.country}
    return MapShown(
        place_map(pins, tinted, world(), id="map", title=TITLE, width=WIDE),
        place_map(pins, tinted, world(), id="map-narrow", title=TITLE, width=NARROW),
        rows,
        tuple(dict.fromkeys(pin.shape for pin in sorted(pins, key=lambda pin: pin.shape))),
        bool(tinted),
        found.more + len(ranked) - len(shown),
        found.placeless,
    )


Example = Mapping[tuple[str, str | None], Telling]
"""By the name of a place and its country."""


def _examples(tellings: Sequence[Telling], appendix: Appendix) -> Example:
    found: dict[tuple[str, str | None], Telling] = {}
    for telling in sorted(tellings, key=lambda t: appendix.number_of(t) is None):  # sorted() keeps the order of the rest
        for where in (telling.claim.place, *telling.claim.also):
            if where:
                found.setdefault((where.name, where.country), telling)
    return found


def _row(place: int, one: MapPoint, examples: Example, appendix: Appendix) -> PlaceRow:
    example = examples.get((one.name, one.country)) or next(t for (name, _), t in examples.items() if name == one.name)
    return PlaceRow(place, one.name, one.exactness, one.claims, one.reports, appendix.also([example], WHERE))


def _pin(place: int, one: MapPoint) -> list[Pin]:
    if one.longitude is None or one.latitude is None or one.shape is None:
        return []
    told = f"{one.name}: {one.exactness}, {counted(one.claims, 'claim')} in {counted(one.reports, 'report')}"
    return [Pin(one.name, one.longitude, one.latitude, one.shape, one.claims, one.country, f"#p{place}", told)]
