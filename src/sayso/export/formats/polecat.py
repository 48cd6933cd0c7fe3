"""`polecat`: the same events in the 40 tab-separated columns of POLECAT (ICEWS' successor), in their order.

There is no quoting in these files: within a cell a tab or the end of a line becomes a space, and a quotation mark, which many
readers take for one, an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from sayso import __version__
from sayso.export.cells import harmless
from sayso.export.formats.coded import Coded, coded
from sayso.export.formats.countries import country
from sayso.export.formats.exported import Exported, Format
from sayso.export.formats.parties import Party
from sayso.types import Where
from sayso.vocabulary import DEMONSTRATION, PlacePrecision

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw"),
    *("Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector"),
    *("Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
)
BESIDE = "; "
QUADS = {1: "Verbal Cooperation", 2: "Material Cooperation", 3: "Verbal Conflict", 4: "Material Conflict"}
FEATURES = {
    PlacePrecision.SITE: "site",
    PlacePrecision.SITE_IN_CITY: "site in city",
    PlacePrecision.CITY: "city",
    PlacePrecision.ADMIN1: "province",
    PlacePrecision.COUNTRY: "country",
}
Row = dict[str, object]


def rows(of: Exported) -> Iterator[Row]:
    return (_row(one) for one in coded(of))


def _row(one: Coded) -> Row:
    report, place = one.report, one.place
    return {
        "Event ID": one.id,
        "Event Date": one.day,
        "Event Type": one.event,
        "Event Mode": one.mode,
        "Quad Code": QUADS[one.quad] if one.quad else None,
        **_party("Actor", one.actors),
        **_party("Recipient", one.recipients),
        **(_place(place, report.text) if place else {}),
        "Source": one.publisher,
        "Publication Date": (report.published or "")[:10],
        "Story Organizations": _joined(p.name for p in (*one.actors, *one.recipients) if p.is_body),
        "Story Locations": _joined(told.claim.place.name for told in one.told if told.claim.place),
        "Language": report.language,
        "Version": f"Sayso-{__version__}" + (f" ({DEMONSTRATION})" if report.demonstration else ""),
    }


def _party(side: str, parties: Sequence[Party]) -> Row:
    """Several are joined, in the same order in each column."""
    sectors = list(dict.fromkeys(sector for party in parties for sector in party.sectors))
    return {
        f"{side} Name": _joined(party.name for party in parties),
        f"{side} Country": _joined(party.country for party in parties if party.country),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _joined(sectors),
        f"{side} Name Raw": _joined(party.written for party in parties),
    }


def _place(place: Where, text: str) -> Row:
    land, precision = country(place.country), place.precision
    return {
        "Placename": place.name,
        "City": place.name if precision is PlacePrecision.CITY else None,
        "Province": place.name if precision is PlacePrecision.ADMIN1 else place.admin1,
        "Country": land.code3 if land else None,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.geonames,
        "Raw Placename": place.span.of(text) if place.span else place.name,
        "Feature Type": FEATURES.get(precision),
    }


def _joined(words: Iterable[str | None]) -> str | None:
    return BESIDE.join(dict.fromkeys(word for word in words if word)) or None


def line(cells: Iterable[object]) -> bytes:
    """One row. What is None is an empty cell."""
    return ("\t".join(_cell("" if cell is None else str(cell)) for cell in cells) + "\n").encode("utf8")


def _cell(told: str) -> str:
    return harmless(" ".join(told.replace('"', "'").split()))


def _write(of: Exported, into: BinaryIO) -> None:
    into.write(line(COLUMNS))
    for row in rows(of):
        into.write(line(row.get(name) for name in COLUMNS))


FORMAT = Format(
    name="polecat",
    suffix=".tsv",
    media="text/tab-separated-values; charset=utf-8",
    about="The same events in the 40 columns of POLECAT: tab-separated",
    columns=COLUMNS,
    write=_write,
)
