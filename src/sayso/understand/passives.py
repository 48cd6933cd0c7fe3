"""Relations whose cue is passive: "it was announced that …", "… was announced by X", "X was quoted by Y as saying …"."""

from __future__ import annotations

from sayso.understand.asides import quoted_before
from sayso.understand.contents import clause_end, content_after, content_before
from sayso.understand.cues import Cue
from sayso.understand.quoted_words import Words
from sayso.understand.ranges import Found, Range
from sayso.understand.source_after import phrase_after
from sayso.understand.source_phrases import subject_before

TOLD = frozenset({"q", "h", "n", "b"})
"""What a verb must take for its passive with "by" to attribute ("was wanted by police" does not)."""
REPORTED = frozenset({"that", "to", "dead", "killed", "missing", "wounded", "injured"})
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
        if source is None or subject is None:
            return None
        rest = (source[1], clause_end(w, source[1])) if w.at(source[1]) in {"as", "that", "to"} else None
        return Found(source, (cue.start, cue.end), (subject,) if rest is None else (subject, rest), cue.lemma)
    content = content_after(w, cue)
    if content is None or w.at(content[0]) not in REPORTED:
        return None
    subject = subject_before(w, cue.start)
    contents = (content,) if subject is None or w.lower[subject[0]] == "it" else (subject, content)
    return Found(None, (cue.start, cue.end), contents, cue.lemma)


def as_told_by(w: Words, cue: Cue) -> Found | None:
    """ "…, as reported by X"."""
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
