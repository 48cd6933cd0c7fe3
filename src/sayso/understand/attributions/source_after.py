"""The noun phrase of a source that stands after its cue ("…, said X", "according to X", "by X")."""

from __future__ import annotations

from sayso.understand.attributions.finite_verbs import has_finite, is_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Range
from sayso.understand.attributions.source_phrases import STOPS
from sayso.understand.language import words

PERSONAL = frozenset({"he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "me", "us"})
OCCASION = frozenset({"a", "an", "his", "her", "their", "one", "response", "recent", "remarks", "interviews", "comments"})
"""After "in", "at" or "on", these tell where something was said, not who said it ("said X in an interview")."""
AFTER_NAME = frozenset({"and", "he", "she", "it", "they", "quoted", "cited"})
"""After a comma, these begin something else than an apposition."""


def phrase_after(w: Words, start: int) -> Range | None:
    """The noun phrase that begins at `start` and runs to where a source after its verb ends."""
    if w.at(start) in PERSONAL:
        return start, start + 1
    at = start
    relative = False
    while at < len(w) and not (_ends_hard(w, at) if relative else _ends_after(w, at)):
        relative = relative or (w.at(at) in {"who", "whose"} and at > start)
        at += 1
    while at > start and w.at(at - 1) in {",", "and"}:
        at -= 1
    while at - 1 > start and w.at(at - 1) in words("source_times"):
        at -= 1
    return (start, at) if at > start else None


def _ends_after(w: Words, at: int) -> bool:
    word = w.at(at)
    if not w.outside(at) or word in STOPS or (word in {".", "?", "!"} and at + 1 >= len(w)):
        return True
    if word == ",":
        return not w.outside(at + 1) or _begins_other(w.at(at + 1))
    if word in {"in", "at", "on"}:
        return w.at(at + 1) in words("source_times") or w.at(at + 1) in OCCASION
    if word in words("source_ends"):
        return word != "by" or w.at(at - 1) not in words("source_documents")
    return word in words("source_times") and w.at(at - 1) not in {"the", "new"}


def _begins_other(word: str) -> bool:
    """Does the word after a comma begin something else than an apposition?"""
    return word in words("source_ends") or word in AFTER_NAME or word.endswith("ing") or is_finite(word)


def _ends_hard(w: Words, at: int) -> bool:
    """The end of a source with a relative clause: only with the sentence, or where another clause begins."""
    if w.at(at) == ",":
        return not w.outside(at + 1) or w.at(at + 1).endswith("ing")
    return not w.outside(at) or w.at(at) in STOPS or (w.at(at) in {".", "?", "!"} and at + 1 >= len(w))


def before_clause(w: Words, source: Range) -> Range:
    """The source of an opening "According to X, a spokesman, …": up to the comma after which a clause is left."""
    commas = [at for at in range(source[0] + 1, source[1]) if w.at(at) == ","]
    for comma in commas:
        following = next((at for at in commas if at > comma), len(w))
        if has_finite(w, comma + 1, following):
            return source[0], comma
    return source
