"""What is said of a measure: the one cue of a sentence that speaks of it, among all that begin, hold or end something.

    Authorities lifted the curfew that was imposed on Friday.       lifted: before the noun, and nearest
    A curfew imposed on Friday was lifted on Monday.                lifted: "imposed" only tells which curfew
    Mobile internet remained cut.                                   remained: it governs "cut"

The nearest cue counts; each word at which a clause begins between it and the measure moves it away, and so does standing as
a bare participle behind the noun.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sayso.types import Token
from sayso.understand.language import table, words
from sayso.understand.phrases import Found, Phrases

CLAUSE = 6
"""Words that the beginning of another clause between a cue and its measure counts for."""
BARE = 18
"""The same of a cue that only tells which measure is meant: "a curfew imposed on Friday"."""
FARTHEST = 24
"""Words beyond which a cue is of something else. Set by judgement."""
GOVERNING = 3
"""Words before "cut" in which "remained" governs it."""
AUXILIARIES = frozenset(
    {"was", "were", "is", "are", "been", "be", "being", "has", "have", "had", "'s", "remains", "remained", "remain", "now"}
)
RELATIVES = frozenset({"that", "which", "who"})
LEFT = "left"
HARD = frozenset(";:—–")
ENDING = frozenset({"close", "restore", "back", "leave"})
"""What cues do that end a measure."""
LEADING = frozenset({"despite", "amid"})
"""Cues that hold what follows them only."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at tokens `first` up to `last`. `acts`: start, hold, ease, close, restore, back or leave."""

    first: int
    last: int
    acts: str


def cues_in(tokens: Sequence[Token]) -> list[Cue]:
    """Every cue of a sentence, from left to right; "left" is one before a name: "the last soldiers left Mali"."""
    listed = [Cue(f.first, f.last, f.value) for f in _cues().find(tokens)]
    left = [
        Cue(at, at + 1, "leave")
        for at, (token, after) in enumerate(pairwise(tokens))
        if token.lower == LEFT and after.text[0].isupper()
    ]
    return sorted({*listed, *left}, key=lambda cue: (cue.first, -cue.last))


def nouns_in(tokens: Sequence[Token]) -> Iterator[Found[str]]:
    """The nouns of measures and services, with kind and sort as the value."""
    return Phrases.find(_nouns(), tokens)


def cue_of(tokens: Sequence[Token], cues: Sequence[Cue], first: int, last: int, fitting: frozenset[str]) -> Cue | None:
    """The cue that speaks of the measure at tokens `first` up to `last`; only those that do one of `fitting` are asked.

    `cues` are those of the sentence, of which only the near ones are looked at: a long sentence costs no more.
    """
    from_, to = (bisect_left(cues, at, key=lambda c: c.first) for at in (first - FARTHEST - 1, last + FARTHEST + 1))
    asked = [cue for cue in cues[from_:to] if cue.acts in fitting]
    near = [(cost, cue.first, cue) for cue in asked if (cost := _cost(tokens, cue, first, last)) <= FARTHEST]
    if not near:
        return None
    chosen = min(near, key=lambda item: item[:2])[2]
    return _governor(tokens, chosen, asked) or chosen


def _governor(tokens: Sequence[Token], chosen: Cue, asked: Sequence[Cue]) -> Cue | None:
    """ "remained" of "remained cut", and "still" of "was still down"."""
    if chosen.acts != "start":
        return None
    holding = (c for c in asked if c.acts == "hold" and 0 <= chosen.first - c.last <= GOVERNING)
    return next((c for c in holding if all(_is_word(t) for t in tokens[c.last : chosen.first])), None)


def _cost(tokens: Sequence[Token], cue: Cue, first: int, last: int) -> int:
    """Words between a cue and the measure, and what else parts them."""
    if cue.first >= last:
        between = tokens[last : cue.first]
        bare = BARE if _is_bare(tokens, cue) else 0
        if tokens[cue.first].lower in LEADING:
            return FARTHEST + 1
    elif cue.last <= first:
        if cue.acts == "back":
            return FARTHEST + 1
        between, bare = tokens[cue.last : first], 0
    else:
        return 0
    if any(t.text in HARD for t in between):
        return FARTHEST + 1
    breaks = sum(t.lower in words("time_clause") and t.lower not in RELATIVES for t in between)
    return len(between) + CLAUSE * breaks + bare


def _is_bare(tokens: Sequence[Token], cue: Cue) -> bool:
    """A participle with no auxiliary near before it, or one behind "that was": it tells which measure, not what of it."""
    if not tokens[cue.first].lower.endswith(("ed", "sent", "cut", "shut")) or cue.acts in ENDING:
        return False
    return not any(t.lower in AUXILIARIES for t in tokens[max(0, cue.first - 3) : cue.first])


def _is_word(token: Token) -> bool:
    return token.text[0].isalnum()


@cache
def _cues() -> Phrases[str]:
    return Phrases(table("measure_cues"))


@cache
def _nouns() -> Phrases[str]:
    return Phrases(table("measure_nouns"))
