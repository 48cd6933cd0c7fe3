"""Which institutions a teller's words name, and which of them speaks.

Of a noun phrase the last institution speaks ("an Israeli military court" is a court), before the first preposition ("the
ambassador to the UN" is an embassy), except that a "president of" something is that thing's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.reconcile.origins.office_names import LONGEST, Body, Seat, acronyms, bodies, seats
from sayso.reconcile.origins.runs import ARTICLES, PREPOSITIONS, country_of

HEADS = frozenset({"presidency", "embassy", "prime-minister", "governor"})
"""Offices whose title may be another body's as well: "president of the European Commission"."""
RANKS = frozenset({"senior", "executive", "assistant"})
"""What stands before "vice president" in companies."""
OF_PRESIDENTS = frozenset(
    {
        ",",
        "and",
        "current",
        "then",
        "new",
        "deputy",
        "interim",
        "acting",
        "incumbent",
        "elected",
        "outgoing",
        "longtime",
        "said",
    }
)
"""Words in small letters that may stand before a country's president."""


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to `end` name an institution."""

    start: int
    end: int
    what: Seat | Body


def matches(said: list[str], low: list[str]) -> list[Match]:
    """Institutions named, the longest at each place, none within another."""
    out: list[Match] = []
    at = 0
    while at < len(low):
        match = match_at(said, low, at)
        out += [match] if match else []
        at = match.end if match else at + 1
    return out


def match_at(said: list[str], low: list[str], at: int) -> Match | None:
    for end in range(min(len(low), at + LONGEST), at, -1):
        phrase = " ".join(low[at:end])
        what = seats().get(phrase) or bodies().get(phrase)
        if what is None and end == at + 1:
            what = acronyms().get(said[at])
        if what is not None:
            return Match(at, end, what)
    return None


def head_end(low: list[str]) -> int:
    """Where the head noun phrase ends: before its first preposition, comma or "and" outside an institution's name."""
    at = 0
    while at < len(low):
        longest = next((e for e in range(min(len(low), at + LONGEST), at, -1) if " ".join(low[at:e]) in _phrases()), None)
        if longest:
            at = longest
            continue
        if at and (low[at] in PREPOSITIONS or low[at] == "," or low[at] == "and"):
            return at
        at += 1
    return len(low)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(seats()) | frozenset(bodies())


def chosen(found: list[Match], first: list[Match], low: list[str]) -> Match:
    """The institution that speaks."""
    match = first[-1] if first else found[0]
    if len(first) > 1 and is_head_of_state(match) and isinstance(first[-2].what, Body):
        return first[-2]  # "European Commission President"
    if not first and len(found) > 1 and found[0].start > 0:
        match = found[0]
    if is_head_of_state(match) and low[match.end : match.end + 1] == ["of"]:
        inner = [m for m in found if match.end < m.start <= match.end + 3]
        if inner:
            return inner[0]
    return match


def presides_over_a_body(said: list[str], low: list[str], match: Match) -> bool:
    """ "A union president", "the senior vice president of sales": no president of a country."""
    if (
        not isinstance(match.what, Seat)
        or match.what.office not in {"presidency", "vice-presidency"}
        or low[match.end - 1] != "president"
    ):
        return False
    before = low[match.start - 1] if match.start else ""
    of_noun = (
        low[match.end : match.end + 1] == ["of"]
        and said[match.end + 1 : match.end + 2] != []
        and low[match.end + 1] not in ARTICLES
        and said[match.end + 1][0].islower()
    )
    plain_noun = (
        bool(before)
        and said[match.start - 1][0].islower()
        and before not in ARTICLES | PREPOSITIONS | OF_PRESIDENTS
        and country_of(before) is None
    )
    return of_noun or plain_noun or before in RANKS


def is_head_of_state(match: Match) -> bool:
    return isinstance(match.what, Seat) and match.what.office in HEADS
