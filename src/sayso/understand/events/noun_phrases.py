"""Noun phrases by their edges: the one that begins, or the one that ends, at a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.types import Span, Token
from sayso.understand.events.verb_signs import closes, is_verb, word_class
from sayso.understand.language import words

EDGES = frozenset({"det", "num", "adv", "prep", "poss"})
"""Classes of words that a phrase begins without."""
REACH = 30
"""Words that a phrase may be long."""


class Phrase(NamedTuple):
    """Tokens `first` up to and including `last`."""

    first: int
    last: int

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last].end)


def phrase_after(tokens: Sequence[Token], first: int) -> Phrase | None:
    """The noun phrase that begins at `first`, without its determiner; "of" and "'s" carry it on, "of doing" does not."""
    while first < len(tokens) and (_determines(tokens[first]) or tokens[first].lower in words("actor_predicates")):
        first += 1
    last = first - 1
    while last + 1 < len(tokens) and _goes_on(tokens, first, last + 1):
        last += 1
    while last > first and (tokens[last].lower in words("actor_predicates") or word_class(tokens[last])):
        last -= 1
    return Phrase(first, last) if first <= last else None


def _determines(token: Token) -> bool:
    return word_class(token) in ("det", "num", "adv") or token.text in '“"' or token.lower in words("definite")


def _goes_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Does a noun phrase that began at `first` reach over token `at`?"""
    token, kind = tokens[at], word_class(tokens[at])
    if token.lower == "of":
        return at > first and at + 1 < len(tokens) and not tokens[at + 1].lower.endswith("ing")
    if kind in ("det", "num", "poss") and at > first:
        return token.lower == "'s" or tokens[at - 1].lower == "of"
    return not kind and not closes(token) and not (at > first and is_verb(tokens, at))


def phrase_before(tokens: Sequence[Token], last: int) -> Phrase | None:
    """The noun phrase that ends at `last`; "X in Y" and "X at Y" give X, "X of Y" the whole."""
    first = last + 1
    for at in range(last, max(-1, last - REACH), -1):
        if word_class(tokens[at]) == "prep" and tokens[at].lower != "of":
            if first > last or _fronted(tokens, at):
                break
            return phrase_before(tokens, at - 1) if not _spokesman(tokens, at) else _joined(phrase_before(tokens, at - 1), last)
        if _bounds(tokens, at) or (first <= last and is_verb(tokens, at)):
            break
        first = at
        if _opens(tokens, at):
            break
    while first < last and (word_class(tokens[first]) in EDGES or not tokens[first].text[0].isalnum()):
        first += 1
    return Phrase(first, last) if first <= last and not _empty(tokens, last) else None


def _bounds(tokens: Sequence[Token], at: int) -> bool:
    """Is this a word or mark that no noun phrase holds?"""
    return closes(tokens[at]) or word_class(tokens[at]) in ("conj", "rel", "to", "aux", "pron", "time")


def _fronted(tokens: Sequence[Token], at: int) -> bool:
    """Does the preposition at `at` open the clause, or a clause of its own ("as crowds stormed …")?"""
    before = tokens[at - 1] if at else None
    return before is None or closes(before) or word_class(before) == "conj" or tokens[at].lower in words("actor_subordinators")


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Is this the first word of its phrase: a determiner, number or adverb with no word before it that belongs to them?"""
    kind = word_class(tokens[at])
    if kind not in ("det", "num", "adv", "poss") or tokens[at].lower in ("'s", "'") or at == 0:
        return False
    return tokens[at - 1].lower != "of" and word_class(tokens[at - 1]) not in ("det", "num", "adv", "poss", "prep")


def _empty(tokens: Sequence[Token], last: int) -> bool:
    """A number or determiner alone names nobody, but "thousands" do."""
    return bool(word_class(tokens[last])) and tokens[last].lower not in words("actor_crowds")


def _joined(head: Phrase | None, last: int) -> Phrase | None:
    return Phrase(head.first, last) if head else None


def _spokesman(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].lower == "for" and tokens[at - 1].lower.startswith("spokes")
