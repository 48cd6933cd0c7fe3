"""Does a report tell of the whole country, so that a count without a place of its own belongs to no town?

A crash, a shooting or a bombing has one scene, and the town that the report names is it. Unrest, an epidemic, or what a
ministry counts reach over a country: there the town of the dateline is where the writer sits. Told by the opening of the
report, its title and first sentences:

    nationwide   "across the country", "throughout Kenya"; or the country, its people or a national body named, together with
                 a body or an event that a whole country has ("Kenya's government", "unrest in Kenya")
    one town     an event of one scene, or a town in which the opening firmly puts what it tells; unless the report names
                 several such towns and says that it concerns the whole country
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import cache

from sayso.types import Report, Sentence, Token
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.places.gazetteer import gazetteer
from sayso.understand.places.grip import FIRM, Held
from sayso.vocabulary import BlockKind, PlacePrecision

OPENING = 3
"""Sentences of the body that open the report."""
FIRST = 2
"""Those of them in which a town counts as the scene, where the title already tells of the country."""
SEVERAL = 3
"""Towns from which on none of them is the scene."""
THROUGHOUT = frozenset({"across", "throughout"})
ASIDE = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION)


def nationwide(report: Report, sentences: Sequence[Sentence], named: Sequence[Held], country: str | None) -> bool:
    """`named`: every place and phrase for one; `country`: the code of the one that the report is about."""
    if country is None:
        return False
    here = [h for h in named if h.where.country == country]
    whole = [h.sentence for h in here if _whole(h, sentences[h.sentence].tokens)]
    titles, lead = _titles(report, sentences), _lead(report, sentences)
    opening = titles | set(lead)
    if not opening.isdisjoint(whole):
        return True
    tokens = _tokens(sentences, opening)
    body, spread = says(tokens, "place_national"), says(tokens, "place_spread")
    if says(tokens, "place_one_scene") or not (body or spread):
        return False
    told = _tells_of(country, here, sentences, titles)
    towns = [h for h in here if h.local and h.grip >= FIRM and h.part is None and not h.phrase]
    if any(h.sentence in titles or h.sentence in lead[: FIRST if told else OPENING] for h in towns):
        return bool(whole) and len({h.where.name for h in towns}) >= SEVERAL
    return told or bool(whole) or (body and spread) or _tells_of(country, here, sentences, opening)


def _titles(report: Report, sentences: Sequence[Sentence]) -> frozenset[int]:
    return frozenset(n for n, s in enumerate(sentences) if report.blocks[s.block].kind == BlockKind.TITLE)


def _lead(report: Report, sentences: Sequence[Sentence]) -> list[int]:
    return [n for n, s in enumerate(sentences) if report.blocks[s.block].kind not in ASIDE][:OPENING]


def _tokens(sentences: Sequence[Sentence], numbers: Set[int]) -> list[Token]:
    return [t for n in sorted(numbers) for t in sentences[n].tokens]


def _tells_of(country: str, here: Sequence[Held], sentences: Sequence[Sentence], numbers: Set[int]) -> bool:
    """Do these sentences name the country or its people?"""
    if any(h.sentence in numbers and _is_country(h) for h in here):
        return True
    demonyms = gazetteer().demonyms
    return any(demonyms.get(t.lower) == country for t in _tokens(sentences, numbers) if t.text[0].isupper())


def _whole(one: Held, tokens: tuple[Token, ...]) -> bool:
    """ "nationwide", "across the country", "throughout Kenya"."""
    if not _is_country(one):
        return False
    first = bisect_left(tokens, one.start, key=lambda t: t.start)
    before = (t.lower for t in tokens[max(0, first - 2) : first])
    return one.whole or (one.grip >= FIRM and not THROUGHOUT.isdisjoint(before))


def _is_country(one: Held) -> bool:
    return one.where.precision == PlacePrecision.COUNTRY


def says(tokens: Sequence[Token], listed: str) -> bool:
    """Do the tokens hold an entry of the word list `listed`?"""
    return next(_phrases(listed).find(tokens), None) is not None


@cache
def _phrases(listed: str) -> Phrases[None]:
    return Phrases(dict.fromkeys(words(listed)))
