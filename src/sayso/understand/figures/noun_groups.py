"""The noun group that begins at a token, and its head: without a tagger, by the words that can and cannot stand in one.

A group runs until a word that cannot stand in one (`noun_group_stops`), a verb or state of people, or punctuation; its head is
the last noun for people in it. A group without one may still be people whom no list names ("14 Dalits"); it is kept as
unknown, and needs a sure cue later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.types import Token
from sayso.understand.figures.not_counts import word_at
from sayso.understand.figures.population import is_people, singular
from sayso.understand.language import table, words
from sayso.understand.word_classes import members

LONGEST_GROUP = 12
"""Tokens of a noun group; news seldom goes beyond "suspected Islamic State of Iraq and Syria fighters"."""
HEAD_REACH = 5
"""Tokens after a conjunction, a participle or a bracket within which what belongs to it must stand."""
QUOTES = frozenset({"“", '"', "‘", "'", "`", "(", "[", "«", "”", "»", "#"})
"""Marks that may stand between a number and its noun."""
INNER = frozenset({"-", "–", "—", "'s", "'"})


@dataclass(frozen=True, slots=True)
class NounGroup:
    """Tokens `first` to `end` (exclusive), none where no group begins. `head` is in the singular, lower case."""

    first: int
    end: int
    head: str | None = None
    known: bool = False
    """Is the head in the lists of nouns for people?"""

    @property
    def empty(self) -> bool:
        return self.first == self.end


def noun_group(
    tokens: Sequence[Token], at: int, cue_starts: frozenset[int], *, one: bool = False, states: bool = False
) -> NounGroup | None:
    """The group from `at` on; empty where none begins there, None where it names things.

    `cue_starts` are the tokens at which verbs and states of people begin. `one`: is a single one counted, so that the head is
    singular? `states`: may a state be the head, as after an article ("the dead")?
    """
    while word_at(tokens, at) in QUOTES:
        at += 1
    head, last = -1, at
    for end in _inside(tokens, at):
        word = tokens[end].lower
        if head >= 0 and (end in cue_starts or word in members("participle_noun")):
            break
        if _can_head(word, one) and not _demonym_before_noun(tokens, end, cue_starts) and _no_state(word, end == at and states):
            head = end
        elif end in cue_starts and not (head < 0 and _modifies(tokens, end)):
            break
        elif head < 0 and _things(tokens[end].text) and not is_people(word_at(tokens, end + 1)):
            return None
        elif head >= 0:
            if word in words("not_people") or _compound(tokens[head].lower, word):
                return None
            break
        last = end + 1
    if head < 0 and not one and last > at:
        head = _shared_head(tokens, last)
    if head >= 0:
        return NounGroup(at, head + 1, singular(tokens[head].lower), known=True)
    return _unknown(tokens, at, last, one)


def _inside(tokens: Sequence[Token], at: int) -> list[int]:
    """The tokens from `at` on that can stand in a noun group: words, over brackets, inner hyphens and possessives."""
    out: list[int] = []
    end = at
    while end < len(tokens) and end - at < LONGEST_GROUP:
        word = tokens[end].lower
        if word in ("(", "["):
            end = _after_bracket(tokens, end)
        elif out and word in INNER:
            end += 1
        elif (word[0].isalpha() or word[0] == "#") and (word not in words("noun_group_stops") or tokens[end].text == "US"):
            out.append(end)
            end += 1
        else:
            break
    return out


def _after_bracket(tokens: Sequence[Token], at: int) -> int:
    """The token after the bracket that opens at `at`, where it closes soon; else the next token."""
    closing = (end for end in range(at + 1, min(at + 1 + HEAD_REACH, len(tokens))) if tokens[end].text in (")", "]"))
    return next(closing, at) + 1


def _can_head(word: str, one: bool) -> bool:
    """Can the word be the head? A singular noun before another is a modifier: "10 police buses", "12 student leaders"."""
    return is_people(word) and (one or singular(word) != word or word in table("plural_irregular"))


def _no_state(word: str, may_be_state: bool) -> bool:
    """Is the word no state ("12 wounded"), or in a place where a state is a noun ("five of the wounded")?"""
    return may_be_state or word not in table("figure_kind_states")


def _things(word: str) -> bool:
    """Is it a plural that names things, which is seldom a modifier: "300 attacks involving migrants"?"""
    return word in words("not_people") and word.endswith("s") and not word.endswith("ss")


def _modifies(tokens: Sequence[Token], at: int) -> bool:
    """Is the cue at `at` a modifier of a noun for people after it: "12 wounded soldiers", "striking public sector workers"?"""
    for following in range(at + 1, at + 1 + HEAD_REACH):
        word = word_at(tokens, following)
        if word in QUOTES:
            continue
        if is_people(word) and (following == at + 1 or _can_head(word, one=False)):
            return True
        if word in words("noun_group_stops") or not word[:1].isalpha():
            return False
    return False


def _compound(head: str, after: str) -> bool:
    """Does a plural after a noun without one make it a modifier: "two police jeeps"?"""
    return singular(head) == head and after.endswith("s") and not after.endswith(("ss", "'s"))


def _demonym_before_noun(tokens: Sequence[Token], at: int, cue_starts: frozenset[int]) -> bool:
    """Is it a nationality that is the same as its adjective, with a noun after it: "55,000 US schools"?"""
    word, after = tokens[at].lower, word_at(tokens, at + 1)
    if word not in words("population_demonyms") or singular(word) != word:
        return False
    return after[:1].isalpha() and after not in words("noun_group_stops") and at + 1 not in cue_starts


def _shared_head(tokens: Sequence[Token], link: int) -> int:
    """The head after a conjunction: "30 DAB and Civil Force members"; -1 where there is none near."""
    if word_at(tokens, link) not in ("and", "or", ",", "/"):
        return -1
    for at in range(link + 1, min(link + HEAD_REACH, len(tokens))):
        word = tokens[at].lower
        if word in words("noun_group_stops") or not word[0].isalpha():
            break
        if _can_head(word, one=False):
            return at
    return -1


def _unknown(tokens: Sequence[Token], at: int, end: int, one: bool) -> NounGroup | None:
    """A group without a known noun: None if it names things, or neither is a plural nor has a capital."""
    if all(token.lower.endswith("ly") for token in tokens[at:end]):  # "five critically wounded"
        return NounGroup(at, at)
    last = tokens[end - 1]
    if one or not (last.lower.endswith("s") or last.text[0].isupper()):
        return None
    if any(tokens[i].lower in words("not_people") or tokens[i].lower in words("not_people_after") for i in range(at, end)):
        return None
    return NounGroup(at, end, singular(last.lower))
