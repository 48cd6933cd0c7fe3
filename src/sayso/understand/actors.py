"""The doer and the one it is done to, of an event whose trigger is known.

`clauses.py` finds the noun phrase; here it becomes an `Actor`: the name in it where there is one, its kind by the words of
`actor_kinds.txt` (the head of the phrase first), its country by demonyms and country names. A phrase that is neither a name
nor a known kind of doer gives no actor: better none than "the situation".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Actor, Entity, Report, Sentence, Token
from sayso.understand import clauses
from sayso.understand.clauses import Phrase
from sayso.understand.language import table, words
from sayso.vocabulary import ActorKind, EntityType

TITLE_REACH = 4
"""Words before a name that may be its title."""
ENACTING_REACH = 6
"""Words between "imposed" and what is imposed."""


@dataclass(frozen=True, slots=True)
class Person:
    """The longest form of a name in the report, and the kind that a title before it tells anywhere."""

    name: str
    kind: ActorKind | None


@dataclass(frozen=True, slots=True)
class Cast:
    """What a sentence's actors are made from: its tokens, the report's text, the names in the sentence, people by last name."""

    text: str
    tokens: Sequence[Token]
    names: Sequence[Entity]
    people: Mapping[str, Person]


def people_of(report: Report, sentences: Iterable[tuple[Sentence, Sequence[Entity]]]) -> dict[str, Person]:
    """Last name in lower case → who that is in this report."""
    out: dict[str, Person] = {}
    for sentence, names in sentences:
        for entity in names:
            if entity.type is EntityType.PER:
                name = entity.span.of(report.text)
                last = name.split()[-1].lower()
                known = out.get(last)
                longest = name if known is None or len(name) > len(known.name) else known.name
                out[last] = Person(longest, (known.kind if known else None) or _titled(sentence.tokens, entity))
    return out


def _titled(tokens: Sequence[Token], person: Entity) -> ActorKind | None:
    """The kind told by the words before a name: "police chief Ana Lopez", "the country's President, Ana Lopez,"."""
    at = bisect_left(tokens, person.span.start, key=lambda t: t.start)
    before = tokens[max(0, at - TITLE_REACH) : at]
    return next((_head_kinds()[t.lower] for t in reversed(before) if t.lower in _head_kinds()), None)


def roles(cast: Cast, first: int, last: int) -> tuple[Actor | None, Actor | None]:
    """Actor and target of the event whose trigger stands at tokens `first` to `last`."""
    doer, done_to = _phrases(cast.tokens, first, last)
    return _actor(cast, doer), _actor(cast, done_to)


def _phrases(tokens: Sequence[Token], first: int, last: int) -> tuple[Phrase | None, Phrase | None]:
    verb = next((at for at in range(first, last + 1) if clauses.is_verb(tokens, at)), None)
    if verb is None:
        return _of_noun(tokens, first, last)
    if clauses.passive(tokens, verb):
        done_to = clauses.subject(tokens, verb)
        doer = clauses.agent(tokens, verb)
        return (doer, done_to) if doer or not _serves(tokens, done_to) else (done_to, None)
    done_to = clauses.object_(tokens, verb)
    if last > verb and tokens[last - 1].lower == "to":  # "gave an order to shoot …"
        done_to = clauses.object_(tokens, last)
    return clauses.subject(tokens, verb), done_to


def _of_noun(tokens: Sequence[Token], first: int, last: int) -> tuple[Phrase | None, Phrase | None]:
    """Of a noun or adjective: the subject of "is ready" or "imposed a …", "… by X", "X's …", or a people's name before it."""
    doer = clauses.agent(tokens, last) or _doer_noun(tokens, first)
    if doer:
        return doer, None
    before = first - 1
    while before >= 0 and clauses.word_class(tokens[before]) == "adv":
        before -= 1
    if before >= 0 and tokens[before].lower in words("actor_be"):
        held = clauses.word_class(tokens[first]) == "prep"  # "is in detention", "is under control"
        holder = clauses.subject(tokens, first)
        return (None, holder) if held else (holder, None)
    enacting = _enacting_verb(tokens, first)
    if enacting is not None:
        return clauses.subject(tokens, enacting), None
    return _modifier(tokens, first), None


