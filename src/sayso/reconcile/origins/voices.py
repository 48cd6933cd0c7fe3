"""Whose voice a report is, and the key of what it tells without saying who: one an outlet, or an agency with its copies."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from sayso.read import agencies, outlets
from sayso.read.outlet_table import Known, OutletTable
from sayso.read.outlets_in_use import in_use, name_of
from sayso.reconcile.origins.spelling import plain, slug
from sayso.reconcile.reprints import reprinted_from
from sayso.reconcile.telling import Carrier, Origin
from sayso.types import Report
from sayso.vocabulary import OutletKind, SourceKind

UNTOLD = "untold:"
MANY = 8_192
"""Names of media that are remembered: they are asked for with every claim."""
MEDIA_WORDS = re.compile(
    r"\b(?:the|news|agency|newspaper|channel|website|broadcaster|tv|network|reporters?|correspondents?)\b|\.(?:com|net|org|co|au|uk|de)\b"
)


def outlet_key(report: Report) -> str:
    """Whose voice a report is: the agency whose copy it is, else the outlet that it is reprinted from, else its own, else the
    report itself."""
    if report.credit:
        return UNTOLD + media_key(report.credit)
    original = reprinted_from(report)
    outlet = original.outlet if original else report.outlet
    return UNTOLD + (media_key(name_of(outlet) or "") or outlet.id if outlet else report.id)


def outlet_name(report: Report) -> str | None:
    """Whose voice it is, to print; None where the text does not tell. What a file is called says nothing of it."""
    original = reprinted_from(report)
    outlet = original.outlet if original else report.outlet
    return report.credit or name_of(outlet)


def own_voice(report: Report) -> Origin:
    """The report names nobody."""
    return untold(report, "the report’s own voice")


def untold(report: Report, why: str, kind: SourceKind = SourceKind.OTHER) -> Origin:
    return Origin(outlet_key(report), _naming_nobody(outlet_name(report) or report.name), kind, None, False, (why,))


def media_key(name: str) -> str:
    """ "Steppe News", "the Steppe" and "steppe.invalid" are one; so are "bbc.com" and "BBC World", by the table of outlets."""
    return _media_key(name, in_use())


def by_name(origin: Origin, carrier: Carrier) -> Origin:
    """Of a report that no outlet stands behind, by what it is called now: `ledger.names`."""
    if origin.key != UNTOLD + carrier.id or origin.name == _naming_nobody(carrier.publisher):
        return origin
    return replace(origin, name=_naming_nobody(carrier.publisher))


def _naming_nobody(name: str) -> str:
    return f"{name} (naming nobody)"


@lru_cache(MANY)
def _media_key(name: str, table: OutletTable) -> str:
    row = table.find(name)
    if row:
        return _of_row(row)
    host = outlets.host_of(name)
    if host:
        return outlets.registrable(host).split(".")[0]
    found = agencies.named(name)
    rest = MEDIA_WORDS.sub(" ", plain(found[0] if len(found) == 1 else name))
    return slug(rest) or slug(name)


def _of_row(row: Known) -> str:
    """By its name, as of outlets that are in no table; "CNN Brasil" is not the CNN whose name is also a credit."""
    name = agencies.short_of((row.name, *row.also)) if row.kind is OutletKind.AGENCY else row.name
    return slug(MEDIA_WORDS.sub(" ", plain(name))) or slug(row.sites[0])
