"""Names in a sentence that the gazetteer knows: the longest run of words from each capitalised word on.

"in the Democratic Republic of the Congo" → one name     "St. Louis" → one name     "US-led", "London-based" → the first part
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.types import Span, Token
from sayso.understand.language import words
from sayso.understand.places.gazetteer import Gazetteer, Place

MOST_WORDS = 7
"""Tokens of a name: "Democratic Republic of the Congo" has five, "Queen Anne's County" four."""

DOTTED = frozenset({"st", "ste", "mt", "ft"})
"""Abbreviations inside a name whose full stop is a token of its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `first` to `end` (exclusive) bear the name of `places`, the most populous first; `span` is what they say."""

    first: int
    end: int
    span: Span
    places: tuple[Place, ...]
    part: bool = False
    """The name is a part of a hyphenated word ("London-based")."""


def names(text: str, tokens: tuple[Token, ...], known: Gazetteer) -> Iterator[Named]:
    """All names of one sentence from left to right; none overlaps another."""
    at = 0
    while at < len(tokens):
        found = _longest(text, tokens, at, known) if capital(tokens[at]) else ()
        yield from found
        at = found[-1].end if found else at + 1


def capital(token: Token) -> bool:
    return token.text[0].isupper()


def adjoining(text: str, left: Token, right: Token) -> bool:
    """Nothing but a space or line break stands between two tokens."""
    gap = text[left.end : right.start]
    return len(gap) <= 2 and gap.isspace() and gap.count("\n") < 2


def _longest(text: str, tokens: tuple[Token, ...], first: int, known: Gazetteer) -> tuple[Named, ...]:
    for end in reversed(_ends(text, tokens, first)):
        span = Span(tokens[first].start, tokens[end - 1].end)
        if places := _fitting(span.of(text), tokens, first, end, known):
            return (Named(first, end, span, places),)
    return tuple(_parts(tokens, first, known)) if "-" in tokens[first].text else ()


def _ends(text: str, tokens: tuple[Token, ...], first: int) -> list[int]:
    """Where a name that begins at `first` may end, the shortest first."""
    ends = [first + 1]
    at = first + 1
    while at < min(len(tokens), first + MOST_WORDS):
        token, before = tokens[at], tokens[at - 1]
        if capital(token) and (adjoining(text, before, token) or before.text == "."):
            ends.append(at + 1)
        elif not _inside(text, tokens, at):
            break
        at += 1
    return ends


def _inside(text: str, tokens: tuple[Token, ...], at: int) -> bool:
    """May a name go on over this token: "of", "de", a possessive 's, the full stop of "St."?"""
    token, before = tokens[at], tokens[at - 1]
    if token.text == ".":
        return before.lower in DOTTED and token.start == before.end
    return token.lower == "'s" or (token.lower in words("place_links") and adjoining(text, before, token))


def _fitting(name: str, tokens: tuple[Token, ...], first: int, end: int, known: Gazetteer) -> tuple[Place, ...]:
    """The places of a name, without those that it cannot mean as it is written here."""
    shouted = name.isupper()
    if name.lower() in words("place_never") and not (shouted and len(name) == 2):
        return ()
    places = known.find(name)
    if not places:
        return ()
    if end - first == 1 and tokens[first].lower in known.demonyms:  # "Canadian" is a town in Texas, too
        places = tuple(p for p in places if not p.is_town)
    if shouted and len(name) <= 4 and first > 0:  # an acronym; at the head of a sentence it may be a dateline
        places = tuple(p for p in places if not p.is_town or p.population > 500_000)
    letters = sum(c.isalpha() for c in name)
    if letters <= 3 and not shouted:  # "Us", "Uk", "Car" are no countries
        places = tuple(p for p in places if p.rank == 2 or (p.is_town and letters == 3 and p.rank == 0))
    elif letters <= 2:
        places = tuple(p for p in places if not p.is_town or (p.rank == 1 and p.population > 500_000))
    return tuple(p for p in places if p.rank < 2 or _abbreviates(tokens, first, end)) if places else ()


def _abbreviates(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Abbreviations of states stand after the name of a town: "Bowling Green, Ky."."""
    dotted = end < len(tokens) and tokens[end].text == "."
    return first > 1 and tokens[first - 1].text == "," and (dotted or tokens[end - 1].text.isupper())


def _parts(tokens: tuple[Token, ...], at: int, known: Gazetteer) -> Iterator[Named]:
    """The places in "London-based", "US-Mexico"; none in "France-Presse", where a capitalised part is no place."""
    start, found = tokens[at].start, []
    for part in tokens[at].text.split("-"):
        if part and part[0].isupper():
            token = Token(part, part.lower(), start, start + len(part))
            places = tuple(p for p in _fitting(part, (token,), 0, 1, known) if not p.is_town or p.population > 500_000)
            if not places and token.lower not in known.demonyms:
                return
            if places:
                found.append(Named(at, at + 1, Span(token.start, token.end), places, part=True))
        start += len(part) + 1
    yield from found
