"""Phrases that stand for a place: "the metropolis", "the capital", "nationwide", "the airport", resolved within the report.

"the city"     the town that the report last named before
"the capital"  the capital of the country that the report is about, if it is named or nothing else can be meant
"the country"  the country that the report is about
"the airport"  the town that it was last said to be in, with the precision `site_in_city`

"the town of X" names its town and stands for no other.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.types import Sentence, Span, Where
from sayso.understand.language import table
from sayso.understand.places.gazetteer import gazetteer
from sayso.understand.places.grip import FIRM, TOWNS, Held, hold
from sayso.understand.places.layer import where
from sayso.understand.places.main_place import MainPlace
from sayso.vocabulary import PlacePrecision

WHOLLY = 3.0
"""The grip of a phrase for the whole country, which needs no preposition."""


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(table("place_descriptions"), key=len, reverse=True)
    return re.compile(
        r"\b(?i:" + "|".join(re.escape(p).replace(r"\ ", r"\s") for p in phrases) + r")\b(?![-’'])(?!\sof\s[A-Z])"
    )


def described(text: str, sentences: Sequence[Sentence], named: Sequence[Held], main: MainPlace) -> tuple[Held, ...]:
    """Every such phrase that can be resolved; `named` are the places of the report, `main` what it is about."""
    last = Last(named, main)
    capital = _capital(named, main.country)
    out = []
    for number, sentence in enumerate(sentences):
        for match in _pattern().finditer(text, sentence.span.start, sentence.span.end):
            last.read_to(match.start())
            stands_for = table("place_descriptions")[" ".join(match.group().lower().split())]
            meant = {"country": main.nation, "nation": main.nation, "capital": capital, "region": last.region}
            if place := meant.get(stands_for, last.town):
                span = Span(match.start(), match.end())
                out.append(_phrase(hold(replace(place, span=span), number, sentence.tokens, span), stands_for))
    return tuple(out)


def _phrase(one: Held, stands_for: str) -> Held:
    if stands_for == "nation":
        return replace(one, phrase=True, whole=True, grip=WHOLLY)
    precision = PlacePrecision.SITE_IN_CITY if stands_for == "site" else one.where.precision
    return replace(one, phrase=True, where=replace(one.where, precision=precision))


class Last:
    """The town and the region of the main country that the report last named firmly, up to a point of its text."""

    def __init__(self, named: Sequence[Held], main: MainPlace) -> None:
        self._ahead = deque(
            sorted((h for h in named if h.grip >= FIRM and h.where.country == main.country), key=lambda h: h.start)
        )
        self.town = main.town if main.town and main.town.precision in TOWNS else None
        self.region: Where | None = None

    def read_to(self, at: int) -> None:
        while self._ahead and self._ahead[0].start < at:
            where = self._ahead.popleft().where
            if where.precision in TOWNS:
                self.town = where
            elif where.precision == PlacePrecision.ADMIN1:
                self.region = where


def _capital(named: Sequence[Held], country: str | None) -> Where | None:
    place = gazetteer().capital(country) if country else None
    if place is None:
        return None
    as_written = next((h.where for h in named if h.where.geonames == place.id), None)
    return as_written or where(place.name, None, place, gazetteer())
