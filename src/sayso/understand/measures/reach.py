"""For which places a measure holds, beside the one of its claim: "in Almaty, in Mangystau and in the capital".

Those of the same sentence and country that stand in one list with a place of the claim, and the whole country where the
words say so ("the entire country", "nationwide", or the country itself).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.types import Layers, Sentence, Span, Token, Where
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.places.gazetteer import gazetteer
from sayso.vocabulary import PlacePrecision

LISTING = frozenset({",", "and", "in", "the", "as", "well", "region", "regions", "province", "of", "city", "capital", "also"})
"""Words between two places of one list."""


def further_places(found: Layers, number: int, trigger: Span, place: Where | None) -> tuple[Where, ...]:
    """The other places of the measure, in the order of the text; the country last."""
    if place is None or place.country is None:
        return ()
    sentence = found.sentences[number]
    here = [w for w in found.places if w.span and sentence.span.holds(w.span) and w.country == place.country]
    listed = [w for w in _with(sentence.tokens, here, place) if (w.name, w.precision) != (place.name, place.precision)]
    local = [w for w in listed if w.precision is not PlacePrecision.COUNTRY]
    country = _country(found, sentence, place)
    return (*local, country) if country else tuple(local)


def _with(tokens: Sequence[Token], here: Sequence[Where], place: Where) -> list[Where]:
    """The run of places around that of the claim in which only the words of a list stand between."""
    runs: list[list[Where]] = []
    for where in here:
        if runs and _one_list(tokens, runs[-1][-1], where):
            runs[-1].append(where)
        else:
            runs.append([where])
    return next((run for run in runs if any(w.span == place.span or w.name == place.name for w in run)), [])


def _one_list(tokens: Sequence[Token], one: Where, other: Where) -> bool:
    assert one.span and other.span
    return all(t.lower in LISTING for t in tokens if one.span.end <= t.start < other.span.start)


def _country(found: Layers, sentence: Sentence, place: Where) -> Where | None:
    """The whole country, where the words widen the measure to it and the claim's place is only a part."""
    if place.precision is PlacePrecision.COUNTRY or not place.country:
        return None
    widened = next((f.span(sentence.tokens) for f in _everywhere().find(sentence.tokens)), None)
    if widened is None:
        return None
    land = gazetteer().country(place.country)
    if land is None:
        return None
    return replace(place, name=land.name, precision=PlacePrecision.COUNTRY, span=widened, geonames=land.id if land.id > 0 else None, admin1=None,
                   latitude=land.latitude, longitude=land.longitude)


@cache
def _everywhere() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("measure_everywhere"), ""))
