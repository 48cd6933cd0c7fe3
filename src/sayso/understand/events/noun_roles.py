"""Who does what a noun names: "a strike by nurses", "imposed a curfew", "Israeli air strikes", "clashes between A and B".

As in `clauses.py`, every function takes token positions and returns phrases, or None where the structure is none of those.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Token
from sayso.understand.events import clauses
from sayso.understand.events.doer_kinds import head_kinds
from sayso.understand.events.noun_phrases import Phrase, phrase_after, phrase_before
from sayso.understand.events.verb_signs import word_class
from sayso.understand.language import table, words
from sayso.vocabulary import ActorKind

ENACTING_REACH = 6
"""Words between "imposed" and what is imposed."""
BETWEEN_REACH = 3
"""Words between "clashes" and "between"."""

Roles = tuple[Phrase | None, Phrase | None]


def of_noun(tokens: Sequence[Token], first: int, last: int) -> Roles:
    """Doer and target of the noun or adjective at tokens `first` to `last`."""
    doer = clauses.agent(tokens, last) or _holder(tokens, first, last)
    if doer:
        return doer, None
    sides = _between(tokens, last)
    if sides:
        return sides
    doer = _doer_noun(tokens, first)
    if doer:
        return doer, None
    return _predicate(tokens, first) or _enacted(tokens, first) or _modifier(tokens, first)


def _between(tokens: Sequence[Token], last: int) -> Roles | None:
    """ "clashes between soldiers and rebels"."""
    for at in range(last + 1, min(last + 1 + BETWEEN_REACH, len(tokens) - 3)):
        if tokens[at].lower == "between":
            one = phrase_after(tokens, at + 1)
            joined = one is not None and one.last + 1 < len(tokens) and tokens[one.last + 1].lower == "and"
            other = phrase_after(tokens, one.last + 2) if one and joined else None
            return (one, other) if other else None
    return None


def _holder(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """ "under the control of the army", "under attack from rebels"."""
    if last + 2 >= len(tokens):
        return None
    held = tokens[first].lower == "under" and tokens[last + 1].lower == "of"
    beset = first > 0 and tokens[first - 1].lower == "under" and tokens[last + 1].lower == "from"
    return phrase_after(tokens, last + 2) if held or beset else None


def _doer_noun(tokens: Sequence[Token], first: int) -> Phrase | None:
    """ "Kyrgyz soldiers" in "Kyrgyz soldiers on their way": the trigger itself begins with who does it."""
    after = tokens[first + 1].lower if first + 1 < len(tokens) else ""
    compound = after == "of" or after in words("trigger_nouns")  # "state of emergency", "terrorist attack"
    kind = None if compound else head_kinds().get(tokens[first].lower)
    return phrase_before(tokens, first) if kind not in (None, ActorKind.OTHER) else None


def _predicate(tokens: Sequence[Token], first: int) -> Roles | None:
    """ "X is ready", "X went on strike"; who "is in detention" or "under control" is held."""
    before = first - 1
    while before >= 0 and word_class(tokens[before]) == "adv":
        before -= 1
    if before < 0:
        return None
    if tokens[before].lower in words("actor_be"):
        held = word_class(tokens[first]) == "prep" and tokens[first].lower != "on"
        holder = clauses.subject(tokens, first)
        return (None, holder) if held else (holder, None)
    went = tokens[before].lower in words("actor_going") and tokens[first].lower == "on"
    return (clauses.subject(tokens, before), None) if went else None


def _enacted(tokens: Sequence[Token], first: int) -> Roles | None:
    """ "imposed" in "imposed a night curfew": its subject does what the noun names."""
    for at in range(first - 1, max(-1, first - ENACTING_REACH), -1):
        if tokens[at].lower in words("actor_enacting"):
            return None if clauses.passive(tokens, at) else (clauses.subject(tokens, at), None)
        if word_class(tokens[at]) not in ("", "det", "num", "poss"):
            return None
    return None


def _modifier(tokens: Sequence[Token], first: int) -> Roles:
    """ "Israeli" before "air strikes", "Maoist" before "attack", "X's" before "order"; "X's arrest" befalls X."""
    at = first - 1
    if at > 0 and tokens[at].lower == "'s":
        owner = phrase_before(tokens, at - 1)
        return (None, owner) if tokens[first].lower in words("actor_undergone") else (owner, None)
    if at >= 0 and (tokens[at].lower in table("actor_demonyms") or head_kinds().get(tokens[at].lower)):
        return Phrase(at, at), None
    return None, None
