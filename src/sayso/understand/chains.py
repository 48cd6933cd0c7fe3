"""Chains: who passed on what whom said, from the teller closest to the event to the one closest to the reader.

X told Y (a medium)                       → X, Y
X reported, citing Y | X, quoting Y, …    → Y, X
according to Y, quoted by X               → Y, X
"""

from __future__ import annotations

from sayso.understand.quoted_words import Words
from sayso.understand.ranges import Found, Range
from sayso.understand.source_after import before_clause, phrase_after
from sayso.understand.source_kinds import is_medium

TELLS = frozenset({"tell", "inform", "brief", "assure"})
AUDIENCE = frozenset({"reporters", "journalists", "reporter", "journalist", "correspondents"})
"""Who is told at a news conference passes nothing on under a name."""
CITES = frozenset({"citing", "quoting"})
CITED = frozenset({"quoted", "cited"})
QUOTED = CITED | {"carried", "reported"}


def tellers(w: Words, found: Found) -> tuple[Range, ...]:
    """The tellers of a relation as token ranges, closest to the event first; empty for a relation without a source."""
    if found.source is None:
        return ()
    cited = _cited(w, found)
    if cited is not None and found.lemma not in {"cite", "quote"}:
        return cited, found.source
    medium = found.medium or _told(w, found) or _quoted_by(w, found)
    return (found.source, medium) if medium is not None else (found.source,)


def _told(w: Words, found: Found) -> Range | None:
    if found.lemma not in TELLS or w.at(found.cue[1]) == "by":
        return None
    phrase = phrase_after(w, found.cue[1])
    if phrase is None:
        return None
    end = min([phrase[1]] + [start for start, _ in found.contents if start > phrase[0]])
    while end > phrase[0] and w.at(end - 1) in {",", ":"}:
        end -= 1
    if end <= phrase[0] or w.at(end - 1) in AUDIENCE or not is_medium(_name(w, (phrase[0], end))):
        return None
    return phrase[0], end


def _cited(w: Words, found: Found) -> Range | None:
    """Whom the source cites: the phrase after "citing", "quoting", "with reference to" or "referring to"."""
    for at in [at for at, word in enumerate(w.lower) if word in CITES or word == "with"]:
        if not w.outside(at):
            continue
        if w.lower[at] in CITES:
            return phrase_after(w, at + 1)
        if w.lower[at : at + 3] == ("with", "reference", "to"):
            phrase = phrase_after(w, at + 3)
            return before_clause(w, phrase) if phrase is not None and at == 0 else phrase
    return None


def _quoted_by(w: Words, found: Found) -> Range | None:
    """ "…, according to X, quoted by Y", "X was quoted by Y as saying"."""
    for at in range(len(w) - 2):
        if w.lower[at] in QUOTED and w.lower[at + 1] == "by" and w.outside(at) and at >= found.cue[1] - 1:
            phrase = phrase_after(w, at + 2)
            if phrase is not None and (w.lower[at] in CITED or is_medium(_name(w, phrase))):
                return phrase
    return None


def _name(w: Words, phrase: Range) -> str:
    return " ".join(w.tokens[at].text for at in range(*phrase))
