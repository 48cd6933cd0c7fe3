"""How firmly a sentence puts its event into a place that it names: "in Kunduz" firmly, "to Kunduz" hardly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Sentence, Span, Token, Where
from sayso.understand.language import table, words
from sayso.understand.places.parts import part_at
from sayso.vocabulary import PlacePrecision

FAR = 7
"""Tokens that are looked at before a place for the word that governs it."""

POSSESSIVE, MODIFIER, BARE, TELLING, DATELINE = 1.3, 0.9, 0.4, 0.4, 0.3
RELATIVE = 1.0
""""20 miles north of X": near it, but not it."""
FIRM = 2.0
"""From here on a sentence is taken to tell where its event was."""

SITES = (PlacePrecision.SITE_IN_CITY, PlacePrecision.SITE)
TOWNS = (PlacePrecision.CITY, *SITES)

SCENE = 3
"""Words after a place that may hold the event which bears its name."""

HOSPITALS = frozenset({"hospital", "hospitals", "clinic", "clinics", "morgue", "mortuary"})
BEING = frozenset({"was", "were", "is", "has", "had", "been", "being"})
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
    whole: bool = False
    """They say that all of the country is meant: "nationwide", "across the country"."""
    part: Span | None = None
    """The words that the place holds, where it holds only a part of what the sentence counts (`parts.py`)."""

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
            out.append(hold(place, number, sentences[number].tokens, place.span))
    return tuple(out)


def hold(where: Where, sentence: int, tokens: tuple[Token, ...], span: Span) -> Held:
    """The place that the words at `span` name, with its grip on sentence number `sentence` of these tokens."""
    first = bisect_right(tokens, span.start, key=lambda t: t.end)
    end = bisect_left(tokens, span.end, key=lambda t: t.start)
    part, site = part_at(tokens, first, end), where.precision in SITES
    return Held(where, sentence, span.start, span.end, grip_of(tokens, first, end, site), part=part)


def grip_of(tokens: tuple[Token, ...], first: int, end: int, site: bool = False) -> float:
    """The grip of tokens `first` to `end` (exclusive), by what governs them from the left, else by what follows.

    What a sentence says of a `site` was there: "the airport was closed".
    """
    if first == 0 and tokens[0].text.isupper() and tokens[end - 1].end - tokens[0].start > 3:
        return DATELINE
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.lower in words("place_telling_verbs"):
        return TELLING
    governed = _governed(tokens, first)
    if governed is not None:
        return governed
    if site:
        return FIRM
    return BARE if after is None else _by_word_after(tokens, end)


def _by_word_after(tokens: tuple[Token, ...], end: int) -> float:
    after = tokens[end]
    if after.lower == "'s":
        return POSSESSIVE
    if after.lower in words("place_sites"):
        teller = end + 1 < len(tokens) and tokens[end + 1].lower in words("place_telling_verbs")
        return TELLING if teller else FIRM
    if not words("place_struck").isdisjoint(t.lower for t in tokens[end : end + 4]) and after.lower in BEING:
        return FIRM
    if _of_one_scene(tokens, end):
        return FIRM
    return MODIFIER if after.text[0].isalpha() and after.lower not in words("place_speech") else BARE


def _of_one_scene(tokens: tuple[Token, ...], end: int) -> bool:
    """ "the Lima bus crash", "a Homs market bombing": the event bears the name of its place."""
    for token in tokens[end : end + SCENE]:
        if token.lower in words("place_one_scene"):
            return True
        if not token.text[0].isalpha() or token.lower in _grips() or token.lower in words("finite_verbs"):
            return False
    return False


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
        if word == "for" and at == 0:
            return FIRM  # "For Kunduz, the count is 12"
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
    """ "told reporters in Geneva": the place of the speaker; "taken to hospitals in Patna": where they were brought."""
    before = tokens[max(0, at - 2) : at]
    if any(t.lower in words("place_telling") for t in before):
        return min(grip, TELLING)
    return min(grip, TELLING) if _brought_to_hospital(tokens, at) else grip


def _brought_to_hospital(tokens: tuple[Token, ...], at: int) -> bool:
    if at == 0 or tokens[at - 1].lower not in HOSPITALS:
        return False
    return any(t.lower in words("place_bringing") for t in tokens[max(0, at - FAR) : at])
