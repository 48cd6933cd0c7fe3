"""What kind of source a name is, and of which country, by word lists."""

from __future__ import annotations

import re
from functools import cache

from sayso.understand.language import table
from sayso.vocabulary import SourceKind

WORD = re.compile(r"(?:[a-z]\.){2,}|[^\W_]+(?:['-][^\W_]+)*")
LONGEST = 5
"""Words of the longest entry in the lists."""
HEAD_END = frozenset({"of", "for", "in", "at", "from", "on", "with", "to", "who", "that", "which", "about"})
"""What follows one of these tells less of the kind than what stands before ("a doctor at the airport")."""
FIRST = (
    SourceKind.AGENCY,
    SourceKind.MEDIA,
    SourceKind.ARMED_GROUP,
    SourceKind.POLICE,
    SourceKind.MILITARY,
    SourceKind.FAMILY,
    SourceKind.EMERGENCY,
    SourceKind.MEDICAL,
    SourceKind.INTERNATIONAL_ORG,
    SourceKind.NGO,
    SourceKind.WITNESS,
    SourceKind.EXPERT,
    SourceKind.COMPANY,
    SourceKind.GOVERNMENT,
    SourceKind.OFFICIAL_UNNAMED,
)
"""Which kind wins where a name holds words of several: the closer to the event, or the more telling."""
SEATS = frozenset(
    {"ministry", "minister", "ministries", "ministers", "government", "prosecutor", "prosecutors", "embassy", "consulate"}
)
"""Words that make a government of any name ("ministry of health", "police ministry")."""
LEADERS = frozenset({"president", "secretary", "governor"})
"""Titles of a government, unless they lead something else ("president of the hospital")."""


@cache
def kind_of(name: str) -> SourceKind:
    """The kind of the source called `name`; OTHER where no word tells."""
    found = [w.removesuffix("'s") for w in WORD.findall(name.lower().replace("’", "'"))]
    if is_place(" ".join(w for w in found if w != "the")):
        return SourceKind.GOVERNMENT
    head = next((i for i, w in enumerate(found) if i and w in HEAD_END), len(found))
    of_head, of_rest = _telling(found[:head]), _telling(found[head:])
    if of_head is None or of_head is SourceKind.OFFICIAL_UNNAMED or (of_rest and LEADERS & set(found[:head])):
        return of_rest or of_head or SourceKind.OTHER
    return of_head


def _telling(found: list[str]) -> SourceKind | None:
    """The kind that the words tell, the most telling first."""
    kinds = set(_kinds(found))
    if SourceKind.GOVERNMENT in kinds and SEATS & set(found):
        return SourceKind.GOVERNMENT
    return next((kind for kind in FIRST if kind in kinds), None)


def _kinds(found: list[str]) -> list[SourceKind]:
    entries = table("source_kinds")
    out, at = [], 0
    while at < len(found):
        for length in range(min(LONGEST, len(found) - at), 0, -1):
            value = entries.get(" ".join(found[at : at + length]))
            if value:
                out.append(SourceKind(value))
                at += length - 1
                break
        at += 1
    return out


def is_place(name: str) -> bool:
    """Is it the bare name of a country or a capital? Before a colon that is a dateline, not a government."""
    return name.lower() in table("source_capitals") or name.lower() in table("source_countries")


@cache
def country_of(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of the country that the name holds, if it holds just one."""
    found = WORD.findall(name.lower().replace("’", "'"))
    found = [w.removesuffix("'s") for w in found]
    codes = {
        code
        for length in (1, 2, 3)
        for at in range(len(found) - length + 1)
        for code in [_country(" ".join(found[at : at + length]), name)]
        if code
    }
    return codes.pop() if len(codes) == 1 else None


def _country(word: str, name: str) -> str | None:
    if word == "us" and "US" not in name:
        return None
    return table("source_countries").get(word) or table("source_capitals").get(word)


def is_medium(name: str) -> bool:
    """Is it somebody who passes on what others say?"""
    return kind_of(name) in {SourceKind.AGENCY, SourceKind.MEDIA}
