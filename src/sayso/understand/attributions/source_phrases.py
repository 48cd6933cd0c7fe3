"""The noun phrase of a source that stands before its cue: the subject ("X said"), or the owner ("X's answer").

There is no parser. A phrase is bounded by the words and marks that no noun phrase of a teller reaches across; what opens a
clause ("On Friday …", "In the capital, …") is taken off. An apposition between commas belongs to the phrase.
"""

from __future__ import annotations

from sayso.understand.attributions.cues import counting_verbs, cue_forms
from sayso.understand.attributions.finite_verbs import has_finite, is_finite
from sayso.understand.attributions.name_runs import TITLES
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Range
from sayso.understand.language import table, words

STOPS = frozenset(";:—–()[]…")
ABBREVIATED = TITLES | {"jr", "st", "lt", "sgt", "ex", "no", "inc", "co", "corp", "ltd", "hon", "rev", "adm", "atty", "supt"}
"""What a full stop inside a name follows."""
RELATIVE = frozenset({"who", "which", "that"})
"""Words that begin a relative clause inside the phrase ("a study that appeared in May found")."""
ASIDES = frozenset(
    {
        "however",
        "meanwhile",
        "too",
        "though",
        "in",
        "on",
        "at",
        "for",
        "during",
        "after",
        "speaking",
        "citing",
        "quoting",
        "as",
        "quoted",
        "cited",
    }
)
"""Words that open an adverbial between commas, after the subject."""
OPENING = frozenset({"and", "yet", "still", "even", "only", "both", "however"})
EARLY = frozenset({"early", "late"})
"""Prepositions only before a time: "early results" are a source."""
CLAUSE_OPENERS = frozenset({"while", "because", "although", "though", "when", "but", "as", "that", "if"})
MAX_APPOSITION = 30
"""Tokens of an apposition; longer ones in polnear/train are rare and mostly not appositions."""


def subject_before(w: Words, end: int) -> Range | None:
    """The subject whose last token is end-1, as token indices; None where no noun phrase stands there."""
    end = _skip_aside(w, end)
    if w.at(end - 1) == ",":
        return _with_apposition(w, end)
    start = _phrase_start(w, end)
    return (start, end) if start < end else None


def phrase_before(w: Words, end: int) -> Range | None:
    """The noun phrase whose last token is end-1, without apposition (the owner in "X's answer")."""
    start = _phrase_start(w, end)
    return (start, end) if start < end else None


def clause_subject(w: Words, end: int) -> Range | None:
    """The subject of the first finite verb of the clause that runs to token `end` ("X did this, saying …" → X)."""
    start = _clause_start(w, end)
    verbs = (at for at in range(start + 1, end) if w.outside(at) and _may_be_verb(w.at(at)))
    verb = next(verbs, None)
    if verb is None:
        return None
    while verb > start + 1 and (w.at(verb - 1).endswith("ly") or w.at(verb - 1) in words("cue_adverbs")):
        verb -= 1
    found = subject_before(w, verb)
    return found if found is not None and found[0] >= start else None


def _may_be_verb(word: str) -> bool:
    form = cue_forms().get(word)
    return is_finite(word) or (form is not None and form.lemma not in counting_verbs())


def _clause_start(w: Words, end: int) -> int:
    """After the last word before `end` that begins a clause, but not after a comma: a subject may have an apposition."""
    for at in range(end - 1, -1, -1):
        if not w.outside(at) or w.at(at) in STOPS or w.at(at) in CLAUSE_OPENERS:
            return at + 1
    return 0


def _skip_aside(w: Words, end: int) -> int:
    """Before a short adverbial between subject and verb: "X, however, said", "X on Friday said"."""
    if w.at(end - 1) == ",":
        comma = _comma_before(w, end - 1)
        return comma if comma > 0 and w.at(comma + 1) in ASIDES else end
    return _before_time(w, end)


def _before_time(w: Words, end: int) -> int:
    """Before "on Friday", "last week", "in 2010" that end the words before token `end`."""
    at = end
    while at > 0 and (w.at(at - 1) in words("source_times") or (w.at(at - 1).isdigit() and len(w.at(at - 1)) == 4)):
        at -= 1
    if at in {0, end}:
        return end
    if w.at(at - 1) in {"on", "in", "late", "early"}:
        return at - 1 if at > 1 else end
    return at if not w.at(end - 1).isdigit() else end


def _with_apposition(w: Words, end: int) -> Range | None:
    """ "Name, a spokesman for the body," with the closing comma, as PolNeAR has it."""
    comma = _comma_before(w, end - 1)
    while comma > 0 and not _opens_apposition(w, comma, end):
        comma = _comma_before(w, comma)
    if comma <= 0:
        return None
    start = _phrase_start(w, comma)
    while start > 1 and w.at(start - 1) == "," and w.at(start) in words("source_appositions") and w.capital(start - 2):
        start = _phrase_start(w, start - 1)
    if start == comma:  # "Earlier Tuesday, his aide, Jane Roe, said"
        start += 1
    return (start, end) if start < end - 1 else None


def _opens_apposition(w: Words, comma: int, end: int) -> bool:
    first = w.at(comma + 1)
    if first in words("source_appositions") or first.isdigit() or w.capital(comma + 1):
        return True
    return w.capital(comma - 1) and not has_finite(w, comma + 1, end)


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
    relative = w.at(start - 1) in RELATIVE and start > 1 and w.at(start - 2) not in cue_forms()
    if relative and has_finite(w, start, end):
        return _phrase_start(w, start - 1)
    return _without_opening(w, start, end)


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
    if w.at(at - 1) in RELATIVE:
        return False
    if form is None or form.lemma in counting_verbs():
        return False
    return form.finite and not form.base and at + 1 < end and not w.capital(at) and word.endswith("ed")


def _opening_bracket(w: Words, closing: int) -> int:
    """The index of the bracket that a closing one belongs to ("Sen. Jane Roe (D-Wis.) said"); `closing` if none is near."""
    return next((at for at in range(closing - 1, max(-1, closing - 8), -1) if w.at(at) == "("), closing)


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
    """After "On Friday morning", "On 9 January", "In Almaty", "Still", "And" that open the clause without a comma."""
    while start < end:
        if (
            w.at(start) in OPENING
            or _is_date(w, start)
            or (
                w.at(start) in words("source_prepositions")
                and (_is_date(w, start + 1) or w.at(start + 1) in words("source_times"))
            )
        ):
            start += 1
        elif start < end - 1 and w.at(start) in words("source_prepositions") - EARLY:
            return _after_opening(w, start, end)
        else:
            break
    return start


def _is_date(w: Words, at: int) -> bool:
    """Is the token a word of time, or a day or a year beside a month ("9 January 2022")?"""
    if w.at(at) in words("source_times"):
        return True
    if not w.at(at).isdigit() or len(w.at(at)) not in {1, 2, 4}:
        return False
    if len(w.at(at)) == 4:
        return w.at(at - 1) in table("months") or (w.at(at - 1).isdigit() and w.at(at - 2) in table("months"))
    return w.at(at + 1) in table("months") or (w.at(at - 1) in table("months") and not w.at(at - 2).isdigit())


def _after_opening(w: Words, start: int, end: int) -> int:
    """The last noun phrase after an opening preposition: the words from its article, or the last capitalised run."""
    for at in range(end - 1, start, -1):
        if w.at(at) in words("source_articles") and (w.at(at - 1) != "of" or at - 1 == start):
            return at if at > start + 1 else start + 1
    at = end - 1
    while at > start + 1 and w.capital(at - 1) == w.capital(end - 1):
        at -= 1
    return at
