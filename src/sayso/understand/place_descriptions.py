"""Phrases that stand for a place: "the metropolis", "the capital", "nationwide", "the airport", resolved within the report.

"the city"     the town that the report last named before
"the capital"  the capital of the country that the report is about, if it is named or nothing else can be meant
"the country"  the country that the report is about
"the airport"  the town that it was last said to be in, with the precision `site_in_city`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.types import Sentence, Span, Where
from sayso.understand.gazetteer import gazetteer
from sayso.understand.language import table
from sayso.understand.place_grip import FIRM, TOWNS, Held, grip_of
from sayso.understand.place_main import MainPlace
from sayso.understand.places import where
from sayso.vocabulary import PlacePrecision

WHOLE = frozenset({"nationwide", "countrywide", "country-wide", "nation-wide"})
"""Adverbs that need no preposition."""


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(table("place_descriptions"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in phrases) + r")\b(?![-’'])", re.IGNORECASE)


def described(text: str, sentences: Sequence[Sentence], named: Sequence[Held], main: MainPlace) -> tuple[Held, ...]:
    """Every such phrase that can be resolved; `named` are the places of the report in text order, `main` what it is about."""
    out = []
    for number, sentence in enumerate(sentences):
        for match in _pattern().finditer(text, sentence.span.start, sentence.span.end):
            words = " ".join(match.group().lower().split())
            meant = _meant(table("place_descriptions")[words], match.start(), named, main)
            if meant is not None:
                span = Span(match.start(), match.end())
                whole = words in WHOLE or words.startswith("across")
                grip = 3.0 if whole else grip_of(sentence.tokens, span.start, span.end)
                out.append(Held(replace(meant, span=span), number, span.start, span.end, grip, phrase=True))
    return tuple(out)


def _meant(stands_for: str, at: int, named: Sequence[Held], main: MainPlace) -> Where | None:
    if stands_for == "country":
        return _country(named, main.country)
    if stands_for == "capital":
        return _capital(named, main.country)
    before = [h.where for h in named if h.start < at and h.grip >= FIRM and h.where.country == main.country]
    if stands_for == "region":
        return next((w for w in reversed(before) if w.precision == PlacePrecision.ADMIN1), None)
    town = next((w for w in reversed(before) if w.precision in TOWNS), None)
    if town is None and main.town and main.town.precision in TOWNS:
        town = main.town
    return replace(town, precision=PlacePrecision.SITE_IN_CITY) if town and stands_for == "site" else town


def _country(named: Sequence[Held], country: str | None) -> Where | None:
    for one in named:
        if one.where.precision == PlacePrecision.COUNTRY and one.where.country == country:
            return one.where
    place = gazetteer().country(country) if country else None
    return where(place.name, None, place, gazetteer()) if place else None


def _capital(named: Sequence[Held], country: str | None) -> Where | None:
    place = gazetteer().capital(country) if country else None
    if place is None:
        return None
    as_written = next((h.where for h in named if h.where.geonames == place.id), None)
    return as_written or where(place.name, None, place, gazetteer())
