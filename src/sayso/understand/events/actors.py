"""The doer and the one it is done to, of an event whose trigger is known.

`clauses.py` finds the noun phrase; here it becomes an `Actor`: the name in it where there is one, its kind and country by
`doer_kinds.py`. A phrase that is neither a name nor a known kind of doer gives no actor, and who only tells what happened is
no doer of it (`tellers.py`): better none than "the situation".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.types import Actor, Entity, Report, Sentence, Span, Token
from sayso.understand.events import clauses
from sayso.understand.events.doer_kinds import BODIES, country_of, head_kinds, kind_of_doer
from sayso.understand.events.noun_phrases import Phrase, phrase_after
from sayso.understand.events.noun_roles import of_noun
from sayso.understand.events.tellers import Teller, teller_as_doer
from sayso.understand.events.verb_signs import is_verb, word_class
from sayso.understand.language import table, words
from sayso.vocabulary import ActorKind, EntityType

TITLE_REACH = 4
"""Words before a name that may be its title."""
LONGEST_NAME = 5
"""Words of a name that a phrase may be a part of. Longer runs of capitals are headlines."""
AIMING = frozenset({"on", "at", "against", "upon"})


@dataclass(frozen=True, slots=True)
class Person:
    """The longest form of a name in the report, and the kind that a title before it tells anywhere."""

    name: str
    kind: ActorKind | None


@dataclass(frozen=True, slots=True)
class Cast:
    """What a sentence's actors are made from: the report's text and people, the sentence's tokens, names and tellers."""

    text: str
    tokens: Sequence[Token]
    names: Sequence[Entity]
    tellers: Sequence[Teller]
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
    """The kind told by the words right before a name: "police chief Ana Lopez", "the country's President, Ana Lopez,"."""
    at = bisect_left(tokens, person.span.start, key=lambda t: t.start) - 1
    if at > 0 and tokens[at].text == ",":
        at -= 1
    for token in reversed(tokens[max(0, at + 1 - TITLE_REACH) : at + 1]):
        if token.lower in head_kinds():
            return head_kinds()[token.lower]
        if word_class(token) not in ("", "prep") or not token.text[0].isalnum():
            return None
    return None


def roles(cast: Cast, first: int, last: int) -> tuple[Actor | None, Actor | None]:
    """Actor and target of the event whose trigger stands at tokens `first` to `last`."""
    trigger = Span(cast.tokens[first].start, cast.tokens[last].end)
    verbs = [at for at in range(first, last + 1) if is_verb(cast.tokens, at)]
    if not verbs:
        doer, done_to = of_noun(cast.tokens, first, last)
        return _doer(cast, doer, trigger, noun=True), _target(cast, done_to or _aimed_at(cast.tokens, last))
    if clauses.passive(cast.tokens, verbs[0]):
        doer, done_to = _of_passive(cast.tokens, verbs[0])
        return _doer(cast, doer, trigger), _target(cast, done_to)
    subject = clauses.subject(cast.tokens, verbs[0])
    pronoun = clauses.pronoun_subject(cast.tokens, verbs[0])
    actor = teller_as_doer(cast.tokens, pronoun, cast.tellers) if pronoun is not None else _doer(cast, subject, trigger)
    return actor, _object(cast, verbs[-1], last)


def _of_passive(tokens: Sequence[Token], verb: int) -> tuple[Phrase | None, Phrase | None]:
    done_to, doer = clauses.subject(tokens, verb), clauses.agent(tokens, verb)
    return (doer, done_to) if doer or not _serves(tokens, done_to) else (done_to, None)


def _object(cast: Cast, verb: int, last: int) -> Actor | None:
    """What follows the verb, else what follows the whole trigger ("gave an order to shoot …", "opened fire on …")."""
    tokens = cast.tokens
    after = clauses.object_(tokens, last) if last > verb and tokens[last - 1].lower == "to" else None
    return _target(cast, after or clauses.object_(tokens, verb)) or _target(cast, _aimed_at(tokens, last))


def _aimed_at(tokens: Sequence[Token], last: int) -> Phrase | None:
    """ "sanctions on nine generals", "tear gas at the crowd", but no place: "the raid at Berin University"."""
    aims = last + 1 < len(tokens) and tokens[last + 1].lower in AIMING
    at = phrase_after(tokens, last + 2) if aims else None
    return at if at and (tokens[last + 1].lower != "at" or tokens[at.last].text[0].islower()) else None


def _serves(tokens: Sequence[Token], phrase: Phrase | None) -> bool:
    """Is it a body's own service, whose cut is that body's own act ("flights were suspended")?"""
    return phrase is not None and tokens[phrase.last].lower in words("actor_services")


def _doer(cast: Cast, phrase: Phrase | None, trigger: Span, *, noun: bool = False) -> Actor | None:
    """The phrase as an actor, unless nobody ("no group") or the one on whose word the trigger is told.

    Who announces a curfew does enact it: with a noun, such a verb makes its subject the doer after all.
    """
    if phrase is None or (phrase.first and cast.tokens[phrase.first - 1].lower in ("no", "neither")):
        return None
    actor = _actor(cast, phrase)
    tellers = [t for t in cast.tellers if not (noun and t.cue.of(cast.text).lower() in words("actor_enacting"))]
    told = actor is not None and any(t.span.overlaps(actor.span) and t.tells(trigger) for t in tellers)
    return None if told else actor


def _target(cast: Cast, phrase: Phrase | None) -> Actor | None:
    """The phrase as a target, unless it says only that it was people."""
    actor = _actor(cast, phrase)
    return None if actor is None or actor.name.lower() in words("actor_nobodies") else actor


def _actor(cast: Cast, phrase: Phrase | None) -> Actor | None:
    if phrase is None:
        return None
    phrase = _whole(cast, _measured(cast.tokens, phrase))
    tokens, span = cast.tokens[phrase.first : phrase.last + 1], phrase.span(cast.tokens)
    names = [e for e in cast.names if span.holds(e.span)]
    person = next((e for e in reversed(names) if e.type is EntityType.PER and e.span.end == span.end), None)
    known = cast.people.get(tokens[-1].lower) if person else None
    titled = known.kind if known and known.kind is not ActorKind.OTHER else None
    kind = titled or kind_of_doer(tokens, names)
    if kind is None:
        return None
    span = person.span if person else span
    name = span.of(cast.text)
    return Actor(name, kind, span, known.name if known and known.name != name else None, country_of(tokens))


def _measured(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Without what only counts: "number of detained students" are detained students."""
    of = phrase.first + 1
    if of >= phrase.last or tokens[phrase.first].lower not in words("actor_measures") or tokens[of].lower != "of":
        return phrase
    return phrase_after(tokens[: phrase.last + 1], of + 1) or phrase


def _whole(cast: Cast, phrase: Phrase) -> Phrase:
    """The whole name where the phrase is a part of one: "Islamic State", not "State"."""
    span = phrase.span(cast.tokens)
    if cast.tokens[phrase.last].lower in table("actor_demonyms"):
        return phrase  # "Fresh Israeli air strikes" is no name
    bodies = [e.span for e in cast.names if e.type in BODIES or e.span.of(cast.text).lower() in table("actor_bodies")]
    name = next((body for body in bodies if body.holds(span)), span)
    starts = [t.start for t in cast.tokens]
    whole = Phrase(bisect_left(starts, name.start), bisect_left(starts, name.end) - 1)
    return whole if whole.last - whole.first < LONGEST_NAME else phrase
