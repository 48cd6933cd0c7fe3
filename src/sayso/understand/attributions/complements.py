"""What follows a cue, if its verb can take it: a clause, a quotation, an infinitive or a noun phrase."""

from __future__ import annotations

from sayso.understand.attributions.asides import ends_sentence
from sayso.understand.attributions.contents import COMPLEMENT, content_after
from sayso.understand.attributions.cues import COUNTING, Cue
from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Range
from sayso.understand.language import table, words

LIVES = frozenset({"life", "lives", "victim", "victims"})
"""What a flood or a war claims, without saying anything."""
MAX_OBJECT = 5
"""Tokens of an object in which its count or number stands."""
MAX_MEASURED = 10
"""Tokens between "put" and "at" in "put the number of dead at 12"."""


def complement(w: Words, cue: Cue) -> Range | None:
    """What follows the cue, if the verb can take it."""
    content = content_after(w, cue)
    if content is None:
        return None
    first = w.at(content[0])
    if cue.particle is not None:
        return content
    if cue.lemma == "claim" and LIVES & set(w.lower[content[0] : content[0] + MAX_MEASURED]):
        return None
    quoted = not w.outside(content[0])
    clause = first in COMPLEMENT or first in words("source_openers") or w.capital(content[0])
    if first == "to":
        return content if cue.frames & {"i", "o", "e"} else None
    if cue.frames <= COUNTING:
        return content if _counts(w, content, cue) else None
    if "q" in cue.frames or (quoted and "h" in cue.frames):
        return content
    if "a" in cue.frames:
        return content if "at" in w.lower[content[0] : content[0] + MAX_MEASURED] else None
    if "n" in cue.frames:
        return content if first not in {"in", "on", "at", "by", "from"} else None
    if "h" in cue.frames or "o" in cue.frames:
        return content if clause or quoted else None
    return None


def _counts(w: Words, content: Range, cue: Cue) -> bool:
    """Does the verb's object begin with a count ("published a total of 40"), or a number for a verb that records?"""
    start, end = content[0], min(content[1], content[0] + MAX_OBJECT)
    if "d" in cue.frames and any(word[0].isdigit() or word in table("number_words") for word in w.lower[start:end]):
        return True
    return has_tally(w, start, end) and "$" not in w.lower[start:end]


def has_tally(w: Words, start: int, end: int) -> bool:
    """Is there a noun of counting among the tokens start … end-1?"""
    return any(word in words("cue_tallies") or word in {"number", "list"} for word in w.lower[start:end])


def is_clear(w: Words, after: Range, cue: Cue) -> bool:
    """Does what follows the cue leave no doubt that it is its content?"""
    if "o" in cue.frames:
        return w.at(after[0]) in COMPLEMENT | {"to"} or w.opens_quote(after[0]) or w.at(after[0]) in words("source_openers")
    if w.at(after[0]) == "that" or (w.opens_quote(after[0]) and w.at(cue.end) != ","):
        return True
    return (
        not ends_sentence(w, cue)
        and w.at(cue.end) not in {",", ".", "in", "on", "at", "of", "during", "to", "after"}
        and w.at(cue.end) not in words("source_times")
    )


def with_relative(w: Words, source: Range, after: Range) -> tuple[Range, ...]:
    """The content after a cue, and the "what" or "which" before its source that is part of it ("what X called …")."""
    at = source[0] - 1
    relative = w.at(at) in {"what", "which", "whom"} or (w.at(at) in {"that", "who"} and is_finite(w.at(after[0])))
    return ((at, at + 1), after) if relative and at >= 0 else (after,)
