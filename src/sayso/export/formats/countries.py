"""Countries as event data names them: codes of ISO 3166-1, names and regions as ACLED has them, Gleditsch and Ward numbers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

UCDP_REGIONS = (
    (range(2, 200), "Americas"),
    (range(200, 400), "Europe"),
    (range(400, 630), "Africa"),
    (range(630, 700), "Middle East"),
    (range(700, 1000), "Asia"),
)
"""By Gleditsch and Ward's numbers, as UCDP draws them."""


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    """ISO 3166-1 alpha-2."""
    code3: str | None
    """ISO 3166-1 alpha-3."""
    iso: int | None
    """ISO 3166-1 numeric."""
    name: str
    acled_region: str | None
    gw: int | None
    """Of independent states alone."""

    @property
    def ucdp_region(self) -> str | None:
        return next((name for numbers, name in UCDP_REGIONS if self.gw in numbers), None)


def country(code: str | None) -> Country | None:
    """None for what is no country."""
    return _countries().get(code or "")


@cache
def _countries() -> Mapping[str, Country]:
    text = resources.files("sayso.export.formats").joinpath("countries.csv").read_text(encoding="utf8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["code"]: Country(
            code=row["code"],
            code3=row["code3"] or None,
            iso=int(row["iso"]) if row["iso"] else None,
            name=row["name"],
            acled_region=row["acled_region"] or None,
            gw=int(row["gw"]) if row["gw"] else None,
        )
        for row in rows
    }
