"""`acled`: incidents in the 31 columns of ACLED's export, coded by its rules as far as reports tell; the rest stays empty.

No row passes for one of ACLED's own: its id begins with SAYSO. Columns as of ACLED's codebook since 20 March 2023, `inter` as
text since September 2024; docs/exports.md tells how each is filled, docs/decisions/0021 why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import BinaryIO

from sayso.export.formats.countries import country
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.notes import notes
from sayso.export.formats.sides import AT_CIVILIANS, CIVILIANS, interaction, sides, types
from sayso.export.formats.table import Row, write_rows
from sayso.export.formats.when_coded import Coded, days_coded, shared_out
from sayso.reconcile.figure_words import number as in_words
from sayso.types import Where
from sayso.vocabulary import PlacePrecision, kinds

PREFIX = "SAYSO-"
BESIDE = "; "
COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
GEO_PRECISION = {
    PlacePrecision.SITE: 1,
    PlacePrecision.SITE_IN_CITY: 1,
    PlacePrecision.CITY: 1,
    PlacePrecision.ADMIN1: 3,
}
"""A country is no point, and ACLED has no code for one."""
EXCESSIVE = "Excessive force against protesters"


def acled_rows(of: Exported) -> Iterator[Row]:
    """A row a day of each happening, the latest first."""
    for one in happenings(of.knowledge()):
        if kinds()[one.incident.kind].acled_event_type or one.killed.lowest is not None:
            yield from _rows(one, of.names)


def _rows(one: Happening, names: bool) -> Iterator[Row]:
    days = days_coded(one)
    row = dict.fromkeys(COLUMNS) | _what(one) | _who(one, names) | _where(one.incident.place) | _told(one)
    for n, (coded, fatalities) in enumerate(zip(days, shared_out(one.killed.lowest, len(days)), strict=True)):
        yield row | {"event_id_cnty": event_id(one, n), "fatalities": fatalities} | _when(one, coded)


def event_id(one: Happening, day: int = 0) -> str:
    """The same whatever is told later; of the days after the first with their number."""
    return f"{PREFIX}{one.incident.id}" + (f"-{day + 1}" if day else "")


def _when(one: Happening, coded: Coded) -> Row:
    year = coded.day.year if coded.day else _year(one.days)
    return {"event_date": coded.day.isoformat() if coded.day else None, "year": year, "time_precision": coded.precision}


def _year(days: tuple[date, date] | None) -> int | None:
    return days[0].year if days and days[0].year == days[1].year else None


def _what(one: Happening) -> Row:
    event, sub_event = types(one)
    return {"disorder_type": disorder(event, sub_event), "event_type": event, "sub_event_type": sub_event}


def disorder(event: str | None, sub_event: str | None) -> str | None:
    if event in ("Protests", "Riots"):
        demonstration = sub_event not in ("Mob violence", EXCESSIVE)
        both = "Political violence; Demonstrations" if sub_event == EXCESSIVE else "Political violence"
        return "Demonstrations" if demonstration else both
    return event if event == "Strategic developments" else "Political violence" if event else None


def _who(one: Happening, names: bool) -> Row:
    first, second = sides(one, names)
    event, sub_event = types(one)
    at_civilians = second.inter == CIVILIANS or event == AT_CIVILIANS
    return {
        "actor1": first.name or None,
        "assoc_actor_1": BESIDE.join(first.beside) or None,
        "inter1": first.inter or None,
        "actor2": second.name or None,
        "assoc_actor_2": BESIDE.join(second.beside) or None,
        "inter2": second.inter or None,
        "interaction": interaction(first, second) or None,
        "civilian_targeting": "Civilian targeting" if at_civilians or sub_event == EXCESSIVE else None,
    }


def _where(place: Where | None) -> Row:
    if place is None:
        return {}
    of, precision = country(place.country), GEO_PRECISION.get(place.precision)
    return {
        "iso": of.iso if of else None,
        "region": of.acled_region if of else None,
        "country": of.name if of else None,
        "admin1": place.admin1 or (place.name if place.precision is PlacePrecision.ADMIN1 else None),
        "location": place.name,
        "latitude": place.latitude if precision else None,
        "longitude": place.longitude if precision else None,
        "geo_precision": precision,
    }


def _told(one: Happening) -> Row:
    moments = [carrier.known_by for carrier in one.carriers if carrier.known_by]
    return {
        "source": BESIDE.join(name.replace(";", ",") for name in one.outlets),
        "notes": notes(one),
        "tags": BESIDE.join((*_crowd(one), *([one.note] if one.note else []))) or None,
        "timestamp": _seconds(max(moments)) if moments else None,
    }


def _crowd(one: Happening) -> Iterator[str]:
    whole = one.toll("gathered").whole
    best = whole.spread.best if whole else None
    if best is not None:
        yield f"crowd size={in_words(best.figure, '-')}"


def _seconds(moment: str) -> int:
    at = datetime.fromisoformat(moment)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


def _write(of: Exported, into: BinaryIO) -> None:
    write_rows(COLUMNS, acled_rows(of), into)


FORMAT = Format(
    name="acled",
    suffix=".csv",
    media="text/csv; charset=utf-8",
    about="Incidents in ACLED's columns, by its rules: lowest figure, notes with sources",
    columns=COLUMNS,
    write=_write,
)
