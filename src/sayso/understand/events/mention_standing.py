"""Does a sentence tell of a happening, or only refer to one? "Five people were killed in the unrest" tells of no unrest.

A trigger is a mere reference where it stands as a thing known ("since the unrest began", "condemned the attack"), where it
names people and not what they do ("26 rioters were injured"), or where it repeats a number of dead or arrested that the same
sentence gives. Such mentions stay, faint, for whoever asks what a sentence is about; they make no claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.types import FigureMention, Span, Token
from sayso.understand.events import clauses
from sayso.understand.events.verb_signs import is_verb, word_class
from sayso.understand.language import words

FAINT = 0.25
"""The most that a mere reference scores."""
ADJECTIVES = 3
"""Words between "the" and the noun that it makes known."""
BEHIND = 3
"""Words after a doer's name in which its verb stands."""
COUNTING = 9
"""Words between "the number of" and what befell those counted."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence as its triggers see it: tokens, the figures of people it gives, and whether it is a headline."""

    tokens: Sequence[Token]
    figures: Sequence[FigureMention]
    headline: bool


def refers(scene: Scene, first: int, last: int, *, has_doer: bool, weak: bool) -> bool:
    """Is the trigger at tokens `first` to `last` a mere reference?"""
    repeats = _repeats(scene, last, has_doer=has_doer, weak=weak)
    if repeats or _names_people(scene, first, last) or _only_counts(scene.tokens, first):
        return True
    return not scene.headline and _is_known(scene, first, last)


def _is_known(scene: Scene, first: int, last: int) -> bool:
    """A noun made known by "the" or "this", behind a preposition or a verb of judging; new where it goes on "of …", "on …".

    A word for the crisis as a whole is known wherever it has an article or a preposition before it; a protest, which goes on
    for days, is told again by "in response to the protests" and is background only to those who were hurt or held in it.
    """
    tokens = scene.tokens
    if not all(t.lower in words("trigger_nouns") for t in tokens[first : last + 1]):
        return False
    if tokens[last].lower in words("trigger_gatherings") and not scene.figures:
        return False
    crisis = tokens[last].lower in words("trigger_crisis")
    at = _determiner(tokens, first)
    if crisis:
        return at is not None or (first > 0 and word_class(tokens[first - 1]) in ("prep", "to"))
    specified = last + 1 < len(tokens) and tokens[last + 1].lower in words("trigger_specified")
    before = tokens[at - 1] if at else None
    return (
        not specified
        and before is not None
        and (word_class(before) in ("prep", "to") or before.lower in words("trigger_judging"))
    )


def _determiner(tokens: Sequence[Token], first: int) -> int | None:
    """Where "the", "this" or "its" stands that makes the noun at `first` known."""
    for at in range(first - 1, max(-1, first - 2 - ADJECTIVES), -1):
        if tokens[at].lower in words("definite") or tokens[at].lower in ("this", "that"):
            return at
        if word_class(tokens[at]) or not tokens[at].text[0].isalnum():
            return None
    return None


def _names_people(scene: Scene, first: int, last: int) -> bool:
    """ "rioters" who are counted, or to whom something is done; not "rioters threw stones"."""
    tokens = scene.tokens
    if first != last or tokens[first].lower not in words("trigger_people"):
        return False
    span = Span(tokens[first].start, tokens[first].end)
    if any(f.kind != "gathered" and f.figure.span.overlaps(span) for f in scene.figures):
        return True
    at = first - 1
    while at >= 0 and word_class(tokens[at]) in ("det", "num", "poss"):
        at -= 1
    if at >= 0 and tokens[at].lower != "of" and _governs(tokens, at):
        return True
    if _determiner(tokens, first) not in (None, 0):
        return True
    verb = next((at for at in range(last + 1, min(last + 1 + BEHIND, len(tokens))) if is_verb(tokens, at)), None)
    return verb is not None and clauses.passive(tokens, verb)


def _governs(tokens: Sequence[Token], at: int) -> bool:
    return word_class(tokens[at]) in ("prep", "aux") or is_verb(tokens, at)


def _only_counts(tokens: Sequence[Token], first: int) -> bool:
    """ "the number of people detained": a count is spoken of, not an arrest."""
    for at in range(first - 1, max(0, first - 1 - COUNTING), -1):
        if tokens[at].lower == "of" and tokens[at - 1].lower in words("trigger_counts"):
            return True
        if not tokens[at].text[0].isalnum() or word_class(tokens[at]) in ("conj", "rel"):
            return False
    return False


def _repeats(scene: Scene, last: int, *, has_doer: bool, weak: bool) -> bool:
    """ "killed" without a doer beside a number of killed; a weak trigger beside any number of people harmed or held."""
    counted = [f for f in scene.figures if f.kind not in ("gathered", "deployed", "attackers")]
    if has_doer or not counted:
        return False
    return weak or scene.tokens[last].lower in words("trigger_outcomes")
