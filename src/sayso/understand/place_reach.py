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

from collections.abc import Sequence
from functools import cache

from sayso.types import Report, Sentence, Token
from sayso.understand.gazetteer import gazetteer
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.place_grip import FIRM, Held
from sayso.vocabulary import BlockKind, PlacePrecision

OPENING = 3
"""Sentences of the body that open the report."""
SEVERAL = 3
"""Towns from which on none of them is the scene."""
THROUGHOUT = frozenset({"across", "throughout"})
ASIDE = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION)


def nationwide(report: Report, sentences: Sequence[Sentence], named: Sequence[Held], country: str | None) -> bool:
    """`named`: every place and phrase for one; `country`: the code of the one that the report is about."""
    if country is None:
        return False
    opening = _opening(report, sentences)
    tokens = [t for n in opening for t in sentences[n].tokens]
    here = [h for h in named if h.where.country == country]
    whole = [h.sentence for h in here if _whole(h, sentences[h.sentence].tokens)]
    if not opening.isdisjoint(whole):
        return True
    body, spread = says(tokens, "place_national"), says(tokens, "place_spread")
    if says(tokens, "place_one_scene") or not (body or spread):
        return False
    towns = [h for h in here if h.local and h.grip >= FIRM and h.part is None and not h.phrase]
    if any(h.sentence in opening for h in towns):
        return bool(whole) and len({h.where.name for h in towns}) >= SEVERAL
    return (
        bool(whole)
        or (body and spread)
        or any(h.sentence in opening and _is_country(h) for h in here)
        or _people(tokens, country)
    )


def _opening(report: Report, sentences: Sequence[Sentence]) -> frozenset[int]:
    titles = [n for n, s in enumerate(sentences) if report.blocks[s.block].kind == BlockKind.TITLE]
    body = [n for n, s in enumerate(sentences) if report.blocks[s.block].kind not in ASIDE]
    return frozenset((*titles, *body[:OPENING]))


def _whole(one: Held, tokens: tuple[Token, ...]) -> bool:
    """ "nationwide", "across the country", "throughout Kenya"."""
    if not _is_country(one):
        return False
    before = [t.lower for t in tokens if t.start < one.start][-2:]
    return one.whole or (one.grip >= FIRM and not THROUGHOUT.isdisjoint(before))


def _is_country(one: Held) -> bool:
    return one.where.precision == PlacePrecision.COUNTRY


def says(tokens: Sequence[Token], listed: str) -> bool:
    """Do the tokens hold an entry of the word list `listed`?"""
    return next(_phrases(listed).find(tokens), None) is not None


@cache
def _phrases(listed: str) -> Phrases[None]:
    return Phrases(dict.fromkeys(words(listed)))


def _people(tokens: Sequence[Token], country: str) -> bool:
    """Is a demonym of the country among the tokens?"""
    demonyms = gazetteer().demonyms
    return any(demonyms.get(t.lower) == country for t in tokens if t.text[0].isupper())
