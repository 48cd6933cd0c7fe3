"""Relations whose cue is passive, or in which one teller quotes another.

It was announced that …      … was announced by X      the toll announced by X      …, as reported by X
X was quoted by Y as saying …                          Y quoted X as saying …
"""

from __future__ import annotations

from sayso.understand.attributions.asides import quoted_before
from sayso.understand.attributions.complements import has_tally
from sayso.understand.attributions.contents import STOPS, clause_end, content_after, content_before, is_telling
from sayso.understand.attributions.cues import COUNTING, Cue, cue_forms
from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_after import phrase_after
from sayso.understand.attributions.source_phrases import phrase_before, subject_before

TOLD = frozenset({"q", "h", "n", "b"}) | COUNTING
"""What a verb must take for its passive with "by" to attribute ("was wanted by police" does not)."""
REPORTING_WORDS = frozenset({"quote", "cite", "report"})
"""Verbs of who passes on what another says ("quoted the mayor as saying")."""
HARMED = frozenset({"dead", "killed", "missing", "wounded", "injured"})
REPORTED = HARMED | {"that", "to"}
"""What follows a passive cue that names nobody ("were reported killed", "is said to")."""
MAX_QUOTED_BY = 12
"""Tokens between "was quoted" and "as saying"."""


def passive(w: Words, cue: Cue) -> Found | None:
    """ "It was announced that …", "X was announced by Y", "X is said to …", "was reported killed"."""
    if w.at(cue.end) == "by":
        if not cue.frames & TOLD:
            return None
        source = phrase_after(w, cue.end + 1)
        subject = subject_before(w, cue.start)
        if source is None or subject is None or (cue.frames <= COUNTING and not has_tally(w, *subject)):
            return None
        rest = (source[1], clause_end(w, source[1])) if w.at(source[1]) in {"as", "that", "to"} else None
        return Found(source, (cue.start, cue.end), (subject,) if rest is None else (subject, rest), cue.lemma)
    content = None if cue.frames <= COUNTING else content_after(w, cue)
    if content is None or w.at(content[0]) not in REPORTED:
        return None
    subject = subject_before(w, cue.start)
    contents = (content,) if subject is None or w.lower[subject[0]] == "it" else (subject, content)
    return Found(None, (cue.start, cue.end), contents, cue.lemma)


def announced_by(w: Words, cue: Cue) -> Found | None:
    """ "The toll announced by X": the count is content, and so is a clause after it ("…, when ten were said to …")."""
    source, subject = phrase_after(w, cue.end + 1), phrase_before(w, cue.start)
    if source is None or subject is None or not cue.frames & TOLD or not has_tally(w, *subject):
        return None
    source = _before_verb(w, source)
    after = next((at + 1 for at in range(source[1], len(w)) if w.at(at) == "," and w.at(at + 1) == "when"), None)
    rest = () if after is None else ((after, clause_end(w, after)),)
    return Found(source, (cue.start, cue.end), (subject, *rest), cue.lemma)


def _before_verb(w: Words, source: Range) -> Range:
    """The source without the verb that its count is the subject of ("the toll given by the army was …")."""
    verbs = (at for at in range(source[0] + 1, source[1]) if is_finite(w.at(at)) or _is_third(w, at))
    return source[0], next(verbs, source[1])


def _is_third(w: Words, at: int) -> bool:
    form = cue_forms().get(w.at(at))
    return form is not None and form.third and not w.capital(at)


def quoting(w: Words, cue: Cue) -> Found | None:
    """ "X quoted Y as saying that …" and "…, X quoted Y as saying": Y is the origin, though X is the source of the cue."""
    near = range(cue.end + 1, min(len(w) - 1, cue.end + MAX_QUOTED_BY))
    at = next((at for at in near if w.at(at) == "as" and w.at(at + 1) == "saying" and w.outside(at)), None)
    medium = subject_before(w, cue.start)
    if at is None or medium is None:
        return None
    follows = at + 2 < len(w) and w.at(at + 2) not in STOPS | {";", ","}
    content = (cue.end, clause_end(w, at + 2)) if follows else content_before(w, medium[0])
    if content is None or content[0] >= content[1]:
        return None
    return Found(medium, (cue.start, cue.end), (content,), cue.lemma, quoted=(cue.end, at))


def as_told_by(w: Words, cue: Cue) -> Found | None:
    """ "…, as reported by X"; not the aside of "Y, as quoted by X, said …", which has its own verb."""
    comma = next((at for at in range(cue.end, min(len(w), cue.end + MAX_QUOTED_BY)) if w.at(at) == ","), None)
    if comma is not None and is_telling(w.at(comma + 1)):
        return None
    source, content = phrase_after(w, cue.end + 1), content_before(w, cue.start - 1)
    return Found(source, (cue.start, cue.end), (content,), cue.lemma) if source and content else None


def quoted_as_saying(w: Words, cue: Cue) -> Found | None:
    """ "X was quoted by Y as saying …" and "“…,” X was quoted as saying by Y"."""
    saying = next((at for at in range(cue.end, min(len(w), cue.end + MAX_QUOTED_BY)) if w.at(at) == "saying"), None)
    source = subject_before(w, cue.start)
    if saying is None or source is None:
        return None
    end = saying + 1
    medium = phrase_after(w, cue.end + 1) if w.at(cue.end) == "by" else phrase_after(w, end + 1) if w.at(end) == "by" else None
    before = content_before(w, source[0]) if quoted_before(w, source[0]) or w.at(end) in {"by", "."} else None
    content = before or ((end, clause_end(w, end)) if end < len(w) else None)
    if content is None or content[0] >= content[1]:
        return None
    return Found(source, (cue.start, end), (content,), cue.lemma, _until_as(w, medium))


def _until_as(w: Words, medium: Range | None) -> Range | None:
    if medium is None:
        return None
    end = next((at for at in range(*medium) if w.at(at) == "as"), medium[1])
    return (medium[0], end) if end > medium[0] else None
