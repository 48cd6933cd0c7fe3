"""Where and when copy was written, as its first paragraph says: "ALMATY, Jan 7 (Agency) —". The words are no claim.

ALMATY, Jan 7 (Reuters) -        SAN JOSE, Costa Rica —        KABUL (AP) -       MOSCOW, January 6. /TASS/.
Almaty, 7 January (Reuters) –    BEIJING --                    (CNN) ...
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.read import agencies, written_dates
from sayso.read.wordlist import either, entries
from sayso.types import Dateline, Span

LONGEST = 120
"""Characters of a dateline."""
UPPER = r"[A-Z][A-Z.'’]{0,30}[A-Z.](?:[ /-][A-Z.'’]{1,30}(?![a-z])){0,6}"
NAME = r"[A-Z][\w.'’-]{0,30}(?:[ /][A-Z][\w.'’-]{0,30}){0,3}"
MONTH = rf"{either('months')}\b\.?"
DAY = rf"(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
AGENCY = r"(?:\((?P<round>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,30})/\.?)"
DASH = r"\s*(?:--|[—–:-])\s*"
AFTER = rf"(?:{DASH}|\s+(?=[\"“‘'A-Z0-9]))"

SHOUTED = re.compile(
    rf"(?P<place>{UPPER}(?:,\s+(?!{MONTH}){NAME})?)"
    rf"(?:[,.]?\s+(?P<date>{WEEKDAY}(?i:{DAY}))\.?,?)?"
    rf"(?:\s*(?:(?P<dash>{DASH}))?{AGENCY}{AFTER}|\s*(?:--|[—–])\s*|\s-\s+|:\s+)"
)
SPOKEN = re.compile(
    rf"(?P<place>{NAME}(?:,\s+(?!{MONTH}){NAME})?)"
    rf"(?:,?\s+(?P<date>{WEEKDAY}(?i:{DAY}))\.?,?)?\s*{AGENCY}{AFTER}"
)
OWN_NAME = re.compile(NAME)
ONLY_AGENCY = re.compile(rf"{AGENCY}{AFTER}")

NOT_PLACES = frozenset(entries("not_places"))


@dataclass(frozen=True, slots=True)
class Opening:
    """How a first paragraph opens: the dateline, if it names a place, the agencies it credits, and where the news begins."""

    dateline: Dateline | None
    agencies: tuple[str, ...]
    end: int


def opening(text: str, paragraph: Span, published: str | None) -> Opening | None:
    """The opening of a first paragraph, or None where it opens with its news. A missing year is that of `published`."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + LONGEST)]
    for pattern in (SHOUTED, SPOKEN, ONLY_AGENCY):
        match = pattern.match(head)
        if match is not None and (found := _opening(match, paragraph, published, pattern is SHOUTED)):
            return found
    return None


def _opening(match: re.Match[str], paragraph: Span, published: str | None, shouted: bool) -> Opening | None:
    groups = match.groupdict()
    credit = _credit(groups["round"] or groups["slashed"] or "", dated=bool(groups.get("date")))
    end = paragraph.start + match.end()
    if end >= paragraph.end or groups.get("place", "").lower() in NOT_PLACES:
        return None
    if "place" not in groups:
        return Opening(None, credit, end) if credit else None
    if not shouted and not credit and not groups["date"]:
        return None
    day = written_dates.find(groups["date"] or "")
    span = Span(paragraph.start, paragraph.start + len(match.group().rstrip()))
    return Opening(Dateline(groups["place"].strip(" ,."), day.iso(published) if day else None, span), credit, end)


def _credit(name: str, dated: bool) -> tuple[str, ...]:
    """The agencies in the brackets; beside a date, any name there is that of an agency."""
    known = agencies.named(name)
    return known if known or not (dated and OWN_NAME.fullmatch(name)) else (name,)
