"""What is attributed: the stretch of a sentence before or after a cue that holds its content."""

from __future__ import annotations

from sayso.understand.attributions.cues import Cue, cue_forms, frames_of, is_adding
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.language import words

COMPLEMENT = frozenset({"that", "whether", "if", "how", "why", "what", "who", "where", "when", "there"})
STOPS = frozenset(".?!…")
SUBORDINATE = frozenset(
    {"when", "while", "as", "after", "before", "though", "although", "if", "since", "because", "once", "back"}
)
JOINING = frozenset({"but", "and", "while", "though", "although"})
"""Words after a comma that may begin a clause with a teller of its own."""
AFTER_ADDRESSEE = COMPLEMENT | {":", "to", "about", "not"}
"""What follows the person addressed ("told reporters that", "told them to")."""
ADVERBIAL = frozenset({"in", "at", "during", "on", "to", "after", "of", "about", "from", "through", "with", "via", "by"})
"""Prepositions that may stand between a cue and its content."""
OCCASION = frozenset({"in", "on", "at", "to", "during", "after", "via", "through", ","})
"""Those that do so even where the verb could take a noun phrase."""
LINKING = frozenset({"of", "at", "in", "from", "with", "for", "and", "on", "by"})
"""After one of these an article goes on with the addressee ("told the head of the agency")."""
MAX_PUT = 10
"""Tokens between "put" and "at" ("put the number of dead at 12")."""
MAX_ADDRESSEE = 16
"""Tokens between "told" and its content."""


def content_before(w: Words, end: int, start: int = 0) -> tuple[int, int] | None:
    """The content that ends before token `end`: a quotation, or the clause since `start`, without the comma."""
    if w.at(end - 1) == "," and w.outside(end - 1):
        end -= 1
    first = start
    if w.closes_quote(end - 1):
        opening = end - 1
        while opening > start and w.quote[opening - 1] == w.quote[end - 1]:
            opening -= 1
        first = start if _runs_into(w, start, opening) else opening
    while first < end and w.at(first) in {"—", "-", "–", ",", ";"} and w.outside(first):
        first += 1
    return (first, end) if first < end else None


def _runs_into(w: Words, start: int, opening: int) -> bool:
    """Is the quotation the last part of a clause that began before it ("The plan “will fail,” he said")?"""
    return opening > start and w.at(opening - 1) not in {".", "?", "!", ":"}


def content_after(w: Words, cue: Cue) -> tuple[int, int] | None:
    """The content that follows a cue, up to the end of its clause and without the closing stop."""
    start = _content_start(w, cue)
    if start is None:
        return None
    end = clause_end(w, start)
    if not cue.frames & {"q", "h"} or cue.particle:
        end = next((at for at in range(start, end) if w.at(at) == "," and w.outside(at) and not _goes_on(w, at, cue)), end)
    while end > start and w.outside(end - 1) and w.at(end - 1) in {",", ";", "-", "—", "–", ":"}:
        end -= 1
    return (start, end) if end > start else None


def _goes_on(w: Words, comma: int, cue: Cue) -> bool:
    """Does the particle come again after the comma ("spoke of dozens, and of hundreds detained")?"""
    return cue.particle is not None and w.at(comma + 1) == "and" and w.at(comma + 2) == cue.particle


def _content_start(w: Words, cue: Cue) -> int | None:
    at = cue.end
    if "o" in cue.frames and not cue.passive:
        at = _after_addressee(w, at)
    elif w.at(at) == "to" and cue.frames & {"i", "e"}:
        return at
    elif not (cue.frames & {"n"}) or w.at(at) in OCCASION or w.at(at) in words("source_times"):
        at = _after_adverbial(w, at)
    if w.at(at) in {",", ":"} and w.outside(at):
        at += 1
    if w.at(at - 1) == "," and is_adding(w.at(at)):
        return None
    return at if at < len(w) and w.at(at) not in STOPS else None


def _after_adverbial(w: Words, start: int) -> int:
    """After "on Friday", "in an interview with X" where a "that", a quotation or a colon follows it; else after time words."""
    at = start
    if w.at(at) in {"on", "late", "early"} and w.at(at + 1) in words("source_times"):
        at += 1
    while w.at(at) in words("source_times") and w.at(at + 1) != "'s":
        at += 1
    if w.at(at) in ADVERBIAL:
        for later in range(at, min(len(w), at + MAX_ADDRESSEE)):
            if w.at(later) == "that" or w.opens_quote(later) or w.at(later) in {":", ","}:
                return later
    return at


def _after_addressee(w: Words, start: int) -> int:
    """After the person addressed; `start` where nothing tells where that ends."""
    for at in range(start, min(len(w), start + MAX_ADDRESSEE)):
        if w.opens_quote(at) or w.at(at) in AFTER_ADDRESSEE:
            return at
        if w.at(at) == "," and (w.opens_quote(at + 1) or w.at(at + 1) in words("source_openers") or w.at(at + 1) in COMPLEMENT):
            return at
        if at > start and w.at(at) in words("source_openers") and w.at(at - 1) not in LINKING:
            return at
    return start


def clause_end(w: Words, start: int) -> int:
    """Where the clause that begins at `start` ends: at another cue that is joined to it, or with the sentence."""
    end = _without_rubric(w, start, without_stop(w, start))
    leading = _in_leading_clause(w, start)
    for at in range(start + 1, end):
        if w.outside(at) and (_breaks(w, at) or (leading and w.at(at) == ",")):
            return at
    return end


def without_stop(w: Words, start: int) -> int:
    """The end of the utterance before its closing stop, where that is not quoted; `start` at the least."""
    end = len(w)
    while end > start and w.at(end - 1) in STOPS and w.outside(end - 1):
        end -= 1
    return end


def _without_rubric(w: Words, start: int, end: int) -> int:
    """A headline's content without the rubric after a dash ("Police report shots – News")."""
    for at in range(max(start + 1, end - 3), end):
        if w.at(at) in {"–", "—", "-", "|"} and w.outside(at) and end == len(w):
            return at
    return end


def _in_leading_clause(w: Words, at: int) -> bool:
    """Is token `at` in a subordinate clause that opens the sentence ("While X denied the charge, …")?"""
    first = 1 if w.at(0) in {"and", "but", "even"} else 0
    return w.at(first) in SUBORDINATE and not any(w.at(i) == "," for i in range(at))


def _breaks(w: Words, at: int) -> bool:
    word, following = w.at(at), w.at(at + 1)
    if word == ";" or (word == ")" and not _opened(w, at)):
        return True
    if word == ",":
        if is_adding(following):
            return True
        return following == "according" or (following in JOINING and _cue_follows(w, at + 2))
    if word == "and":
        return is_telling(w.at(at + 1)) or (is_telling(w.at(at + 2)) and w.at(at + 1) in words("cue_adverbs"))
    return word == "according" and following == "to"


def _opened(w: Words, closing: int) -> bool:
    return "(" in w.lower[max(0, closing - 40) : closing]


def is_telling(word: str) -> bool:
    """Is the word a finite form of a verb that can tell ("said", "reported"), whatever stands around it?"""
    form = cue_forms().get(word)
    return form is not None and form.finite and not form.base and "q" in frames_of(form.lemma)[0]


def _cue_follows(w: Words, start: int) -> bool:
    """Does the joined clause attribute something itself, within a few words?"""
    near = range(start, min(len(w), start + 6))
    return any(is_telling(w.at(at)) or (w.at(at) in {"put", "puts"} and "at" in w.lower[at : at + MAX_PUT]) for at in near)
