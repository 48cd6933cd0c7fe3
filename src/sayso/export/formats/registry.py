"""The formats by name, in the order in which they are offered. A format's own libraries are loaded when it is written."""

from __future__ import annotations

from sayso.errors import SaysoError
from sayso.export.formats import acled, claimreview, claims, ftm, geojson, hxl, parquet, plover, polecat, timemap, ucdp
from sayso.export.formats.exported import Exported, Format, Stands

__all__ = ["FORMATS", "Exported", "Format", "Stands", "format_of"]

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        claims.FORMAT,
        acled.FORMAT,
        ucdp.FORMAT,
        hxl.FORMAT,
        geojson.FORMAT,
        parquet.FORMAT,
        plover.FORMAT,
        polecat.FORMAT,
        timemap.FORMAT,
        ftm.FORMAT,
        claimreview.FORMAT,
    )
}


def format_of(name: str) -> Format:
    """SaysoError E120 for a name that is none."""
    if name not in FORMATS:
        raise SaysoError("E120", name=name, known=", ".join(FORMATS))
    return FORMATS[name]
