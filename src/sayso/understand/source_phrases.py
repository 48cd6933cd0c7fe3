"""The noun phrase that names a source: the subject before a cue, or the phrase after it ("…, said X", "by X").

There is no parser. A phrase is bounded by the words and marks that no noun phrase of a teller reaches across; what opens a
clause ("On Friday …", "In the capital, …") is taken off. An apposition between commas belongs to the phrase.
"""

from __future__ import annotations

from sayso.understand.cues import cue_forms
from sayso.understand.finite_verbs import is_finite
from sayso.understand.language import words
from sayso.understand.name_runs import TITLES
from sayso.understand.quoted_words import Words

STOPS = frozenset(";:—–()[]…")
ABBREVIATED = TITLES | {"jr", "st", "lt", "sgt", "ex", "no", "inc", "co", "corp", "ltd", "hon", "rev", "adm", "atty", "supt"}
"""What a full stop inside a name follows."""
APPOSITION = frozenset(
    {
        "a",
        "an",
        "the",
        "who",
        "whose",
        "which",
        "former",
        "his",
        "her",
        "its",
        "their",
        "one",
        "also",
        "of",
        "now",
        "himself",
        "herself",
        "then",
    }
)
"""Words that begin an apposition or a relative clause after a name."""
CLAUSE_AFTER = frozenset(
    {
        "in",
        "at",
        "on",
        "during",
        "after",
        "before",
        "when",
        "while",
        "as",
        "earlier",
        "late",
        "last",
        "referring",
        "adding",
        "speaking",
        "via",
        "through",
        "that",
        "but",
        "if",
        "because",
        "since",
        "by",
        "following",
        "once",
        "citing",
        "noting",
    }
)
"""Words that end the phrase of a source that stands after its verb."""
AFTER_NAME = frozenset({"and", "he", "she", "it", "they", "quoted", "cited"})
"""After a comma, these begin something else than an apposition."""
RELATIVE = frozenset({"who", "which", "that"})
"""Words that begin a relative clause inside the phrase ("a study that appeared in May found")."""
PERSONAL = frozenset({"he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "me", "us"})
MAX_APPOSITION = 30
"""Tokens of an apposition; longer ones in polnear/train are rare and mostly not appositions."""


def subject_before(w: Words, end: int) -> tuple[int, int] | None:
    """The subject whose last token is end-1, as token indices; None where no noun phrase stands there."""
    end = _skip_aside(w, end)
    if w.at(end - 1) == ",":
        return _with_apposition(w, end)
    start = _phrase_start(w, end)
    return (start, end) if start < end else None


def _skip_aside(w: Words, end: int) -> int:
    """Before a short adverbial between subject and verb: "X, however, said", "X on Friday said"."""
    if w.at(end - 1) == ",":
        comma = _comma_before(w, end - 1)
        first = w.at(comma + 1)
        if (
            comma > 0
            and (
                first in {"however", "meanwhile", "too", "though"}
                or first in {"in", "on", "at", "for", "during", "after", "speaking", "citing"}
            )
            and w.outside(comma)
        ):
            return comma
        return end
    at = end
    while at > 0 and (w.at(at - 1) in words("source_times") or (w.at(at - 1).isdigit() and len(w.at(at - 1)) == 4)):
        at -= 1
    if at == end or at == 0:
        return end
    if w.at(at - 1) in {"on", "in", "late", "early"}:
        return at - 1 if at > 1 else end
    return at if not w.at(end - 1).isdigit() else end


def _comma_before(w: Words, end: int) -> int:
    """The index of the comma before token `end` that opens an apposition; -1 where there is none within reach."""
    at = end - 1
    while at >= max(0, end - MAX_APPOSITION):
        if not w.outside(at) or w.at(at) in STOPS:
            return -1
        if w.at(at) == ",":
            return at
        at -= 1
    return -1


def _with_apposition(w: Words, end: int) -> tuple[int, int] | None:
    """ "Name, a spokesman for the body," with the closing comma, as PolNeAR has it."""
    comma = _comma_before(w, end - 1)
    while comma > 0 and not _opens_apposition(w, comma, end):
        comma = _comma_before(w, comma)
    if comma <= 0:
        return None
    start = _phrase_start(w, comma)
    while start > 1 and w.at(start - 1) == "," and w.at(start) in APPOSITION and w.capital(start - 2):
        start = _phrase_start(w, start - 1)
    return (start, end) if start < comma else None


def _opens_apposition(w: Words, comma: int, end: int) -> bool:
    first = w.at(comma + 1)
    if first in APPOSITION or first.isdigit() or w.capital(comma + 1):
        return True
    return w.capital(comma - 1) and not any(is_finite(w.at(at)) for at in range(comma + 1, end))


def _phrase_start(w: Words, end: int) -> int:
    """Where the noun phrase that ends before `end` begins."""
    start = end
    if w.at(end - 1) in words("source_pronouns"):
        return end - 1
    while start > 0:
        if w.at(start - 1) == ")" and w.outside(start - 1):
            start = _opening_bracket(w, start - 1)
        elif _bounds(w, start - 1, end):
            break
        else:
            start -= 1
    if w.at(start - 1) in RELATIVE and start > 1 and not cue_forms().get(w.at(start - 2)):
        if any(is_finite(w.at(at)) for at in range(start, end)):
            return _phrase_start(w, start - 1)
    return _without_opening(w, start, end)


def _opening_bracket(w: Words, closing: int) -> int:
    """The index of the bracket that a closing one belongs to ("Sen. Jane Roe (D-Wis.) said"); `closing` if none is near."""
    return next((at for at in range(closing - 1, max(-1, closing - 8), -1) if w.at(at) == "("), closing)


def _bounds(w: Words, at: int, end: int) -> bool:
    word = w.at(at)
    if not w.outside(at) or word in STOPS:
        return True
    if word in words("source_boundaries"):
        return not (w.tokens[at].text.isupper() and len(word) > 1)  # "US" is no pronoun
    if word == ".":
        return not (w.at(at - 1) in ABBREVIATED or len(w.at(at - 1)) == 1)
    if word in {",", "-"}:
        return True
    if word == "and":
        return not (w.capital(at - 1) and w.capital(at + 1)) and not _joins_nouns(w, at)
    form = cue_forms().get(word)
    return form is not None and form.finite and not form.base and at + 1 < end and not w.capital(at) and word.endswith("ed")


def _joins_nouns(w: Words, at: int) -> bool:
    """Does "and" join two nouns ("police and witnesses") rather than two clauses?"""
    left = at
    while left > 0 and w.outside(left - 1) and w.at(left - 1) not in STOPS and w.at(left - 1) not in {",", "-"}:
        left -= 1
        if is_finite(w.at(left)) or w.at(left) in words("source_pronouns"):
            return False
        if w.at(left) in words("source_boundaries"):
            break
    return left < at and w.at(at + 1) not in words("source_pronouns") - {"others"}


def _without_opening(w: Words, start: int, end: int) -> int:
    """After "On Friday morning", "In Almaty", "Still", "And" that open the clause without a comma."""
    while start < end and (
        w.at(start) in {"and", "yet", "still", "even", "only", "both", "however", "today", "yesterday", "on", "during"}
        or w.at(start) in words("source_times")
    ):
        start += 1
        if w.at(start - 1) in {"on", "during"}:
            while start < end and w.at(start) in words("source_times"):
                start += 1
    if start < end - 1 and w.at(start) in words("source_prepositions"):
        return _after_opening(w, start, end)
    return start


def _after_opening(w: Words, start: int, end: int) -> int:
    """The last noun phrase after an opening preposition: the words from its article, or the last capitalised run."""
    for at in range(end - 1, start, -1):
        if w.at(at) in {"the", "a", "an", "his", "her", "its", "their"}:
            return at if at > start + 1 else start + 1
    at = end - 1
    while at > start + 1 and w.capital(at - 1) == w.capital(end - 1):
        at -= 1
    return at


def phrase_after(w: Words, start: int) -> tuple[int, int] | None:
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


def _ends_hard(w: Words, at: int) -> bool:
    """The end of a source with a relative clause: only with the sentence, or where another clause begins."""
    if w.at(at) == ",":
        return not w.outside(at + 1) or w.at(at + 1).endswith("ing")
    return not w.outside(at) or w.at(at) in STOPS or (w.at(at) in {".", "?", "!"} and at + 1 >= len(w))


def _ends_after(w: Words, at: int) -> bool:
    word = w.at(at)
    if not w.outside(at) or word in STOPS or (word in {".", "?", "!"} and at + 1 >= len(w)):
        return True
    if word == ",":
        following = w.at(at + 1)
        return (
            not w.outside(at + 1)
            or following in CLAUSE_AFTER
            or following.endswith("ing")
            or following in AFTER_NAME
            or is_finite(following)
        )
    if word in {"in", "at", "on"}:
        return w.at(at + 1) in words("source_times") or w.at(at + 1) in {
            "a",
            "an",
            "his",
            "her",
            "their",
            "one",
            "response",
            "recent",
            "remarks",
            "interviews",
            "comments",
        }
    if word in CLAUSE_AFTER:
        return True
    return word in words("source_times") and at > 0 and w.at(at - 1) not in {"the", "new"}


def phrase_before(w: Words, end: int) -> tuple[int, int] | None:
    """The noun phrase whose last token is end-1, without apposition (the owner in "X's answer")."""
    start = _phrase_start(w, end)
    return (start, end) if start < end else None


def clause_subject(w: Words, end: int) -> tuple[int, int] | None:
    """The subject of the first finite verb of the clause that runs to token `end` ("X did this, saying …" → X)."""
    start = _clause_start(w, end)
    for at in range(start + 1, end):
        if w.outside(at) and (is_finite(w.at(at)) or cue_forms().get(w.at(at))):
            while at > start + 1 and (w.at(at - 1).endswith("ly") or w.at(at - 1) in words("cue_adverbs")):
                at -= 1
            found = subject_before(w, at)
            return found if found is not None and found[0] >= start else None
    return None


def _clause_start(w: Words, end: int) -> int:
    """After the last word before `end` that begins a clause, but not after a comma: a subject may have an apposition."""
    for at in range(end - 1, -1, -1):
        if (
            not w.outside(at)
            or w.at(at) in STOPS
            or w.at(at) in {"while", "because", "although", "though", "when", "but", "as", "that", "if"}
        ):
            return at + 1
    return 0


def before_clause(w: Words, source: tuple[int, int]) -> tuple[int, int]:
    """The source of an opening "According to X, a spokesman, …": up to the comma after which a clause is left."""
    commas = [at for at in range(source[0] + 1, source[1]) if w.at(at) == ","]
    for comma in commas:
        following = next((at for at in commas if at > comma), len(w))
        if any(is_finite(w.at(at)) for at in range(comma + 1, following)):
            return source[0], comma
    return source
