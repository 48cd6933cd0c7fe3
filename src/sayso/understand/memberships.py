"""Layer `memberships`: who belongs to an alliance or body.

    the alliance also includes A, B and C             the body, a verb of holding, a list of names
    the members of the bloc are A and B               the same with the body after "members of"
    A, a member of the bloc, … / A and B are members  names before "member(s) of", the body after

Members named at the head of the sentence with "In addition to X and Y," are members too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sayso.types import Entity, Layers, Membership, Report, Sentence, Span, Token
from sayso.understand.entities.sentence_names import by_sentence
from sayso.understand.events.clauses import subject
from sayso.understand.events.noun_phrases import Phrase, phrase_after
from sayso.understand.events.verb_signs import word_class
from sayso.understand.language import table, words
from sayso.understand.phrases import Found, Phrases
from sayso.understand.pipeline import layer
from sayso.vocabulary import EntityType

NAMED = frozenset({EntityType.LOC, EntityType.ORG, EntityType.PER, EntityType.NORP, EntityType.FAC, EntityType.MISC})
BETWEEN_MEMBERS = frozenset({",", "and", "&", "the", "or", "also", "plus"})


@layer(gives="memberships", needs=("sentences", "entities"))
def memberships(report: Report, found: Layers) -> tuple[Membership, ...]:
    """Memberships in the order of the text, one for each cue that has both members and a body."""
    return tuple(
        m for number, (sentence, names) in enumerate(by_sentence(found)) for m in _memberships(sentence, names, number)
    )


def _memberships(sentence: Sentence, names: Sequence[Entity], number: int) -> Iterator[Membership]:
    tokens = sentence.tokens
    for cue in _cues().find(tokens):
        found = _held(tokens, names, cue) if cue.value == "holds" else _belonging(tokens, names, cue)
        if found:
            body, members = found
            members = [m for m in (*_in_addition(tokens, names), *members) if not m.overlaps(body)]
            rule = " ".join(t.lower for t in tokens[cue.first : cue.last])
            unique = tuple(sorted(set(members)))
            if unique:
                whole = Span(min(body.start, unique[0].start), max(body.end, unique[-1].end))
                yield Membership(unique, body, whole, number, rule)


def _held(tokens: Sequence[Token], names: Sequence[Entity], cue: Found[str]) -> tuple[Span, list[Span]] | None:
    """ "The alliance includes A, B and C" or "members of the alliance include A and B"."""
    holder = subject(tokens, cue.first)
    members = _list_from(tokens, names, cue.last)
    if holder is None or not members:
        return None
    of = next((at for at in range(holder.first, holder.last) if tokens[at].lower == "of"), None)
    if tokens[holder.first].lower in words("membership_nouns"):
        holder = phrase_after(tokens, of + 1) if of is not None else None
    elif cue.last - cue.first == 1 and tokens[cue.first].lower in words("actor_be"):
        return None
    return (holder.span(tokens), members) if holder and _is_body(tokens, holder) else None


def _belonging(tokens: Sequence[Token], names: Sequence[Entity], cue: Found[str]) -> tuple[Span, list[Span]] | None:
    """ "A, a member of the alliance" or "A and B are members of the alliance"."""
    body = phrase_after(tokens, cue.last)
    if body is None or not _is_body(tokens, body):
        return None
    members = _list_until(tokens, names, cue.first)
    return (body.span(tokens), members) if members else None


def _is_body(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """A word such as "alliance" tells a body, and so does a name in capitals."""
    within = tokens[phrase.first : phrase.last + 1]
    return any(t.lower in words("membership_bodies") for t in within) or (len(within) == 1 and within[0].text.isupper())


def _list_from(tokens: Sequence[Token], names: Sequence[Entity], first: int) -> list[Span]:
    """The names that follow token `first`, with nothing but list words between them."""
    members: list[Span] = []
    starts = {e.span.start: e for e in names if e.type in NAMED}
    at = first
    while at < len(tokens):
        entity = starts.get(tokens[at].start)
        if entity:
            members.append(entity.span)
            at = next((i for i in range(at, len(tokens)) if tokens[i].start >= entity.span.end), len(tokens))
        elif tokens[at].lower in BETWEEN_MEMBERS:
            at += 1
        else:
            break
    return members


def _list_until(tokens: Sequence[Token], names: Sequence[Entity], last: int) -> list[Span]:
    """The names that end before token `last`, with nothing but list words and forms of "be" or "both" between."""
    members: list[Span] = []
    ends = {e.span.end: e for e in names if e.type in NAMED}
    at = last - 1
    while at >= 0:
        entity = ends.get(tokens[at].end)
        if entity:
            members.append(entity.span)
            at = next((i for i in range(at, -1, -1) if tokens[i].end <= entity.span.start), -1)
        elif tokens[at].lower in BETWEEN_MEMBERS or word_class(tokens[at]) in ("aux", "adv", "det", "rel"):
            at -= 1
        else:
            break
    return members


def _in_addition(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Span]:
    """The names in "In addition to X and Y," at the head of the sentence."""
    opening = next((o for o in _openings().find(tokens[:4]) if o.first == 0), None)
    return _list_from(tokens, names, opening.last) if opening else []


@cache
def _cues() -> Phrases[str]:
    return Phrases(table("membership_cues"))


@cache
def _openings() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("membership_openings"), "besides"))
