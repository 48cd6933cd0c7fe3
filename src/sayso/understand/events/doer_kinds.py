"""What kind of doer a noun phrase names, and of which country; None for what is no doer.

The head of the phrase tells: "army" acts, "army headquarters" does not. A name may hide its kind inside ("Free Norland Army
Command"), so of names every word counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.types import Entity, Token
from sayso.understand.figures.population import is_people
from sayso.understand.language import table
from sayso.vocabulary import ActorKind, EntityType

BODIES = (EntityType.PER, EntityType.ORG)


def kind_of_doer(tokens: Sequence[Token], names: Sequence[Entity]) -> ActorKind | None:
    """By whole names first, then the head word; a country or capital standing alone acts as one."""
    name = " ".join(t.lower for t in tokens)
    if name in table("actor_countries") or (name in table("source_capitals") and tokens[0].text[0].isupper()):
        return ActorKind.COUNTRY
    named = name.removesuffix(" group")
    body = next((kind for body, kind in table("actor_bodies").items() if named.endswith(body)), None)
    if body:
        return ActorKind(body)
    head = _head(tokens)
    if head[-1].lower in head_kinds():
        return head_kinds()[head[-1].lower]
    if any(e.type in BODIES and e.span.end == tokens[-1].end for e in names):
        return next((head_kinds()[t.lower] for t in reversed(tokens) if t.lower in head_kinds()), ActorKind.OTHER)
    if head[-1].lower in table("actor_demonyms"):
        return ActorKind.COUNTRY if len(tokens) == 1 and not head[-1].lower.endswith("s") else ActorKind.OTHER
    return ActorKind.OTHER if head[-1].text[0].islower() and is_people(head[-1].lower) else None


def country_of(tokens: Sequence[Token]) -> str | None:
    """ISO 3166-1 alpha-2 by a demonym, country or capital in the phrase."""
    lower = [t.lower for t in tokens]
    for size in (3, 2, 1):
        for at in range(len(lower) - size + 1):
            name = " ".join(lower[at : at + size])
            found = table("actor_demonyms").get(name) or table("actor_countries").get(name)
            if found and (name != "us" or tokens[at].text.isupper()):
                return found
    return table("source_capitals").get(" ".join(lower))


def _head(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words before "of": the head of "members of the alliance" is "members"."""
    at = next((i for i, t in enumerate(tokens) if i and t.lower == "of"), len(tokens))
    return tokens[:at]


@cache
def head_kinds() -> dict[str, ActorKind]:
    """Head word → kind of doer."""
    return {word: ActorKind(kind) for word, kind in table("actor_kinds").items()}
