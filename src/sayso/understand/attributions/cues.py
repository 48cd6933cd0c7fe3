"""Cues: the words of a sentence that may attribute something to somebody, as verbs with their auxiliaries and particles.

Finds "has also said", "called for", "was told", "according to"; who said what is found by `relations.py`. Words inside a
quotation are the speaker's and are not searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.source_kinds import kind_of
from sayso.understand.language import table, words
from sayso.understand.verb_forms import Form, forms
from sayso.vocabulary import SourceKind

BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s"})
COUNTING = frozenset({"t", "d"})
"""Frames of verbs that attribute only where they give a count."""
CARRIERS = frozenset({"continued", "continues", "continue", "tried", "began"})
"""Verbs that carry another one after "to", and belong to its cue ("continued to insist")."""
END = frozenset(".?!;…")
PLURAL = frozenset({"police", "media", "people", "and"})
NO_SUBJECT = frozenset({"according", "citing", "quoting", "and", "or", "including"})
"""Words after a comma that begin something else than the subject of a closing "X reports"."""
MAX_TELLER = 10
"""Tokens of such a subject."""
GOES = frozenset({"went", "goes", "go"})
"""Likewise with "on to"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens start … end-1 attribute; `head` is the verb. `frames` says what it takes, as in `cue_verbs.txt`."""

    start: int
    head: int
    end: int
    lemma: str
    frames: frozenset[str]
    form: Form
    passive: bool = False
    particle: str | None = None


@cache
def cue_forms() -> dict[str, Form]:
    return forms(table("cue_verbs"), table("cue_irregular"))


@cache
def frames_of(lemma: str) -> tuple[frozenset[str], frozenset[str]]:
    """The complements that a verb takes, and its particles."""
    parts = table("cue_verbs")[lemma].split()
    return frozenset(p for p in parts if p[0] != "+"), frozenset(p[1:] for p in parts if p[0] == "+")


@cache
def counting_verbs() -> frozenset[str]:
    """Lemmas of the verbs that attribute only where they give a count ("published a total of 12")."""
    return frozenset(lemma for lemma in table("cue_verbs") if frames_of(lemma)[0] <= COUNTING)


def is_adding(word: str) -> bool:
    """Is it a participle that may attribute by itself ("…, adding that")?"""
    form = cue_forms().get(word)
    return form is not None and form.ing and form.lemma not in counting_verbs()


def cues(w: Words) -> Iterator[Cue]:
    """Every verb of the sentence that may attribute, from left to right; cues do not overlap."""
    known = cue_forms()
    after = 0
    for i, word in enumerate(w.lower):
        form = known.get(word)
        if form is None or i < after or not w.outside(i):
            continue
        cue = _cue(w, i, form)
        if cue is not None and _is_verb(w, cue):
            yield cue
            after = cue.end


def _cue(w: Words, head: int, form: Form) -> Cue | None:
    start = _left(w, head)
    before = set(w.lower[start:head])
    frames, particles = frames_of(form.lemma)
    end, particle = head + 1, None
    after = _past_time(w, end) if particles else end
    if w.at(after) in particles:
        particle, end = w.at(after), after + 1
    passive = bool(before & BE) and form.participle and not form.ing
    if form.ing and not before & BE:
        start = head
    if w.at(end) == ":" and w.outside(end):
        end += 1
    return Cue(start, head, end, form.lemma, frames, form, passive, particle)


def _past_time(w: Words, at: int) -> int:
    """After "on Friday" or "last month" between a verb and its particle ("spoke on Friday of", "called again for")."""
    after = at + (w.at(at) in {"on", "in"})
    while w.at(after) in words("source_times"):
        after += 1
    return after if w.at(after - 1) in words("source_times") else at


def _left(w: Words, head: int) -> int:
    """Where the auxiliaries and adverbs before a verb begin."""
    start = head
    while start > 0 and w.outside(start - 1) and _carried(w, start - 1):
        start -= 1
    if w.at(start - 1) == "to":
        if w.at(start - 2) == "on" and w.at(start - 3) in GOES:
            start -= 3
        elif w.at(start - 2) in CARRIERS:
            start -= 2
    return start


def _carried(w: Words, at: int) -> bool:
    """Is it an auxiliary or an adverb ("May" is neither)?"""
    word = w.at(at)
    if word == "may" and w.capital(at):
        return False
    return (
        word in words("cue_auxiliaries")
        or word in words("cue_adverbs")
        or (word.endswith("ly") and len(word) > 4 and word not in words("cue_not_adverbs"))
    )


def _is_verb(w: Words, cue: Cue) -> bool:
    """Is the form a verb here, rather than a noun ("the reports said") or an adjective ("a proposed law")?"""
    previous = w.at(cue.start - 1) if w.outside(cue.start - 1) else ""
    if w.at(cue.head - 1) == "'s" and not cue.form.ing:
        return False
    if w.capital(cue.head) and w.capital(cue.head - 1) and not _title_case(w):
        return False
    if cue.start == cue.head and not (cue.form.finite or cue.form.ing) and w.at(cue.end) != "by":
        return False  # "given its size"
    if w.at(cue.head - 1) in BE and (cue.form.third or cue.form.base) and not cue.form.participle:
        return False  # "here are details", "there were reports"
    if cue.start < cue.head and not cue.form.ing:
        return previous != "to"
    if cue.form.ing:
        return previous in {"by", "of"} or previous not in words("cue_noun_before")
    if previous == "to":
        return cue.form.base and w.at(cue.end) == "that" and "q" in cue.frames and _for_a_purpose(w, cue.start - 1)
    if previous in words("cue_noun_before"):
        return False
    if w.at(cue.end) == "of" and not cue.form.participle:
        return False
    if cue.form.base:
        return (
            previous in words("cue_plural_subjects")
            or (previous.endswith("s") and not previous.endswith("ss"))
            or previous == ")"
            or (previous == "," and cue.form.lemma == "say")
        )
    if cue.form.third and w.lower[cue.head] in words("cue_noun_forms") and not _singular_subject(w, cue):
        return False
    follows = cue_forms().get(w.at(cue.end))
    if follows is None or follows.lemma in counting_verbs():
        return True
    return not follows.finite or cue.form.lemma == "say"


def _singular_subject(w: Words, cue: Cue) -> bool:
    """Does a singular subject stand before a form that may be a plural noun ("the army reports that", not "army reports")?"""
    at = cue.start - 1
    if _closes_clause(w, cue):
        return True
    if w.at(at) in {"he", "she", "it", "who", "which", "that"}:
        return True
    if w.capital(at):
        return w.at(at) != "united" and w.at(at) not in words("source_openers")
    if w.at(at) == ",":
        return True
    described = any(w.at(i) in words("source_articles") for i in (at - 1, at - 2))
    return described and not w.at(at).endswith("s") and _takes_complement(w, cue.end)


def _closes_clause(w: Words, cue: Cue) -> bool:
    """Is it the verb of "…, state television reports.": a teller in the singular after a comma, and nothing after the verb?"""
    after = cue.end
    while w.at(after) in words("source_times") or w.at(after) == "on":
        after += 1
    if not (after >= len(w) or w.at(after) in END) or w.at(cue.start - 1).endswith("s") or w.at(cue.start - 1) in PLURAL:
        return False
    comma = next((at for at in range(cue.start - 1, max(0, cue.start - MAX_TELLER), -1) if w.at(at) == ","), -1)
    if comma < 2 or comma + 1 >= cue.start or w.at(comma + 1) in NO_SUBJECT:
        return False
    return kind_of(w.text(comma + 1, cue.start)) is not SourceKind.OTHER


def _for_a_purpose(w: Words, to: int) -> bool:
    """Is "to announce that" what somebody did something for, rather than what they wished, failed or declined to do?"""
    before = w.at(to - 1)
    form = cue_forms().get(before)
    return to > 2 and before.isalpha() and form is None and before not in words("cue_not_before_to")


def _takes_complement(w: Words, at: int) -> bool:
    """Does a complement begin here, rather than a relative clause ("the key points that were missed") or another verb?"""
    if w.at(at) == "that":
        return not is_finite(w.at(at + 1))
    return w.at(at) == "to" or w.opens_quote(at) or w.capital(at) or w.at(at) in words("source_openers")


def _title_case(w: Words) -> bool:
    """Is the sentence a headline in which most words have a capital?"""
    long = [t.text for t in w.tokens if len(t.text) > 3 and t.text.isalpha()]
    return sum(word[0].isupper() for word in long) * 3 > 2 * len(long)
