"""Chains: who passed on what whom said, from the teller closest to the event to the one closest to the reader.

X told Y (a medium)                       → X, Y
X reported, citing Y | X, quoting Y, …    → Y, X
according to Y, quoted by X               → Y, X
X quoted Y as saying …                    → Y, X
"""

from __future__ import annotations

from sayso.understand.attributions.not_tellers import is_channel, is_teller
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_after import before_clause, phrase_after
from sayso.understand.attributions.source_kinds import is_medium, kind_of
from sayso.understand.attributions.source_names import name_range
from sayso.vocabulary import SourceKind

TELLS = frozenset({"tell", "inform", "brief", "assure"})
AUDIENCE = frozenset({"reporters", "journalists", "reporter", "journalist", "correspondents", "newsmen", "press", "media"})
"""Who is told at a news conference passes nothing on under a name."""
CITES = frozenset({"citing", "quoting"})
CITED = frozenset({"quoted", "cited"})
QUOTED = CITED | {"carried", "reported"}


def tellers(w: Words, found: Found) -> tuple[Range, ...]:
    """The names of a relation's tellers as token ranges, closest to the event first; empty where no other than the outlet."""
    if found.source is None:
        return ()
    links = [name_range(w, link) for link in _links(w, found, found.source)]
    out: list[Range] = []
    for link in links:
        if is_teller(w, link) and not (len(links) > 1 and is_channel(w, link)) and link not in out:
            out.append(link)
    return tuple(out)


def _links(w: Words, found: Found, source: Range) -> tuple[Range, ...]:
    if found.quoted is not None:
        return found.quoted, source
    cited = _cited(w, found)
    if cited is not None and found.lemma not in {"cite", "quote"}:
        return cited, source
    medium = found.medium or _told(w, found) or _quoted_by(w, found, source)
    return (source, medium) if medium is not None else (source,)


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
        if not w.outside(at) or _parted(w, at, found.cue[0]):
            continue
        if w.lower[at] in CITES:
            phrase = phrase_after(w, at + 1)
            return phrase if phrase is not None and _can_speak(w, phrase) else None
        if w.lower[at : at + 3] == ("with", "reference", "to"):
            phrase = phrase_after(w, at + 3)
            return before_clause(w, phrase) if phrase is not None and at == 0 else phrase
    return None


def _can_speak(w: Words, phrase: Range) -> bool:
    """May the phrase be whom, rather than what, somebody cites ("citing hospital staff", not "citing privacy laws")?"""
    return any(w.capital(at) for at in range(*phrase)) or kind_of(_name(w, phrase)) is not SourceKind.OTHER


def _quoted_by(w: Words, found: Found, source: Range) -> Range | None:
    """ "…, according to X, quoted by Y"; "X, as quoted by Y, said"; "…, X said, as quoted by Y"."""
    for at in range(source[0], len(w) - 2):
        if w.lower[at] not in QUOTED or w.lower[at + 1] != "by" or not w.outside(at):
            continue
        phrase = phrase_after(w, at + 2)
        if phrase is None or _parted(w, at, max(source[1] - 1, 0)) or _parted(w, at, found.cue[0]):
            continue
        if w.lower[at] in CITED or is_medium(_name(w, phrase)):
            return phrase
    return None


def _parted(w: Words, one: int, other: int) -> bool:
    """Does a semicolon part two places of an utterance?"""
    return any(w.at(at) == ";" and w.outside(at) for at in range(min(one, other), max(one, other)))


def _name(w: Words, phrase: Range) -> str:
    return " ".join(w.tokens[at].text for at in range(*phrase))
