"""Conditions that a signal of cause may set on the words around it.

Words such as "over", "as", "for" and "to" join all kinds of things; only with these conditions do they join cause and effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sayso.types import Token
from sayso.understand.events.verb_signs import is_verb, word_class
from sayso.understand.language import words

NEAR = 6
"""Words to the left in which "protest" makes a cause of "against"."""
NAMING = 5
"""Words to the left in which "identified" makes a name or role of what follows "as"."""
FAR = 14
"""Words to the left in which "arrested" makes a cause of "for"."""
VERB_REACH = 10
"""Words to the right in which a clause shows its verb."""

Trait = Callable[[Sequence[Token], int, int], bool]


def fits(trait: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Does the signal at tokens `first` up to `last` meet the condition? Traits that are no condition are met always."""
    condition = CONDITIONS.get(trait)
    return condition is None or condition(tokens, first, last)


def _contention(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "protest over", "clashes over", "arrested over" — not "over 70 people"."""
    near = any(t.lower in words("cause_contention") | words("cause_protests") for t in tokens[max(0, first - NEAR) : first])
    return near and last < len(tokens) and word_class(tokens[last]) != "num"


def _protest(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "protest against", "slogans against" — not "violence against"."""
    return any(t.lower in words("cause_protests") for t in tokens[max(0, first - NEAR) : first])


def _then(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "after the raid", "following the raid" — not "shortly after", which tells only when, nor "is following"."""
    return not first or (
        tokens[first - 1].lower not in words("cause_not_before_after") and word_class(tokens[first - 1]) != "aux"
    )


def _penalty(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "arrested for", "sentenced to ten years for", "condemned for"."""
    return any(t.lower in words("cause_penalties") for t in tokens[max(0, first - FAR) : first])


def _clause(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "as police moved in", not "as a teacher", "such as", "known as"."""
    if any(t.lower in words("cause_not_before_as") for t in tokens[max(0, first - NAMING) : first]):
        return False
    if last >= len(tokens) or tokens[last].lower in words("cause_not_after_as"):
        return False
    reach = range(last + 1, min(last + VERB_REACH, len(tokens)))
    return any(is_verb(tokens, at) or word_class(tokens[at]) == "aux" for at in reach)


def _infinitive(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "marched to demand", not "decided to demand"."""
    if last >= len(tokens) or tokens[last].lower not in words("cause_purposes"):
        return False
    return first > 0 and tokens[first - 1].lower not in words("cause_not_before_to") and word_class(tokens[first - 1]) != "aux"


def _verb(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "the raid caused panic", not "the causes of the crash"."""
    noun = first > 0 and word_class(tokens[first - 1]) in ("det", "prep", "poss", "num")
    return not noun and last < len(tokens) and word_class(tokens[last]) not in ("prep", "conj", "aux", "to")


def _participle(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "marched, demanding", not "were demanding"."""
    return first > 0 and word_class(tokens[first - 1]) not in ("aux", "adv")


def _doing(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "by blocking"."""
    return last < len(tokens) and tokens[last].lower.endswith("ing")


CONDITIONS: Mapping[str, Trait] = {
    "contention": _contention,
    "protest": _protest,
    "then": _then,
    "penalty": _penalty,
    "clause": _clause,
    "infinitive": _infinitive,
    "verb": _verb,
    "participle": _participle,
    "doing": _doing,
}
