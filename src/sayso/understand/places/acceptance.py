"""Which of the names found are taken for places.

Half the capitalised words of a news text are the name of some town of a thousand people. A name is taken by its size, by the
words before it, and by whether the report speaks of its country; "the village of X" is enough for any town, while an
ordinary word such as "Reading" needs a preposition of place and some size. A word is ordinary if a list has it, or if the
report itself writes it in lower case elsewhere. "Church Street" is a street unless the words leave no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from sayso.understand.language import words
from sayso.understand.places.gazetteer import Place, PlaceKind
from sayso.understand.places.names import capital
from sayso.understand.places.resolution import Seen, Spoken
from sayso.understand.places.roles import Context, Role, Support

LARGE = 100_000
"""People from which a town's name is taken without support."""
MIDDLE = 15_000
ORDINARY = 50_000
"""People that a town needs whose name is an ordinary word."""

MORE_NAMES = 4
"""Words of a person's name after the place name in it."""

PLACES = (Role.PLACE, Role.SITE, Role.MODIFIER)


def accepted(
    seen: Sequence[Seen], chosen: Sequence[Place], around: Sequence[Context], about: Spoken
) -> list[tuple[Seen, Place]]:
    """Names that are places, with the place they mean."""
    best: dict[str, Support] = {}
    for one in seen:
        if one.role in PLACES:
            best[one.key] = max(best.get(one.key, Support.NONE), one.support)
    persons = _surnames(seen, around)
    out = []
    for one, place in zip(seen, chosen, strict=True):
        if one.role in PLACES and _taken(one, place, best[one.key], persons, around[one.sentence], about):
            out.append((one, place))
    return out


def _surnames(seen: Sequence[Seen], around: Sequence[Context]) -> frozenset[str]:
    """Last words of the persons' names that hold a place name: after "Jack London", "London" alone is doubtful."""
    found = set()
    for one in seen:
        if one.role == Role.PERSON:
            tokens = around[one.sentence].tokens
            rest = takewhile(capital, tokens[one.name.end : one.name.end + MORE_NAMES])
            found.add([tokens[one.name.end - 1], *rest][-1].lower)
    return frozenset(found)


def _taken(one: Seen, place: Place, best: Support, persons: frozenset[str], here: Context, about: Spoken) -> bool:
    single = one.name.end - one.name.first == 1
    first = here.tokens[one.name.first]
    word = first.lower
    if single and word in persons and one.support < Support.LOCATIVE:
        return False
    if not place.is_town:
        return _wide(one, place, best, here, about)
    if not single and here.tokens[one.name.end - 1].lower in words("place_thoroughfares"):
        return one.support == Support.CERTAIN
    if single and (word in words("place_ordinary") or word in here.common):
        return one.support >= Support.LOCATIVE and (
            place.population >= ORDINARY or (one.support == Support.CERTAIN and bool(one.inside))
        )
    spoken_of = about.share(place.country) > 0
    if single and word in words("place_given_names") and place.population < 1_000_000:
        return one.support >= Support.LOCATIVE and (spoken_of or place.population >= LARGE)
    return _town(place, best, spoken_of)


def _wide(one: Seen, place: Place, best: Support, here: Context, about: Spoken) -> bool:
    """Countries, regions and areas: taken unless the words are ordinary, or a region so little known that it has no point."""
    if one.division or place.kind == PlaceKind.COUNTY:
        return True
    said = [t.lower for t in here.tokens[one.name.first : one.name.end]]
    if all(w in words("place_directions") for w in said):
        return False
    if len(said) == 1 and said[0] in words("place_given_names") and best < Support.LOCATIVE and not one.listed:
        return about.countries[place.country or ""] > about.named[one.key]
    if len(said) == 1 and said[0] in words("place_ordinary") and place.kind != PlaceKind.COUNTRY:
        return one.support >= Support.LOCATIVE
    return place.well_known or best >= Support.LOCATIVE


def _town(place: Place, best: Support, spoken_of: bool) -> bool:
    if place.kind == PlaceKind.CAPITAL or place.population >= LARGE * (1 + 4 * place.rank):
        return True
    if place.population >= MIDDLE:
        return best >= Support.LOCATIVE or (spoken_of and best >= Support.WEAK)
    return best == Support.CERTAIN or (best >= Support.LOCATIVE and spoken_of)
