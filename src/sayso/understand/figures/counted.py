"""What a number counts, and how the two are joined.

    "nine miners had …"        head miner                 "21 of the schoolgirls"   head schoolgirl, partitive
    "78 were injured"          bare                       "nine of them"            no head, partitive
    "a family of five"         head family                "a 300-strong crowd"      head crowd

"12 buses", "19-year-old" and "5 January" count no people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.types import Token
from sayso.understand.figures.not_counts import may_count, word_at
from sayso.understand.figures.noun_groups import NounGroup, noun_group
from sayso.understand.figures.numbers import Quantity, quantity
from sayso.understand.language import table
from sayso.understand.word_classes import members
from sayso.vocabulary import Relation, Scope

BODY_REACH = 5
"""Tokens from "300-strong" to the noun for the body of people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with its noun group: tokens `noun` to `end` (exclusive); equal where the number stands bare."""

    quantity: Quantity
    noun: int
    end: int
    head: str | None = None
    """The head in the singular, lower case; None where the number stands bare or for a pronoun."""
    known: bool = False
    """Is the head in the lists of nouns for people?"""
    partitive: bool = False
    population: tuple[int, int] | None = None
    """Tokens of the population where they are not the noun group: "21 of the more than 200 schoolgirls"."""

    @property
    def bare(self) -> bool:
        return self.noun == self.end and not self.partitive and not self.known

    @property
    def headless(self) -> bool:
        """Bare, or with a pronoun: "78", "nine of them"."""
        return self.bare or (self.partitive and self.head is None)

    @property
    def weak(self) -> bool:
        """Without a noun that is known to name people, so that only words next to it may speak of it."""
        return self.bare or not self.known

    @property
    def one(self) -> bool:
        return self.quantity.low == self.quantity.high == 1


def counted(tokens: Sequence[Token], number: Quantity, cue_starts: frozenset[int]) -> Counted | None:
    """What `number` counts; None where that is not people. `cue_starts` are the tokens at which verbs and states begin."""
    if not may_count(tokens, number):
        return None
    at = number.end
    if word_at(tokens, at) == "'s":  # "one's life"
        return None
    if word_at(tokens, number.first - 1) == "of" and word_at(tokens, number.first - 2) == "family":
        return _family(number)
    if word_at(tokens, at) == "-":
        return _body(tokens, number, at + 2, cue_starts) if word_at(tokens, at + 1) in members("strong") else None
    if word_at(tokens, at - 1).rpartition("-")[2] in members("strong"):
        return _body(tokens, number, at, cue_starts)
    if word_at(tokens, at) == "more" and word_at(tokens, at + 1) == "than":
        return None
    while word_at(tokens, at) in members("more"):
        number = replace(number, scope=Scope.NEW) if word_at(tokens, at) in members("further") else number
        at += 1
    if word_at(tokens, at) in ("of", "among", "amongst"):
        return _partitive(tokens, number, at, cue_starts)
    return _of_group(number, noun_group(tokens, at, cue_starts, one=_one(number)) if number.bare else NounGroup(at, at))


def _one(number: Quantity) -> bool:
    """Does the number take a singular noun: "one person", "at least one woman"?"""
    return number.low == 1 and number.relation is not Relation.RANGE


def _of_group(number: Quantity, group: NounGroup | None, partitive: bool = False) -> Counted | None:
    return None if group is None else Counted(number, group.first, group.end, group.head, group.known, partitive)


def _family(number: Quantity) -> Counted:
    """As in "a family of five": the noun stands before its number, and the span holds both."""
    whole = replace(number, first=number.first - 2)
    return Counted(whole, number.end, number.end, "family", known=True, population=(whole.first, whole.first + 1))


def _body(tokens: Sequence[Token], number: Quantity, at: int, cue_starts: frozenset[int]) -> Counted | None:
    """A "300-strong crowd", a "two-man crew": the noun for the body of people from `at` on."""
    for end in range(at, min(at + BODY_REACH, len(tokens))):
        if tokens[end].lower in table("figure_groups"):
            return Counted(number, at, end + 1, tokens[end].lower, known=True)
    group = noun_group(tokens, at, cue_starts)
    return _of_group(number, group) if group is not None and group.known else None


def _partitive(tokens: Sequence[Token], number: Quantity, of: int, cue_starts: frozenset[int]) -> Counted | None:
    """As in "nine of them", "21 of the schoolgirls", "21 of the more than 200 schoolgirls", "dozens of men"."""
    at = of + 1
    if word_at(tokens, at) in members("antecedent"):
        return Counted(number, at, at + 1, partitive=True)
    determined = word_at(tokens, at) in members("determiner")
    at += determined
    whole = quantity(tokens, at)
    if whole is not None and (whole.core > whole.first or whole.relation is not Relation.VAGUE):
        group = noun_group(tokens, whole.end, cue_starts)
        if group is None or group.empty:
            return None
        return Counted(number, number.end, number.end, group.head, group.known, True, (group.first, group.end))
    plain = word_at(tokens, of) == "of" and (number.relation is Relation.VAGUE or not number.bare)
    if not determined and not plain:
        return None
    if word_at(tokens, at - 1) == "those" and at in cue_starts:  # "400 of those rescued"
        return Counted(number, of + 1, at, partitive=True)
    group = noun_group(tokens, at, cue_starts, one=_one(number), states=True)
    return None if group is None or group.empty else _of_group(number, group, partitive=determined)