def _doer_noun(tokens: Sequence[Token], first: int) -> Phrase | None:
    """ "Kyrgyz soldiers" in "Kyrgyz soldiers on their way": the trigger itself begins with who does it."""
    compound = first + 1 < len(tokens) and tokens[first + 1].lower == "of"  # "state of emergency"
    kind = None if compound else _head_kinds().get(tokens[first].lower)
    return clauses.phrase_before(tokens, first) if kind not in (None, ActorKind.OTHER) else None


def _enacting_verb(tokens: Sequence[Token], first: int) -> int | None:
    """ "imposed" in "imposed a nationwide state of emergency": a verb that makes the noun happen."""
    for at in range(first - 1, max(-1, first - ENACTING_REACH), -1):
        if tokens[at].lower in words("actor_enacting"):
            return None if clauses.passive(tokens, at) else at
        if clauses.word_class(tokens[at]) not in ("", "det", "num", "poss"):
            return None
    return None


def _modifier(tokens: Sequence[Token], first: int) -> Phrase | None:
    """ "Israeli" before "air strikes", "Maoist" before "attack", or "X's" before "order"."""
    at = first - 1
    if at > 0 and tokens[at].lower == "'s":
        return Phrase(at - 1, at - 1)
    if at >= 0 and (tokens[at].lower in table("actor_demonyms") or tokens[at].lower in table("actor_kinds")):
        return Phrase(at, at)
    return None


def _serves(tokens: Sequence[Token], phrase: Phrase | None) -> bool:
    """Is it a body's own service, whose cut is that body's own act ("flights were suspended")?"""
    return phrase is not None and tokens[phrase.last].lower in words("actor_services")


def _actor(cast: Cast, phrase: Phrase | None) -> Actor | None:
    if phrase is None:
        return None
    tokens = cast.tokens[phrase.first : phrase.last + 1]
    span = phrase.span(cast.tokens)
    names = [e for e in cast.names if span.holds(e.span)]
    person = next((e for e in reversed(names) if e.type is EntityType.PER and e.span.end == span.end), None)
    known = cast.people.get(tokens[-1].lower) if person else None
    kind = (known.kind if known else None) or _kind(tokens, names)
    if kind is None:
        return None
    span = person.span if person else span
    name = span.of(cast.text)
    return Actor(name, kind, span, known.name if known and known.name != name else None, _country(tokens))


def _kind(tokens: Sequence[Token], names: Sequence[Entity]) -> ActorKind | None:
    """By the last word that tells, so that "police officials" are officials; a country standing alone acts as one."""
    name = " ".join(t.lower for t in tokens)
    if name in table("actor_countries"):
        return ActorKind.COUNTRY
    body = next((kind for body, kind in table("actor_bodies").items() if name.endswith(body)), None)
    if body:
        return ActorKind(body)
    kinds = _head_kinds()
    told = next((kinds[t.lower] for t in reversed(_head(tokens)) if t.lower in kinds), None)
    if told:
        return told
    if any(t.lower in table("actor_demonyms") for t in tokens):
        return ActorKind.COUNTRY if len(tokens) == 1 else ActorKind.OTHER
    return ActorKind.OTHER if any(e.type in (EntityType.PER, EntityType.ORG) for e in names) else None


def _head(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before "of": the head of "members of the alliance" is "members" — unless it says nothing by itself."""
    at = next((i for i, t in enumerate(tokens) if t.lower == "of"), len(tokens))
    return tokens[:at] if any(t.lower in _head_kinds() for t in tokens[:at]) else tokens


def _country(tokens: Sequence[Token]) -> str | None:
    lower = [t.lower for t in tokens]
    for size in (3, 2, 1):
        for at in range(len(lower) - size + 1):
            name = " ".join(lower[at : at + size])
            found = table("actor_demonyms").get(name) or table("actor_countries").get(name)
            if found and (name != "us" or tokens[at].text.isupper()):
                return found
    return None


@cache
def _head_kinds() -> dict[str, ActorKind]:
    return {word: ActorKind(kind) for word, kind in table("actor_kinds").items()}
