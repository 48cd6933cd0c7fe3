"""`ucdp`: incidents that killed, in the 49 columns of UCDP's Georeferenced Event Dataset; what is not known stays empty.

A row's id begins with SAYSO, and no row has an id of UCDP's for conflict, dyad or side: those are UCDP's to give. Columns as of
GED 25.1; docs/exports.md tells how each is filled, docs/decisions/0021 why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import floor
from typing import BinaryIO

from sayso.export.formats.acled import event_id
from sayso.export.formats.countries import country
from sayso.export.formats.deaths import deaths
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.sides import OF_STATE, Side, sides
from sayso.export.formats.table import Row, write_rows
from sayso.reconcile.standing import Word
from sayso.types import Where
from sayso.vocabulary import PlacePrecision

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
BESIDE = ";"
CODED = "Sayso, not coded by UCDP"
DISPUTED = frozenset({Word.DENIED, Word.CONTESTED})
"""No column of GED has room for that."""
WHERE_PREC = {
    PlacePrecision.SITE: 1,
    PlacePrecision.SITE_IN_CITY: 1,
    PlacePrecision.CITY: 1,
    PlacePrecision.ADMIN1: 4,
    PlacePrecision.COUNTRY: 6,
}
"""From 6 on no place within the country is known: the point is that of the country."""
EXACTNESS = {
    PlacePrecision.SITE: "a site",
    PlacePrecision.SITE_IN_CITY: "a site, at the point of its town",
    PlacePrecision.CITY: "a town",
    PlacePrecision.ADMIN1: "somewhere in the region",
    PlacePrecision.COUNTRY: "told of the whole country",
    PlacePrecision.NONE: "an area, or a place that no gazetteer has",
}
CELLS_A_DEGREE, CELLS_A_ROW = 2, 720
"""Of PRIO-GRID."""


def ucdp_rows(of: Exported) -> Iterator[Row]:
    """A row a happening of which a number of dead is told, the latest first."""
    for one in happenings(of.knowledge()):
        if one.killed.number.low is not None:
            yield _row(one, of.names)


def _row(one: Happening, names: bool) -> Row:
    first, second = sides(one, names)
    id = event_id(one)
    disputed = one.standing.word if one.standing.word in DISPUTED else None
    status = BESIDE.join(filter(None, (CODED, disputed, one.note)))
    told: Row = dict.fromkeys(COLUMNS) | {"id": id, "relid": id, "code_status": status}
    return told | _who(first, second) | _sources(one) | _where(one) | _when(one) | dict(deaths(one, first, second))


def _who(first: Side, second: Side) -> Row:
    both = bool(first.name and second.name)
    return {
        "type_of_violence": violence(first, second),
        "dyad_name": f"{first.name} - {second.name}" if both else None,
        "side_a": first.name or None,
        "side_b": second.name or None,
        "gwnoa": _gw(first),
        "gwnob": _gw(second),
    }


def violence(first: Side, second: Side) -> int | None:
    """1 a state against a group, 2 group against group, 3 against civilians; None where reports do not tell both sides."""
    armed = [bool(side.actor and side.actor.kind == "armed_group") for side in (first, second)]
    state = [bool(side.actor and side.actor.kind in OF_STATE) for side in (first, second)]
    if (state[0] and armed[1]) or (armed[0] and state[1]) or all(state):
        return 1
    if all(armed):
        return 2
    return 3 if second.inter == "Civilians" and (state[0] or armed[0]) else None


def _gw(side: Side) -> int | None:
    """Gleditsch and Ward's number of a side that is a state."""
    of = country(side.actor.country) if side.actor and side.actor.kind in OF_STATE else None
    return of.gw if of else None


def _sources(one: Happening) -> Row:
    carriers = one.carriers
    origins = dict.fromkeys(t.origin.name for t in one.incident.tellings if t.origin.identified)
    dates = [(carrier.published or "")[:10] for carrier in carriers]
    titles = [_part(carrier.title or "") for carrier in carriers]
    offices = [_part(carrier.publisher) for carrier in carriers]
    return {
        "number_of_sources": len(carriers),
        "source_article": BESIDE.join(f'"{",".join(parts)}"' for parts in zip(offices, dates, titles, strict=True)),
        "source_office": BESIDE.join(offices),
        "source_date": BESIDE.join(dates),
        "source_headline": BESIDE.join(titles),
        "source_original": BESIDE.join(_part(name) for name in origins) or None,
    }


def _part(words: str) -> str:
    """Without what parts one from the next."""
    return words.replace(";", ",").replace('"', "'")


def _where(one: Happening) -> Row:
    place = one.incident.place
    if place is None:
        return {}
    of, precision = country(place.country), WHERE_PREC.get(place.precision)
    return {
        "where_prec": precision,
        "where_coordinates": place.name,
        "where_description": EXACTNESS[place.precision],
        "adm_1": place.admin1 or (place.name if place.precision is PlacePrecision.ADMIN1 else None),
        "country": of.name if of else None,
        "country_id": of.gw if of else None,
        "region": of.ucdp_region if of else None,
    } | (_point(place) if precision else {})


def _point(place: Where) -> Row:
    if place.latitude is None or place.longitude is None:
        return {}
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
        "priogrid_gid": priogrid(place.latitude, place.longitude),
    }


def priogrid(latitude: float, longitude: float) -> int:
    """The number of the half-degree cell, counted from the south-west corner of the world."""
    row = min(floor((latitude + 90) * CELLS_A_DEGREE), 180 * CELLS_A_DEGREE - 1)
    column = min(floor((longitude + 180) * CELLS_A_DEGREE), CELLS_A_ROW - 1)
    return row * CELLS_A_ROW + column + 1


def _when(one: Happening) -> Row:
    if one.days is None:
        return {}
    first, last = one.days
    return {
        "year": first.year if first.year == last.year else None,
        "event_clarity": 1 if one.lasted or first == last else 2,
        "date_prec": date_prec(first, last),
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
    }


def date_prec(first: date, last: date) -> int:
    """1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    length = (last - first).days + 1
    return next(prec for prec, most in enumerate((1, 6, 7, 31, length), start=1) if length <= most)


def _write(of: Exported, into: BinaryIO) -> None:
    write_rows(COLUMNS, ucdp_rows(of), into)


FORMAT = Format(
    name="ucdp",
    suffix=".csv",
    media="text/csv; charset=utf-8",
    about="Incidents that killed, in UCDP GED's columns: low, best and high, and who the dead were",
    columns=COLUMNS,
    write=_write,
)
