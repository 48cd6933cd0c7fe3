"""`timemap`: incidents for a viewer TimeMap (Forensic Architecture, Bellingcat): one object with all of its lists.

The viewer checks events, sources and associations by schemas of its own, drops what does not fit, and takes every value of an
event for a string. It drops events without a date, so they are left out here, and said. No point is made up: what is told of a
whole country or region has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from sayso.export.formats.coded import PREFIX
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.json_text import dumped, web
from sayso.export.formats.notes import notes
from sayso.reconcile.telling import Carrier
from sayso.types import Where
from sayso.vocabulary import DEMONSTRATION, PlacePrecision, TimePrecision, kinds

EVENT = (
    *("id", "description", "date", "time", "time_precision", "location", "latitude", "longitude"),
    *("type", "category", "category_full", "associations", "sources", "comments", "time_display"),
)
SOURCE = ("id", "title", "paths", "type", "url", "description", "author", "date", "notes")
ASSOCIATION = ("id", "title", "desc", "mode", "filter_paths")
COLUMNS = (
    *(f"events.{name}" for name in EVENT),
    *(f"sources.{name}" for name in SOURCE),
    *(f"associations.{name}" for name in ASSOCIATION),
    *("sites", "regions", "shapes", "notifications"),
)
EMPTY = ("sites", "regions", "shapes", "notifications")
POINTED = frozenset({PlacePrecision.SITE, PlacePrecision.SITE_IN_CITY, PlacePrecision.CITY})
MARKS = str.maketrans("<>", "‹›")
"""A viewer may take a description for markup."""


def events(of: Exported, shown: Iterable[Happening]) -> Iterator[dict[str, Any]]:
    undated = 0
    for one in shown:
        days = one.days
        if days is None:
            undated += 1
            continue
        yield _event(one, days, of.names)
    if undated:
        of.tell(f"left out, since no claim tells a day, which the viewer needs: {undated}")


def _event(one: Happening, days: tuple[date, date], names: bool) -> dict[str, Any]:
    incident, (first, last) = one.incident, days
    group = _group(incident.kind)
    latitude, longitude = _point(incident.place)
    doers, targets = one.names(incident.actors, names), one.names(incident.targets, names)
    who = "; ".join([*(f"by {name}" for name in doers), *(f"against {name}" for name in targets)])
    return {
        "id": PREFIX + incident.id,
        "description": _plain(notes(one, sources=False)),
        "date": _date(first),
        "time": _time(one),
        "time_precision": "day" if first == last else "span",
        "location": _plain(incident.place.name) if incident.place else "",
        "latitude": latitude,
        "longitude": longitude,
        "type": _word(incident.kind),
        "category": _word(group),
        "category_full": f"{_word(group)}: {_word(incident.kind)}",
        "associations": [PREFIX + group, PREFIX + incident.kind],
        "sources": [PREFIX + carrier.id for carrier in one.carriers],
        "comments": _plain(who),
        "time_display": str(first) if first == last else f"{first} to {last}",
    }


def sources(shown: Iterable[Happening]) -> dict[str, dict[str, Any]]:
    carriers = {carrier.id: carrier for one in shown for carrier in one.carriers}
    return {PREFIX + id: _source(carrier) for id, carrier in carriers.items()}


def _source(carrier: Carrier) -> dict[str, Any]:
    """`paths` are of pictures and films, of which there are none. `author` is the outlet: bylines are persons."""
    return {
        "id": PREFIX + carrier.id,
        "title": _plain(carrier.title or carrier.name),
        "paths": [],
        "type": "Article",
        "url": web(carrier.url) or "",
        "description": "",
        "author": _plain(carrier.publisher),
        "date": (carrier.published or "")[:10],
        "notes": DEMONSTRATION if carrier.demonstration else "",
    }


def associations(shown: Iterable[Happening]) -> list[dict[str, Any]]:
    """A category for each group of kinds, a filter for each kind within it."""
    used = dict.fromkeys(one.incident.kind for one in shown)
    groups = dict.fromkeys(_group(kind) for kind in used)
    return [
        *(_association(group, "CATEGORY", [_word(group)], "") for group in groups),
        *(_association(kind, "FILTER", [_word(_group(kind)), _word(kind)], _meaning(kind)) for kind in used),
    ]


def _association(name: str, mode: str, path: list[str], meaning: str) -> dict[str, Any]:
    return {"id": PREFIX + name, "title": _word(name), "desc": meaning, "mode": mode, "filter_paths": path}


def _group(kind: str) -> str:
    known = kinds().get(kind)
    return str(known.group) if known else "other"


def _meaning(kind: str) -> str:
    known = kinds().get(kind)
    return known.meaning if known else ""


def _date(day: date) -> str:
    """MM/DD/YYYY, which the viewer reads unless its settings say otherwise (DATE_FMT); times are 14:00 (TIME_FMT)."""
    return f"{day.month:02}/{day.day:02}/{day.year:04}"


def _word(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _time(one: Happening) -> str:
    """Where a claim of the first day tells the minute."""
    times = (t.claim.time for t in one.incident.tellings)
    told = (
        time.start[11:16]
        for time in times
        if time and time.precision is TimePrecision.MINUTE and time.start[:10] == one.incident.start
    )
    return next((time for time in told if time), "")


def _point(place: Where | None) -> tuple[str, str]:
    """Both, or neither: empty, as the viewer wants them there."""
    if place is None or place.latitude is None or place.longitude is None or place.precision not in POINTED:
        return "", ""
    return str(place.latitude), str(place.longitude)


def _plain(text: str) -> str:
    return text.translate(MARKS)


def _write(of: Exported, into: BinaryIO) -> None:
    shown = tuple(happenings(of.knowledge()))
    told = {"events": list(events(of, shown)), "associations": associations(shown), "sources": sources(shown)}
    into.write(dumped(told | {name: [] for name in EMPTY}) + b"\n")


FORMAT = Format(
    name="timemap",
    suffix=".json",
    media="application/json",
    about="Incidents with their reports for a viewer TimeMap: JSON",
    columns=COLUMNS,
    write=_write,
)
