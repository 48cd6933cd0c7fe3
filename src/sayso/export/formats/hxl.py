"""`hxl`: what befell whom where, as the Humanitarian Exchange Language has it: a header, a row of tags, then the rows.

A row for each place of an incident (or of a whole story, where a count is of no one incident). HXL 1.1; the tags are
those in use for such tables, and `+min` and `+max` its attributes for the ends of a range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sayso.export.formats.acled import PREFIX
from sayso.export.formats.countries import country
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.table import Row, write_rows
from sayso.export.formats.toll import Toll, toll
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.telling import Carrier
from sayso.types import Where
from sayso.vocabulary import DEMONSTRATION, PlacePrecision, Scope

AFFECTED = {
    "killed": "#affected+killed",
    "injured": "#affected+injured",
    "missing": "#affected+missing",
    "displaced": "#affected+displaced",
    "arrested": "#affected+detained",
}
"""Kinds of figure and their tags. People who fled or were evacuated are displaced; whether they are IDPs, no report tells."""
ENDS = {"": "", "_min": "+min", "_max": "+max"}
"""The best number, and the least and the most that what stands leaves possible."""
TAGS = {
    "id": "#event+id",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_as_of": "#date+reported",
    "country": "#country+name",
    "country_code": "#country+code+v_iso2",
    "region": "#region+name",
    "adm1": "#adm1+name",
    "location": "#loc+name",
    "location_code": "#loc+code+v_geonames",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "event_type": "#event+type",
    **{f"{kind}{end}": f"{tag}{more}" for kind, tag in AFFECTED.items() for end, more in ENDS.items()},
    "standing": "#status",
    "description": "#description",
    "source": "#meta+source",
    "url": "#meta+url",
    "note": "#meta+note",
}
COLUMNS = tuple(TAGS)
BESIDE = "; "


def hxl_rows(of: Exported) -> Iterator[Row]:
    """Incidents, the latest first, each with a row a place of which numbers are told; then counts over whole stories."""
    known = of.knowledge()
    for one in happenings(known):
        parts = _by_area(one.figures)
        own = one.incident.place.name if one.incident.place else None
        for area in dict.fromkeys((own, *parts)):
            yield _incident_row(one, area, parts.get(area, ()), of.at)
    for (story, area), views in _of_stories(known).items():
        yield _story_row(story, area, views, of.at)


def _by_area(views: Sequence[SeriesView]) -> dict[str | None, list[SeriesView]]:
    found: dict[str | None, list[SeriesView]] = defaultdict(list)
    for view in views:
        if view.series.kind in AFFECTED:
            found[view.series.area].append(view)
    return found


def _of_stories(known: Knowledge) -> dict[tuple[str, str | None], list[SeriesView]]:
    found: dict[tuple[str, str | None], list[SeriesView]] = defaultdict(list)
    for view in known.shown_series():
        if view.series.incident is None and view.series.kind in AFFECTED:
            found[view.series.story, view.series.area].append(view)
    return found


def _incident_row(one: Happening, area: str | None, views: Sequence[SeriesView], at: str) -> Row:
    place = one.incident.place
    where = place if place and place.name == area else _place(views)
    row = _row(f"{PREFIX}{one.incident.id}", where, area, views, at) | _told(one.carriers)
    return row | {
        "date_start": one.incident.start,
        "date_end": one.incident.end,
        "event_type": one.incident.kind,
        "standing": one.standing.word,
    }


def _story_row(story: str, area: str | None, views: Sequence[SeriesView], at: str) -> Row:
    """A part of a number ("20 of the civilians") is told in words alone: the number that it is of is in another row."""
    carriers = tuple({t.carrier.id: t.carrier for view in views for t in view.series.tellings}.values())
    wholes = [view for view in views if any(value.figure.scope is not Scope.SUBSET for value in view.values)]
    row = _row(f"{PREFIX}{story}", _place(views), area, wholes, at) | _told(carriers)
    return row | {"description": _described(views)}


def _row(id: str, where: Where | None, area: str | None, views: Sequence[SeriesView], at: str) -> Row:
    row: Row = dict.fromkeys(COLUMNS) | {"id": id, "date_as_of": at, "location": area}
    row |= _where(where) if where else {}
    for kind in AFFECTED:
        row |= _numbers(kind, toll(views, area, kind))
    return row | {"description": _described(views)}


def _described(views: Sequence[SeriesView]) -> str | None:
    return " ".join(view.sentence for view in views if view.spread.best) or None


def _numbers(kind: str, of: Toll) -> Row:
    """Of all people; of kinds of people alone where no number for all stands."""
    number = of.number
    return {kind: number.best, f"{kind}_min": number.low, f"{kind}_max": number.high}


def _place(views: Sequence[SeriesView]) -> Where | None:
    """The place that the figures are for, as the first claim that names it has it."""
    places = (t.claim.place for view in views for t in view.series.tellings if t.claim.place)
    return next((place for place in places if place.name == views[0].series.area), None)


def _where(place: Where) -> Row:
    """A country has no point: it is an area."""
    of, pointed = country(place.country), place.precision is not PlacePrecision.COUNTRY
    return {
        "country": of.name if of else None,
        "country_code": place.country,
        "region": of.acled_region if of else None,
        "adm1": place.admin1 or (place.name if place.precision is PlacePrecision.ADMIN1 else None),
        "location_code": place.geonames,
        "latitude": place.latitude if pointed else None,
        "longitude": place.longitude if pointed else None,
    }


def _told(carriers: Sequence[Carrier]) -> Row:
    return {
        "source": BESIDE.join(dict.fromkeys(carrier.publisher for carrier in carriers)),
        "url": " ".join(dict.fromkeys(carrier.url for carrier in carriers if carrier.url)) or None,
        "note": DEMONSTRATION if any(carrier.demonstration for carrier in carriers) else None,
    }


def _write(of: Exported, into: BinaryIO) -> None:
    write_rows(COLUMNS, hxl_rows(of), into, tuple(TAGS.values()))


FORMAT = Format(
    name="hxl",
    suffix=".csv",
    media="text/csv; charset=utf-8",
    about="Killed, injured, missing, displaced and detained by place and incident, with HXL tags",
    columns=COLUMNS,
    write=_write,
)
