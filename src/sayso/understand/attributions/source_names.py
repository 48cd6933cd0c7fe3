"""The name of a source within its phrase: with title and short apposition, without relative clause or what follows it.

"a statement from the ministry" → the ministry; "the ministry's statement" → the ministry; "state radio, which" → state radio;
"the mayor in a televised speech" → the mayor.
"""

from __future__ import annotations

from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Range
from sayso.understand.attributions.source_kinds import kind_of
from sayso.understand.attributions.source_phrases import phrase_before
from sayso.understand.language import words
from sayso.vocabulary import SourceKind

RELATIVE = frozenset({"who", "whose", "which", "whom", "that"})
BY = frozenset({"from", "by", "of"})
OCCASION = frozenset({"in", "on", "at", "during", "via", "through"})
MAX_NAME = 14
"""Tokens of a name; an apposition that makes it longer is left off."""
MAX_CHANNEL = 5
"""Tokens from the preposition to the channel ("in a speech broadcast on", "on its official Telegram channel")."""


def name_range(w: Words, phrase: Range) -> Range:
    """The part of a source phrase that names it; never empty."""
    start, end = _past_document(w, *phrase), phrase[1]
    if w.at(start) in {"who", "which", "that"} and end - start == 1:
        antecedent = _antecedent(w, start)
        known = antecedent and (w.at(start) != "that" or kind_of(w.text(*antecedent)) is not SourceKind.OTHER)
        return antecedent if antecedent and known else phrase
    for at in range(start + 1, end):
        if w.at(at) in RELATIVE or (w.at(at) == "," and at - start >= MAX_NAME) or _occasion(w, at, end):
            end = at
            break
    if end - start > MAX_NAME:
        end = next((at for at in range(start + 1, end) if w.at(at) == ","), end)
    if end - 2 > start and w.at(end - 2) in {"'s", "'"} and w.at(end - 1) in words("source_documents"):
        end -= 2
    while end - 1 > start and w.at(end - 1) in {",", "-", "—", "–"}:
        end -= 1
    return start, end


def _past_document(w: Words, start: int, end: int) -> int:
    """After "a statement from" or "figures published by": whose word a document is."""
    for at in range(start, min(end - 2, start + 4)):
        if w.at(at) in words("source_documents"):
            if w.at(at + 1) in BY:
                return at + 2
            if w.at(at + 2) == "by" and at + 3 < end:
                return at + 3
    return start


def _occasion(w: Words, at: int, end: int) -> bool:
    """Does "in a speech", "on its channel" or "on condition of anonymity" begin here?"""
    if w.at(at) not in OCCASION:
        return False
    channels = words("source_channels")
    return w.at(at + 1) == "condition" or any(w.at(i) in channels for i in range(at + 2, min(end, at + MAX_CHANNEL)))


def _antecedent(w: Words, relative: int) -> Range | None:
    """The noun phrase that "who" or "which" takes up, from after the verb or the "by" before it."""
    phrase = phrase_before(w, relative - (w.at(relative - 1) == ","))
    if phrase is None:
        return None
    start, end = phrase
    for at in range(end - 2, start - 1, -1):
        if (
            w.at(at) == "by"
            or (w.at(at) == "to" and w.at(at - 1) == "according")
            or (is_finite(w.at(at)) and w.at(at - 1) not in words("source_articles"))
        ):
            return at + 1, end
    return phrase
