"""Which attribution reaches some words: on whose word a figure or an event is told.

The smallest content that holds the words is the teller closest to the event; a relation that holds that whole relation is
the next teller ("AFP reported that police said five died" → police, AFP). What no content holds is the report's own voice.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.types import OWN_VOICE, Attribution, Layers, Report, Source, Span
from sayso.understand.attributions.cues import cue_forms
from sayso.understand.attributions.source_kinds import kind_of
from sayso.understand.language import words
from sayso.understand.nearby import Nearby
from sayso.vocabulary import SourceKind


class Attributions:
    """The attributions of one report, ready for the question on whose word a claim of it stands."""

    def __init__(self, report: Report, found: Layers) -> None:
        self._text = report.text
        self._by_sentence = Nearby(found.sentences, ((a, (*a.cue, *a.content)) for a in found.attributions))
        """All attributions without cue or content in a sentence cannot reach its words."""

    def of(self, span: Span, sentence: int) -> Attribution:
        """The attribution that reaches the words at `span` of sentence number `sentence`; OWN_VOICE where none does."""
        reaching = [a for a in self._by_sentence.within(sentence) if _reaches(self._text, a, span)]
        if not reaching:
            return OWN_VOICE
        reaching.sort(key=lambda a: _size(a, span))
        inner = reaching[0]
        chain = inner.chain
        for outer in reaching[1:]:
            if inner.cue and any(c.holds(inner.cue[0]) for c in outer.content):
                chain = _joined(chain, outer.chain)
                inner = outer
        return replace(reaching[0], chain=chain)


def _reaches(text: str, attribution: Attribution, span: Span) -> bool:
    """Do the words stand in what it attributes, or are they its cue ("called for", of a demand)?"""
    if any(cue.overlaps(span) for cue in attribution.cue):
        return not _is_deed(text, attribution)
    return any(content.holds(span) for content in attribution.content) and _tells(text, attribution)


def _tells(text: str, attribution: Attribution) -> bool:
    """Does its cue pass on what happened, rather than a stance on it ("praised the rescue of 20 miners")?"""
    if any(span.of(text).lower() == "you" for span in attribution.source):
        return False
    return not _lemmas(text, attribution) & words("cue_stance")


def _is_deed(text: str, attribution: Attribution) -> bool:
    """Is its cue the deed itself ("ordered forces to shoot"), which the doer need not have told?"""
    return bool(_lemmas(text, attribution) & words("cue_deeds"))


def _lemmas(text: str, attribution: Attribution) -> set[str]:
    forms = (cue_forms().get(word) for span in attribution.cue for word in span.of(text).lower().split())
    return {form.lemma for form in forms if form is not None}


def _size(attribution: Attribution, span: Span) -> int:
    """Characters of the content that holds `span`; none where the cue itself does."""
    return min((c.end - c.start for c in attribution.content if c.holds(span)), default=0)


def _joined(inner: tuple[Source, ...], outer: tuple[Source, ...]) -> tuple[Source, ...]:
    """Both chains; who reports of themselves is one link, under the fuller of the two names ("Roe said she had …")."""
    chain = list(inner)
    for source in outer:
        at = next((at for at, link in enumerate(chain) if _same(link, source)), None)
        if at is None:
            chain.append(source)
        elif len(source.name) > len(chain[at].name):
            chain[at] = source
    return tuple(chain)


def _same(one: Source, other: Source) -> bool:
    """The same name, or the same surname."""
    first, second = (bare((s.normalised or s.name).rstrip(",")) for s in (one, other))
    if first == second:
        return True
    last = first.split()[-1:]
    return last == second.split()[-1:] and kind_of(last[0] if last else "") is SourceKind.OTHER


def bare(name: str) -> str:
    """A name in lower case without its article."""
    return name.lower().replace("’", "'").removeprefix("the ")
