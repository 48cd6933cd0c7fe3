"""Layer `places`: every toponym of the report, resolved to a place of the gazetteer.

    names → their role in the sentence → the place each means → which of them are taken for places → `Where`

Demonyms ("Russian") are no toponyms but tell which countries the report speaks of. Names of persons and bodies are left out.
Where a claim happened is another question: `choice.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.types import Layers, Report, Sentence, Span, Where
from sayso.understand.pipeline import layer
from sayso.understand.places.acceptance import accepted
from sayso.understand.places.gazetteer import Gazetteer, Place, PlaceKind, gazetteer
from sayso.understand.places.key import key
from sayso.understand.places.names import Named, names
from sayso.understand.places.resolution import Seen, lies_in, resolve, spoken
from sayso.understand.places.roles import Context, Role, Support, as_division, context, role, site_end, support
from sayso.vocabulary import PlacePrecision

PRECISION = {
    PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
    PlaceKind.REGION: PlacePrecision.ADMIN1,
    PlaceKind.COUNTY: PlacePrecision.ADMIN1,
    PlaceKind.AREA: PlacePrecision.NONE,
    PlaceKind.SITE: PlacePrecision.SITE_IN_CITY,
    PlaceKind.CAPITAL: PlacePrecision.CITY,
    PlaceKind.CITY: PlacePrecision.CITY,
}


LINKS = (",", "and", "or", ", and", ", or", "&")


@layer(gives="places", needs=("sentences",))
def places(report: Report, found: Layers) -> tuple[Where, ...]:
    """Every toponym mention in text order. `name` is as written; a place without a point has none."""
    known = gazetteer()
    common = frozenset(t.text for s in found.sentences for t in s.tokens if t.text[0].islower())
    around = [context(report.text, s.tokens, known, common) for s in found.sentences]
    seen = [one for number, here in enumerate(around) for one in _seen(here, number)]
    about = spoken(seen, _demonyms(found.sentences, known), report.outlet.country if report.outlet else None)
    chosen = resolve(seen, about)
    taken = accepted(seen, chosen, around, about)
    return tuple(_where(around[one.sentence], one, place, known) for one, place in taken)


def _seen(here: Context, sentence: int) -> Iterator[Seen]:
    """The names of a sentence with their role, support, and what they are said to lie in."""
    found = list(names(here.text, here.tokens, here.known))
    listed = Support.NONE
    for number, name in enumerate(found):
        before, after = found[number - 1] if number else None, found[number + 1] if number + 1 < len(found) else None
        linked = before is not None and _between(here, before, name) in LINKS
        inside = _inside(here, name, after)
        holds = _holders(here, before, name) if before and _between(here, before, name) == "," else frozenset()
        told = max(support(here, name, listed if linked else Support.NONE), Support.CERTAIN if inside else Support.NONE)
        listed = Support.LOCATIVE if inside else told
        division = as_division(here, name)
        beside = [n for n in (before, after) if n and _between(here, *sorted((n, name), key=lambda m: m.first)) in LINKS]
        kinds = frozenset(p.as_listed for n in beside for p in n.places if p.well_known and not p.is_town)
        spelt = key(name.span.of(here.text))
        yield Seen(sentence, name, spelt, role(here, name), told, inside, division, holds, kinds)


def _between(here: Context, left: Named, right: Named) -> str:
    return " ".join(t.lower for t in here.tokens[left.end : right.first])


def _inside(here: Context, name: Named, after: Named | None) -> tuple[Place, ...]:
    """The wider places that the next name may be, where only a comma or "in" parts the two and one of them holds a town."""
    if after is None or _between(here, name, after) not in (",", "in", ", in", "("):
        return ()
    if any(p.kind == PlaceKind.COUNTRY or (p.kind == PlaceKind.REGION and p.well_known) for p in name.places):
        return ()  # a list: "Georgia, Ukraine", "Washington, Pennsylvania"
    wider = tuple(p for p in after.places if not p.is_town)
    return wider if any(lies_in(p, wider) for p in name.places) else ()


def _holders(here: Context, name: Named, after: Named) -> frozenset[int]:
    """Of the places that `after` may be, those that hold the largest town that `name` may be among all they hold."""
    wider = _inside(here, name, after)
    town = next((p for p in name.places if lies_in(p, wider)), None)
    return frozenset(w.id for w in wider if town and lies_in(town, (w,)))


def _demonyms(sentences: Sequence[Sentence], known: Gazetteer) -> Counter[str]:
    found: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[0].isupper() and (code := known.demonyms.get(token.lower)):
                found[code] += 1
    return found


def _where(here: Context, one: Seen, place: Place, known: Gazetteer) -> Where:
    end = site_end(here, one.name) if one.role == Role.SITE and place.is_town else one.name.end
    span = Span(one.name.span.start, max(one.name.span.end, here.tokens[end - 1].end if end > one.name.end else 0))
    return where(span.of(here.text), span, place, known, PlacePrecision.SITE_IN_CITY if end > one.name.end else None)


def where(name: str, span: Span | None, place: Place, known: Gazetteer, precision: PlacePrecision | None = None) -> Where:
    """A place of the gazetteer as the report names it; `precision` overrides that of its kind."""
    admin1 = known.region(place.country, place.admin1) if place.country and place.admin1 else None
    return Where(
        name=name,
        precision=precision or PRECISION[place.kind],
        span=span,
        geonames=place.id if place.id > 0 else None,
        country=place.country,
        admin1=place.name if place.kind == PlaceKind.REGION else admin1,
        latitude=place.latitude,
        longitude=place.longitude,
    )
