"""Layer `entities`: named people, bodies, places, peoples, buildings, dates and sums of money, with exact spans.

A name is a run of capitalised words, with small linking words inside ("Rio de Janeiro"); a capital at the head of a sentence counts
only where the word is no common one. Its type comes from the surest sign it has: a list of places or peoples, its last word
("… Ministry", "… Airport"), a title or given name before it, capitals throughout (a body), a preposition of place before it.
A single word that was typed elsewhere in the report as the last word of a person's name takes that type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.types import Entity, Layers, Report, Sentence, Span, Token
from sayso.understand.amounts import amounts
from sayso.understand.language import table, words
from sayso.understand.layer import layer
from sayso.vocabulary import EntityType

MAX_WORDS = 8
"""Words of a name. Longer runs of capitals are headlines."""
PLACE_BEFORE = frozenset({"in", "at", "near", "from", "to", "around", "across", "outside", "into", "between"})
ARTICLES = frozenset({"the", "a", "an"})


@layer(gives="entities", needs=("sentences",))
def entities(report: Report, found: Layers) -> tuple[Entity, ...]:
    """Entities in the order of the text; none overlaps another."""
    people: set[str] = set()
    named = [(s, run, kind) for s in found.sentences for run in runs(s) for kind in [kind_of(s.tokens, *run)] if kind]
    for s, (_, last), kind in named:
        if kind is EntityType.PER:
            people.add(s.tokens[last].lower)
    out = [_entity(s, run, kind, people) for s, run, kind in named]
    out.extend(a for s in found.sentences for a in amounts(s.tokens))
    return tuple(_apart(out))


def runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """First and last token of every run of capitalised words, without article or title, split where a list of peoples begins it."""
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        if not _names(tokens, at):
            at += 1
            continue
        last = _run_end(tokens, at)
        first = _without_title(tokens, at, last)
        if first <= last and last - first < MAX_WORDS:
            yield from _parts(tokens, first, last)
        at = last + 1


def kind_of(tokens: Sequence[Token], first: int, last: int) -> EntityType | None:
    """The type of a run, by the surest sign; None where it is no name after all."""
    name = " ".join(t.lower for t in tokens[first : last + 1])
    if name in words("entity_months") or name in words("entity_weekdays"):
        return None
    listed = _listed().get(name)
    if listed:
        return listed
    by_suffix = table("entity_suffixes").get(tokens[last].lower)
    if by_suffix and (last > first or tokens[last].text.isupper() or by_suffix in ("NORP", "PRODUCT", "MISC")):
        return EntityType(by_suffix)
    before = tokens[first - 1].lower if first else ""
    if before in words("entity_titles") or tokens[first].lower in words("entity_first_names"):
        return EntityType.PER
    return _by_shape(tokens, first, last, before)


def _by_shape(tokens: Sequence[Token], first: int, last: int, before: str) -> EntityType:
    text = tokens[first].text
    if first == last and text.isupper() and 2 <= len(text) <= 6:
        return EntityType.ORG
    if any(t.lower in ("of", "for") for t in tokens[first:last]):
        return EntityType.ORG
    if before in PLACE_BEFORE and last - first < 2:
        return EntityType.LOC
    if before in ARTICLES and last > first:
        return EntityType.ORG
    if last > first and last - first < 4:
        return EntityType.PER
    return EntityType.LOC if first and tokens[first - 1].text == "," and last == first else EntityType.PER


@cache
def _listed() -> dict[str, EntityType]:
    return {
        **{name: EntityType.LOC for name in (*words("entity_places"), *table("actor_countries"))},
        **{name: EntityType.NORP for name in table("actor_demonyms")},
    }


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Can a name begin here?"""
    token = tokens[at]
    if not token.text[0].isupper() or (len(token.text) == 1 and not token.text.isalpha()):
        return False
    return token.lower not in words("entity_common")


def _run_end(tokens: Sequence[Token], at: int) -> int:
    last = at
    while last + 1 < len(tokens):
        step = last + 1
        if tokens[step].lower in words("entity_links") and step + 1 < len(tokens):
            step += 1
        if not tokens[step].text[0].isupper() or tokens[step].lower in words("entity_weekdays"):
            break
        last = step
    return last


def _without_title(tokens: Sequence[Token], first: int, last: int) -> int:
    while first < last and tokens[first].lower in words("entity_titles"):
        first += 1
    return first


def _parts(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A people's name before another name stands apart: "Russian | Defence Ministry" is one body, "German | Olaf" are two."""
    if first < last and tokens[first].lower in table("actor_demonyms") and tokens[last].lower not in table("entity_suffixes"):
        yield first, first
        yield _without_title(tokens, first + 1, last), last
    else:
        yield first, last


def _entity(sentence: Sentence, run: tuple[int, int], kind: EntityType, people: set[str]) -> Entity:
    first, last = run
    tokens = sentence.tokens
    alone = first == last and tokens[first].lower in people and kind is EntityType.LOC
    untold = alone and tokens[first].lower not in _listed()
    return Entity(Span(tokens[first].start, tokens[last].end), EntityType.PER if untold else kind)


def _apart(found: list[Entity]) -> Iterator[Entity]:
    """In the order of the text; of two that overlap the one that begins first, then the longer."""
    end = -1
    for entity in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if entity.span.start >= end:
            yield entity
            end = entity.span.end
