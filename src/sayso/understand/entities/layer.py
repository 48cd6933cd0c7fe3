"""Layer `entities`: named people, bodies, places, peoples, buildings, dates and sums of money, with exact spans.

A name is a run of capitalised words, with small linking words inside ("Rio de Janeiro"); a capital at the head of a sentence
counts only where the word is no common one. Its type comes from the surest sign it has: a list of places or peoples, its last
word ("… Ministry", "… Airport"), a title or given name before it, capitals throughout (a body), a preposition of place before
it. A single word that was typed elsewhere in the report as the last word of a person's name takes that type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.types import Entity, Layers, Report, Sentence, Span, Token
from sayso.understand.entities.amounts import amounts
from sayso.understand.language import table, words
from sayso.understand.pipeline import layer
from sayso.vocabulary import EntityType

Run = tuple[int, int]
"""First and last token of a name."""
Known = dict[str, EntityType | None]

MAX_WORDS = 8
"""Words of a name. Longer runs of capitals are headlines."""
MAX_LINKS = 2
PLACE_BEFORE = frozenset({"in", "at", "near", "from", "to", "around", "across", "outside", "into", "between"})
ALONE = frozenset({"NORP", "PRODUCT", "MISC"})
"""Types whose words are names without another word."""
ARTICLES = frozenset({"the", "a", "an"})


@layer(gives="entities", needs=("sentences",))
def entities(report: Report, found: Layers) -> tuple[Entity, ...]:
    """Entities in the order of the text; none overlaps another."""
    named = [(s.tokens, run) for s in found.sentences for run in runs(s)]
    known = _known(named)
    out = [e for tokens, run in named if (e := _entity(tokens, run, known))]
    out.extend(a for s in found.sentences for a in amounts(s.tokens))
    return tuple(_apart(out))


def runs(sentence: Sentence) -> Iterator[Run]:
    """First and last token of every run of capitalised words, without its title, parted from a people's name before it."""
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        if not _names(tokens, at):
            at += 1
            continue
        last = _run_end(tokens, at)
        if last - at < MAX_WORDS:
            yield from _parts(tokens, at, last)
        at = last + 1


def kind_of(tokens: Sequence[Token], first: int, last: int) -> EntityType | None:
    """The type of a run, by the surest sign; None where it has none."""
    name = " ".join(t.lower for t in tokens[first : last + 1])
    listed = _listed().get(name)
    if listed:
        return listed
    by_suffix = table("entity_suffixes").get(tokens[last].lower)
    if by_suffix and (last > first or tokens[last].text.isupper() or by_suffix in ALONE):
        return EntityType(by_suffix)
    if first == last and tokens[last].lower in words("entity_alone"):
        return EntityType.ORG
    before = tokens[first - 1].lower if first else ""
    if before in words("entity_titles") or (last > first and tokens[first].lower in words("entity_first_names")):
        return EntityType.PER
    return _by_shape(tokens, first, last, before)


def _by_shape(tokens: Sequence[Token], first: int, last: int, before: str) -> EntityType | None:
    text = tokens[first].text
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    if first == last and text.isupper() and 2 <= len(text) <= 6:
        return EntityType.ORG
    if any(t.lower in ("of", "for") for t in tokens[first:last]) or (before in ARTICLES and last > first):
        return EntityType.ORG
    if before in PLACE_BEFORE and last - first < 2 and first:
        return EntityType.LOC
    if 0 < last - first < 4:
        return EntityType.PER
    return EntityType.PER if first and after in words("entity_speech") else None


@cache
def _listed() -> dict[str, EntityType]:
    return {
        **dict.fromkeys((*words("entity_places"), *table("actor_countries")), EntityType.LOC),
        **dict.fromkeys(table("actor_demonyms"), EntityType.NORP),
    }


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Can a name begin here?"""
    token = tokens[at]
    if not token.text[0].isupper() or (len(token.text) == 1 and not token.text.isalpha()):
        return False
    if token.lower in words("entity_weekdays") or token.lower in words("entity_months"):
        return False
    return token.lower not in words("entity_common")


def _run_end(tokens: Sequence[Token], at: int) -> int:
    last = at
    while last + 1 < len(tokens):
        step = last + 1
        while step + 1 < len(tokens) and tokens[step].lower in words("entity_links") and step - last <= MAX_LINKS:
            step += 1
        if not tokens[step].text[0].isupper() or tokens[step].lower in words("entity_weekdays"):
            break
        last = step
    return last


def _parts(tokens: Sequence[Token], first: int, last: int) -> Iterator[Run]:
    """The names within a run: what stands before and after a title, and a people's name before a name.

    "EU Commission President Ursula Meyer" is two names, "German | Olaf Meyer" too, "Russian Defence Ministry" is one.
    """
    titles = [at for at in range(first, last + 1) if tokens[at].lower in words("entity_titles")]
    if titles:
        start = titles[-1] + 1
        if titles[0] > first:
            yield from _parts(tokens, first, titles[0] - 1)
    else:
        start = first
    if start < last and _people_before(tokens, start, last):
        yield start, start
        start += 1
    if start <= last:
        yield start, last


def _people_before(tokens: Sequence[Token], first: int, last: int) -> bool:
    name = " ".join(t.lower for t in tokens[first : last + 1])
    apart = tokens[last].lower not in table("entity_suffixes") and name not in _listed()
    return apart and tokens[first].lower in table("actor_demonyms")


def _known(named: Sequence[tuple[Sequence[Token], Run]]) -> Known:
    """By last word: the type that a name of this report was given somewhere; None where it stands without any sign."""
    known: Known = {}
    for tokens, (first, last) in named:
        word, kind = tokens[last].lower, kind_of(tokens, first, last)
        if kind is EntityType.PER or (first == last and known.get(word) is None):
            known[word] = kind
    return known


def _entity(tokens: Sequence[Token], run: Run, known: Known) -> Entity | None:
    """A single word without a sign of its own takes the type that its name has elsewhere in the report."""
    first, last = run
    word = tokens[first].lower
    kind = kind_of(tokens, first, last)
    sure = word in _listed() or word in table("entity_suffixes") or word in words("entity_alone")
    if first == last and not sure and kind in (None, EntityType.LOC):
        kind = known.get(word) or kind
    return Entity(Span(tokens[first].start, tokens[last].end), kind) if kind else None


def _apart(found: list[Entity]) -> Iterator[Entity]:
    """In the order of the text; of two that overlap the one that begins first, then the longer."""
    end = -1
    for entity in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if entity.span.start >= end:
            yield entity
            end = entity.span.end
