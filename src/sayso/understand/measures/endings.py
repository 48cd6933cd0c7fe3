"""Endings that no trigger finds: "internet access was restored", "the airport reopened", "troops began to leave".

A noun of a measure or of what a measure takes away, and a cue that ends it. What has not ended ("has not been restored",
"will reopen on Monday") is told as well: it says that the measure holds. Such mentions make claims and stand in no layer, so
that what a sentence is about remains what it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.types import EventMention, Layers, Sentence, Span
from sayso.understand.measures.cues import ENDING, Cue, cue_of, cues_in, nouns_in
from sayso.understand.measures.phases import said_by
from sayso.understand.phrases import Found
from sayso.understand.times.said_time import mentions_in

SURE = 0.6
"""Confidence of such a claim. Set by judgement."""
FITTING = {
    "measure": frozenset({"start", "hold", "ease", "close"}),
    "service": frozenset({"start", "hold", "ease", "restore", "back"}),
    "troops": frozenset({"leave"}),
}
RULE = "measure.ending"


def endings(found: Layers, told: frozenset[tuple[int, str]]) -> Iterator[EventMention]:
    """Endings of sentences that tell nothing of their kind yet; `told` are those that do, by number and kind."""
    for number, sentence in enumerate(found.sentences):
        seen: set[str] = set()
        nouns = list(nouns_in(sentence.tokens))
        cues = cues_in(sentence.tokens) if nouns else []
        for noun in nouns:
            kind, sort = noun.value.split()
            if kind in seen or (number, kind) in told:
                continue
            cue = cue_of(sentence.tokens, cues, noun.first, noun.last, FITTING[sort])
            if cue and _tells(found, sentence, cues, kind, cue, noun):
                seen.add(kind)
                yield EventMention(kind, _span(sentence, noun, cue), number, RULE, SURE)


def _tells(found: Layers, sentence: Sentence, cues: Sequence[Cue], kind: str, cue: Cue, noun: Found[str]) -> bool:
    if cue.acts not in ENDING | {"ease"} and not _stays(cues, cue):
        return False
    return said_by(sentence, mentions_in(found, sentence), kind, cue, noun.first).phase is not None


def _stays(cues: Sequence[Cue], cue: Cue) -> bool:
    """ "remains blocked": what was taken away is away still."""
    at = bisect_left(cues, cue.last, key=lambda c: c.first)
    return cue.acts == "hold" and at < len(cues) and cues[at].first == cue.last and cues[at].acts == "start"


def _span(sentence: Sentence, noun: Found[str], cue: Cue) -> Span:
    """From the noun to the cue, or the other way."""
    tokens = sentence.tokens
    return Span(tokens[min(noun.first, cue.first)].start, tokens[max(noun.last, cue.last) - 1].end)
