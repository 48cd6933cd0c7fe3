"""`plover`: events as JSON lines of PLOVER (Open Event Data Alliance), with the categories and modes of its manual and of NGEC.

Every field is there, null where the report does not tell, or Sayso does not know. A scale value (−10 to +10) is a judgement,
which Sayso does not give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.export.formats.coded import SIZES, Coded, coded
from sayso.export.formats.countries import country
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.json_text import web, write_lines
from sayso.export.formats.parties import Party
from sayso.types import Where
from sayso.vocabulary import DEMONSTRATION, PlacePrecision, TimePrecision

ENTITY = (
    *("code", "sector", "entity_text", "identifier_id", "identifier_text"),
    *("religion", "ethnicity", "office", "gender", "age"),
)
LOCATION = (
    *("extracted_place", "resolved_place", "geonameid", "lat", "lon", "city", "district", "province"),
    *("country", "country_code", "feature_class", "feature_code", "resolution"),
)
TEXT = ("sequence", "start", "end", "text_story")
CITE = (
    *("corpus", "citation", "url", "title", "language", "publication"),
    *("license", "copyright", "coder", "codebook", "version"),
)
EVENT = (
    *("id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text"),
    *("quad_code", "event_scale", "mode", "context", "link", "size", "text", "text_info", "cite_info"),
    *("coder", "coded_date", "coded_time", "comment"),
)
COLUMNS = (
    *EVENT,
    *(f"actor.{name}" for name in ENTITY),
    *(f"recipient.{name}" for name in ENTITY),
    *(f"event_loc.{name}" for name in LOCATION),
    *(f"size.{name}" for name in SIZES.values()),
    *(f"text_info.{name}" for name in TEXT),
    *(f"cite_info.{name}" for name in CITE),
)
RESOLUTION = {
    PlacePrecision.SITE: 5,
    PlacePrecision.SITE_IN_CITY: 5,
    PlacePrecision.CITY: 4,
    PlacePrecision.ADMIN1: 2,
    PlacePrecision.COUNTRY: 1,
}
"""PLOVER's, from 5 (within a city) to 1 (a country); 3 is a district, which the gazetteer does not have."""
FEATURES = {PlacePrecision.CITY: "P", PlacePrecision.ADMIN1: "A", PlacePrecision.COUNTRY: "A"}
"""GeoNames' class of a place as exact as that."""
CLOCKED = frozenset({TimePrecision.MINUTE, TimePrecision.HOUR})
CLOCK = slice(len("2022-01-07T"), len("2022-01-07T14:00"))


def events(of: Exported) -> Iterator[dict[str, Any]]:
    return (_event(one) for one in coded(of))


def _event(one: Coded) -> dict[str, Any]:
    said, when, told = one.spoken, one.when, dict[str, Any].fromkeys(EVENT)
    clocked = when is not None and when.precision in CLOCKED
    told |= {
        "id": one.id,
        "has_event": True,
        "date": one.day,
        "time": when.start[CLOCK] if when and clocked else None,
        "enddate": when.end[:10] if when and when.end[:10] != when.start[:10] else None,
        "endtime": when.end[CLOCK] if when and clocked and when.end[:16] != when.start[:16] else None,
        "actor": [_entity(party) for party in one.actors],
        "recipient": [_entity(party) for party in one.recipients],
        "event": one.event,
        "event_loc": _location(one.place, said.report.text) if one.place else None,
        "event_text": _words(one),
        "quad_code": one.quad,
        "mode": [one.mode] if one.mode else [],
        "context": [],
        "link": one.link,
        "size": {word: one.size.get(word) for word in SIZES.values()},
        "text": said.claim.evidence.text,
        "text_info": _text(one),
        "cite_info": _cite(one),
        "coder": f"Sayso, {said.claim.maker.reader} {said.claim.maker.version}",
        "coded_date": said.recorded_at[:10],
        "coded_time": said.recorded_at[11:19],
        "comment": _comment(one),
    }
    return told


def _entity(party: Party) -> dict[str, Any]:
    told = dict[str, Any].fromkeys(ENTITY)
    return told | {"code": party.country, "sector": "".join(party.sectors) or None, "entity_text": party.written}


def _location(place: Where, text: str) -> dict[str, Any]:
    land, precision = country(place.country), place.precision
    is_city = precision is PlacePrecision.CITY
    return dict[str, Any].fromkeys(LOCATION) | {
        "extracted_place": place.span.of(text) if place.span else place.name,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": place.name if is_city else None,
        "province": place.name if precision is PlacePrecision.ADMIN1 else place.admin1,
        "country": land.name if land else None,
        "country_code": land.code3 if land else None,
        "feature_class": FEATURES.get(precision),
        "resolution": RESOLUTION.get(precision),
    }


def _words(one: Coded) -> str | None:
    """Those on which the rule fired that made the claim."""
    claim, text = one.spoken.claim, one.report.text
    return next((why.span.of(text) for why in claim.because if why.span), None)


def _text(one: Coded) -> dict[str, Any]:
    """Where the sentence stands in the report. The whole text is the outlet's, and no part of an export."""
    _, within = one.report.field_of(one.spoken.claim.evidence.span)
    return dict[str, Any].fromkeys(TEXT) | {"start": within.start, "end": within.end}


def _cite(one: Coded) -> dict[str, Any]:
    report = one.report
    return dict[str, Any].fromkeys(CITE) | {
        "corpus": "Sayso",
        "citation": report.name,
        "url": web(report.url),
        "title": report.title,
        "language": report.language,
        "publication": one.publisher,
        "copyright": report.credit,
        "coder": "Sayso",
        "codebook": "PLOVER",
        "version": one.spoken.claim.maker.version,
    }


def _comment(one: Coded) -> str | None:
    note = DEMONSTRATION if one.report.demonstration else None
    return "; ".join(filter(None, (one.stands.because, note))) or None


def _write(of: Exported, into: BinaryIO) -> None:
    write_lines(events(of), into)


FORMAT = Format(
    name="plover",
    suffix=".jsonl",
    media="application/jsonl",
    about="Events as PLOVER codes them, one a report and happening: JSON lines",
    columns=COLUMNS,
    write=_write,
)
