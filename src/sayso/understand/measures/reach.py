"""For which places a measure holds, beside the one of its claim: "in Almaty, in Mangystau and in the capital".

Those that stand in one list with the place of the claim, and the whole country where the words widen it ("the entire
country", "nationwide"). A name in the list that the report's places lack is looked up in the country of the claim's place;
one that the gazetteer lacks has no point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from sayso.types import Layers, Sentence, Span, Where
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.places.gazetteer import Place, PlaceKind, gazetteer
from sayso.understand.places.key import key
from sayso.vocabulary import MEASURES, PlacePrecision

CAPITAL = "capital"
LONGEST = 3
"""Words of a name in the list."""


def further_places(found: Layers, number: int, trigger: Span, place: Where | None) -> tuple[Where, ...]:
    """The other places of the measure that `trigger` names, in the order of the text; the country last."""
    if place is None or not place.country or place.precision is PlacePrecision.COUNTRY:
        return ()
    sentence = found.sentences[number]
    known = {w.span.start: w for w in found.places if w.span and sentence.span.holds(w.span)}
    listed: dict[str, Where] = {}
    if place.span and sentence.span.holds(place.span):
        listed = {w.name: w for w in _list_after(sentence, place, known) if w.name != place.name}
    country = _country(sentence, place)
    if country and country.span and _is_of_another(found, number, trigger, country.span):
        country = None
    return (*listed.values(), *([country] if country else []))


def _is_of_another(found: Layers, number: int, trigger: Span, widened: Span) -> bool:
    """Does another measure stand between: "a curfew in the city, and shut down the internet across the country"?"""
    others = (e.trigger for e in found.events if e.sentence == number and e.kind in MEASURES)
    return any(trigger.end <= other.start and other.end <= widened.start for other in others)


def _list_after(sentence: Sentence, place: Where, known: dict[int, Where]) -> Iterator[Where]:
    """The names after the claim's place, as long as nothing but the words of a list stands between them."""
    tokens, country = sentence.tokens, place.country or ""
    at = next((n for n, t in enumerate(tokens) if place.span and t.start >= place.span.end), len(tokens))
    while at < len(tokens):
        here = known.get(tokens[at].start)
        if here is not None and here.span:
            yield here
            at = next((n for n in range(at, len(tokens)) if tokens[n].start >= here.span.end), len(tokens))
        elif tokens[at].lower == CAPITAL:
            named = any(t.start in known for t in tokens[at + 1 : at + 3])
            if not named and (seat := gazetteer().capital(country)):
                yield _where(seat, Span(tokens[at].start, tokens[at].end), country)
            at += 1
        elif tokens[at].lower in words("measure_listing"):
            at += 1
        elif tokens[at].text[:1].isupper():
            end = next((n for n in range(at, len(tokens)) if not tokens[n].text[:1].isupper()), len(tokens))
            span = Span(tokens[at].start, tokens[end - 1].end)
            name = " ".join(t.text for t in tokens[at:end])
            if end - at > LONGEST or (end < len(tokens) and tokens[end].lower in words("finite_verbs")):
                return
            yield _looked_up(name, span, country)
            at = end
        else:
            return


def _looked_up(name: str, span: Span, country: str) -> Where:
    found = next((p for p in gazetteer().find(key(name)) if p.country == country), None)
    return _where(found, span, country) if found else Where(name, PlacePrecision.NONE, span, country=country)


def _where(place: Place, span: Span, country: str) -> Where:
    region = place.kind is PlaceKind.REGION
    return Where(
        name=place.name,
        precision=PlacePrecision.ADMIN1 if region else PlacePrecision.CITY,
        span=span,
        geonames=place.id if place.id > 0 else None,
        country=country,
        admin1=place.name if region else gazetteer().region(country, place.admin1) if place.admin1 else None,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _country(sentence: Sentence, place: Where) -> Where | None:
    """The whole country, where the words widen the measure to it and the claim's place is only a part."""
    widened = next((f.span(sentence.tokens) for f in _everywhere().find(sentence.tokens)), None)
    land = gazetteer().country(place.country or "")
    if widened is None or land is None:
        return None
    return replace(
        place,
        name=land.name,
        precision=PlacePrecision.COUNTRY,
        span=widened,
        geonames=land.id if land.id > 0 else None,
        admin1=None,
        latitude=land.latitude,
        longitude=land.longitude,
    )


@cache
def _everywhere() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("measure_everywhere"), ""))
