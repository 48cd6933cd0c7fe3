"""Whose voice a report is, and the key of what it tells without saying who: one an outlet, or an agency with its copies."""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.read import agencies, outlets
from sayso.reconcile.origins.spelling import plain, slug
from sayso.reconcile.telling import Origin
from sayso.types import Report
from sayso.vocabulary import SourceKind

UNTOLD = "untold:"
MANY = 8_192
"""Names of media that are remembered: they are asked for with every claim."""
MEDIA_WORDS = re.compile(
    r"\b(?:the|news|agency|newspaper|channel|website|broadcaster|tv|network|reporters?|correspondents?)\b|\.(?:com|net|org|co|au|uk|de)\b"
)


def outlet_key(report: Report) -> str:
    """Whose voice a report is: the agency whose copy it is, else its outlet, else the report itself."""
    if report.credit:
        return UNTOLD + media_key(report.credit)
    return UNTOLD + (media_key(report.outlet.name) or report.outlet.id if report.outlet else report.id)


def outlet_name(report: Report) -> str:
    return report.credit or report.publisher


def own_voice(report: Report) -> Origin:
    """The report names nobody."""
    return untold(report, "the report’s own voice")


def untold(report: Report, why: str, kind: SourceKind = SourceKind.OTHER) -> Origin:
    return Origin(outlet_key(report), f"{outlet_name(report)} (naming nobody)", kind, None, False, (why,))


@lru_cache(MANY)
def media_key(name: str) -> str:
    """ "ABC News", "the ABC" and "abc.net.au" are one."""
    host = outlets.host_of(name)
    if host:
        return outlets.registrable(host).split(".")[0]
    found = agencies.named(name)
    rest = MEDIA_WORDS.sub(" ", plain(found[0] if len(found) == 1 else name))
    return slug(rest) or slug(name)
