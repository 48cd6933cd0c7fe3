"""Attributions without a verb of saying: noun cues, colons, and adverbs such as "reportedly".

The mayor's answer: “No.”             There was concern in the region that fighting would spread.
Toll rises to 30: ministry            Ministry: 30 dead          He allegedly fired first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.understand.attributions.contents import clause_end, content_before
from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_after import phrase_after
from sayso.understand.attributions.source_kinds import is_place, kind_of
from sayso.understand.attributions.source_phrases import phrase_before
from sayso.understand.language import words
from sayso.vocabulary import SourceKind

HOLDERS = frozenset({"in", "among", "from", "by", "of"})
"""What stands between a noun cue and who holds it ("fears among residents that")."""
DASHES = frozenset({"-", "–", "—"})
MAX_HEADLINE_SOURCE = 5
"""Tokens of a source before or after the colon of a headline."""


def noun_relations(w: Words) -> Iterator[Found]:
    """Every relation of the utterance whose cue is a noun, an adverb or a headline's colon."""
    for at in [at for at, word in enumerate(w.lower) if word in _cue_words()]:
        found = _relation(w, at) if w.outside(at) else None
        if found is not None:
            yield found


@cache
def _cue_words() -> frozenset[str]:
    return words("cue_nouns") | words("cue_hearsay") | {":"}


def _relation(w: Words, at: int) -> Found | None:
    word = w.lower[at]
    if word == ":":
        return _headline(w, at)
    if word in words("cue_hearsay"):
        return _hearsay(w, at)
    return _quoted_noun(w, at) or _noun_that(w, at)


def _quoted_noun(w: Words, at: int) -> Found | None:
    """ "X's answer: “…”": the owner is the source."""
    if w.at(at + 1) != ":" or not w.opens_quote(at + 2) or w.at(at - 1) not in {"'s", "'"}:
        return None
    source = phrase_before(w, at - 1)
    end = clause_end(w, at + 2)
    return Found(source, (at - 1, at + 2), ((at + 2, end),), w.lower[at]) if source and end > at + 2 else None


def _noun_that(w: Words, at: int) -> Found | None:
    """ "X's claim that …", "concern in the region that …", "fears that …"."""
    owner = phrase_before(w, at - 1) if w.at(at - 1) in {"'s", "'"} else None
    that, source, start = at + 1, owner, at - (owner is not None)
    if owner is None and w.at(that) in HOLDERS:
        source = phrase_after(w, at + 2)
        that = source[1] if source else that
    if w.at(that) != "that" or not w.outside(that):
        return None
    if (
        owner is None
        and source is None
        and not (w.at(at - 1) in {"was", "is", "were", "are", "amid", "growing"} or w.lower[at].endswith("s"))
    ):
        return None
    end = clause_end(w, that)
    cue = (start, at + 1) if owner is not None or source is None else (at, at + 2)
    return Found(source, cue, ((that, end),), w.lower[at])


def _hearsay(w: Words, at: int) -> Found | None:
    """ "reportedly", "allegedly": the clause around the adverb is content, and nobody is named."""
    start, end = _clause_of(w, at)
    parts = tuple((a, b) for a, b in ((start, at), (at + 1, end)) if a < b)
    return Found(None, (at, at + 1), parts, w.lower[at]) if parts else None


def _clause_of(w: Words, at: int) -> Range:
    start = at
    while start > 0 and w.outside(start - 1) and w.at(start - 1) not in words("clause_openers"):
        start -= 1
    end = clause_end(w, at)
    return start, next((i for i in range(at, end) if w.at(i) == "," and w.outside(i)), end)


def _headline(w: Words, at: int) -> Found | None:
    """ "Toll rises to 30: ministry", "Ministry: 30 dead": one side of the colon is a short name of a teller."""
    if w.opens_quote(at + 1) or (w.at(at - 1).isdigit() and w.at(at + 1).isdigit()) or _in_brackets(w, at):
        return None
    end = len(w) - (w.at(len(w) - 1) == ".")
    after = (at + 1, end)
    if 0 < end - at - 1 <= MAX_HEADLINE_SOURCE and _is_teller(w, after) and at > 2:
        content = content_before(w, at)
        return Found(after, (at, at + 1), (content,), ":") if content else None
    before = (next((i + 1 for i in range(at - 1, 0, -1) if w.at(i) in DASHES), 0), at)
    if 0 < at - before[0] <= MAX_HEADLINE_SOURCE and end > at + 2 and _is_teller(w, before) and not is_place(w.text(*before)):
        return Found(before, (at, at + 1), ((at + 1, end),), ":")
    return None


def _in_brackets(w: Words, at: int) -> bool:
    opening = next((i for i in range(at - 1, -1, -1) if w.at(i) in {"(", ")"}), None)
    return opening is not None and w.at(opening) == "("


def _is_teller(w: Words, name: Range) -> bool:
    """Is it a name that tells by its words that it can speak, and no clause?"""
    if any(is_finite(w.lower[at]) or not w.outside(at) for at in range(*name)):
        return False
    if not w.tokens[name[0]].text[0].isalpha() or w.at(name[1] - 1) in words("source_places"):
        return False
    return kind_of(w.text(max(name[0], name[1] - 2), name[1])) is not SourceKind.OTHER
