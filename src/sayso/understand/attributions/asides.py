"""Content around a teller that stands after it or in the middle of it: "…, X said", "“…,” said X", "…, X said, …"."""

from __future__ import annotations

from sayso.understand.attributions.contents import STOPS, content_before, is_telling, without_stop
from sayso.understand.attributions.cues import Cue, cue_forms, is_adding
from sayso.understand.attributions.finite_verbs import has_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Range
from sayso.understand.language import words

JOINING = frozenset({"and", "but", "while", "though", "although"})
MAX_ADVERBIAL = 10
"""Tokens between a teller and the comma after which a quotation goes on ("…," X said in the city, "…")."""


def content_around(w: Words, source: Range, cue: Cue) -> Range | None:
    """What stands before a teller and is told by it; None where that is no content ("As X said, …", "On Friday, X said …")."""
    at = source[0]
    if w.at(at - 1) == "as":
        if w.at(cue.end) == ",":
            return None
        at -= 1
    return content_before(w, at, after_aside(w, at)) if at > 1 and _is_content(w, at, cue) else None


def _is_content(w: Words, end: int, cue: Cue) -> bool:
    """Is what ends before token `end` content? A quotation is; a clause with a comma is, if nothing else can be."""
    if w.closes_quote(end - 1):
        return True
    if w.at(end - 1) != ",":
        return False
    told = "o" in cue.frames and w.at(0) not in words("source_prepositions")
    return told or w.closes_quote(end - 2) or w.at(cue.end) == "," or ends_sentence(w, cue) or has_finite(w, 0, end - 1)


def quoted_before(w: Words, at: int) -> bool:
    """Does a quotation end just before token `at`, other than a title in an opening phrase (In "Title," X said …)?"""
    if not w.closes_quote(at - 1) and not (w.at(at - 1) == "," and w.closes_quote(at - 2)):
        return False
    last = at - 1 if w.closes_quote(at - 1) else at - 2
    if w.at(last - 1) in {",", "?", "!", "-", "—"}:
        return w.at(0) not in words("source_prepositions") or not w.outside(0)
    return not w.outside(0)


def ends_sentence(w: Words, cue: Cue) -> bool:
    """Is the cue the end of its sentence, so that its content must stand before it?"""
    at = cue.end
    while w.at(at) in words("source_times") or w.at(at) in {"on", "late", "early"} or _that_day(w, at):
        at += 1
    return w.at(at) in STOPS or at >= len(w)


def _that_day(w: Words, at: int) -> bool:
    """ "later that month", "the same day", "in a statement": when or how it was said, and no content of its own."""
    if w.at(at) == "day":
        return at > 1 and w.at(at - 1) in {"that", "same"}
    if w.at(at) == "same":
        return w.at(at - 1) == "the"
    following = w.at(at + 1 + (w.at(at + 1) == "same"))
    return w.at(at) in {"that", "the"} and (following in words("source_times") or following == "day")


def after_aside(w: Words, end: int) -> int:
    """Where the clause begins that a joined clause with its own teller stands before; 0 where there is none."""
    for at in range(end - 1, 1, -1):
        joined = w.lower[at] == ";" or (w.lower[at] in {"and", "but", "while"} and w.lower[at - 1] == ",")
        if joined and w.outside(at):
            told = any(w.outside(i) and is_telling(w.lower[i]) for i in range(at))
            return at + 1 if told else 0
    return 0


def with_rest(w: Words, content: Range, at: int) -> tuple[Range, ...]:
    """`content`, and the rest of it after an aside ("…, X said, …")."""
    if w.at(at) != ",":
        at = _to_quotation(w, at)
    if w.at(at) == "," and (w.opens_quote(at + 1) or w.outside(content[1] - 1)):
        end = without_stop(w, at)
        following = w.at(at + 1)
        told = is_adding(following) or (following in cue_forms() and w.at(at + 2) == "by")
        if end > at + 1 and not told and not _new_clause(w, at + 1, end):
            return content, (at + 1, end)
    return (content,)


def _new_clause(w: Words, start: int, end: int) -> bool:
    """Does what follows the aside begin a clause with a teller of its own ("…, police said, and …, the hospital said")?"""
    if w.at(start) not in JOINING:
        return False
    return any(w.outside(at) and is_telling(w.at(at)) for at in range(start, end))


def _to_quotation(w: Words, start: int) -> int:
    """The comma before a quotation that goes on after an adverbial ("…," X said in the city, "and …"); else `start`."""
    for at in range(start, min(len(w), start + MAX_ADVERBIAL)):
        if not w.outside(at) or w.at(at) in cue_forms():
            return start
        if w.at(at) == "," and w.opens_quote(at + 1):
            return at
    return start
