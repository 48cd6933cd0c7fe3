"""How firmly a sentence puts its event into a place that it names: "in Kunduz" firmly, "to Kunduz" hardly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Sentence, Token, Where
from sayso.understand.language import table, words
from sayso.vocabulary import PlacePrecision

FAR = 7
"""Tokens that are looked at before a place for the word that governs it."""

POSSESSIVE, MODIFIER, BARE, TELLING, DATELINE = 1.3, 0.9, 0.4, 0.4, 0.3
RELATIVE = 1.0
""""20 miles north of X": near it, but not it."""
FIRM = 2.0
"""From here on a sentence is taken to tell where its event was."""

TOWNS = (PlacePrecision.CITY, PlacePrecision.SITE_IN_CITY, PlacePrecision.SITE)

INSIDE_GROUP = frozenset({"the", "a", "an", "'s", "of", "and", ",", "or", "'", "(", "both", "his", "her", "its", "their"})


@dataclass(frozen=True, slots=True)
class Held:
    """A place, or a phrase standing for one, in sentence number `sentence`, and how firmly it holds the event there."""

    where: Where
    sentence: int
    start: int
    end: int
    grip: float
    phrase: bool = False
    """The words stand for the place: "the city", "nationwide"."""

    @property
    def local(self) -> bool:
        return is_local(self.where)


def is_local(where: Where) -> bool:
    """A town, a site in one, or a place too small for the gazetteer."""
    return where.precision in TOWNS or (
        where.precision == PlacePrecision.NONE and where.geonames is None and where.latitude is None
    )


def held(places: Sequence[Where], sentences: Sequence[Sentence]) -> tuple[Held, ...]:
    """Every place of the layer that has a span, with its grip."""
    starts = [s.span.start for s in sentences]
    out = []
    for place in places:
        if place.span is None:
            continue
        number = bisect_right(starts, place.span.start) - 1
        if number >= 0 and sentences[number].span.holds(place.span):
            grip = grip_of(sentences[number].tokens, place.span.start, place.span.end)
            out.append(Held(place, number, place.span.start, place.span.end, grip))
    return tuple(out)


def grip_of(tokens: tuple[Token, ...], start: int, end: int) -> float:
    """The grip of the words from `start` to `end`, by what governs them from the left, else by what follows."""
    first = next((n for n, t in enumerate(tokens) if t.end > start), len(tokens))
    if first == 0 and tokens[0].text.isupper() and end - start > 3:
        return DATELINE
    governed = _governed(tokens, first)
    if governed is not None:
        return governed
    after = next((t for t in tokens if t.start >= end), None)
    if after is not None and after.lower == "'s":
        return POSSESSIVE
    if after is not None and after.text[0].isalpha() and after.lower not in words("place_speech"):
        return MODIFIER
    return BARE


def _governed(tokens: tuple[Token, ...], first: int) -> float | None:
    """The grip of the nearest governing word to the left of token `first`; None where there is none.

    Looks over "the northern city of", "Afghanistan's eastern", and the places of a list: "in Kunduz, Herat and Kabul".
    """
    grips = _grips()
    of = None
    for at in range(first - 1, max(-1, first - 1 - FAR), -1):
        word = tokens[at].lower
        if word == "of" and at and tokens[at - 1].lower in words("place_compass"):
            return RELATIVE
        if word == "of":
            of = FIRM if at and tokens[at - 1].lower in words("place_settlements") else grips["of"]
        elif word in grips:
            return _unless_telling(tokens, at, grips[word])
        elif not _in_group(tokens[at]):
            break
    return of


@cache
def _grips() -> dict[str, float]:
    return {word: float(grip) for word, grip in table("place_grips").items()}


def _in_group(token: Token) -> bool:
    """May the token stand between a preposition and its place?"""
    word = token.lower
    return (
        token.text[0].isupper()
        or word in INSIDE_GROUP
        or word in words("place_directions")
        or word in words("place_settlements")
    )


def _unless_telling(tokens: tuple[Token, ...], at: int, grip: float) -> float:
    """ "told reporters in Geneva": the place of the speaker."""
    before = tokens[max(0, at - 2) : at]
    return min(grip, TELLING) if any(t.lower in words("place_telling") for t in before) else grip
