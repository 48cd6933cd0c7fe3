"""Endings that no trigger finds: "internet access was restored", "the airport reopened", "troops began to leave".

A noun of a measure or of what a measure takes away, and a cue that ends it. What has not ended ("has not been restored",
"will reopen on Monday") is told as well: it says that the measure holds. Such mentions make claims and stand in no layer, so
that what a sentence is about remains what it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.types import EventMention, Layers, Sentence, Span
from sayso.understand.measures.cues import Cue, cue_of, cues_in, nouns_in
from sayso.understand.measures.phases import ENDS, said_by
from sayso.understand.phrases import Found
from sayso.understand.times.said_time import mentions_in

SURE = 0.6
"""Confidence of such a claim. Set by judgement."""
FITTING = {
    "measure": frozenset({"start", "hold", "close"}),
    "service": frozenset({"start", "hold", "restore"}),
    "troops": frozenset({"leave"}),
}
RULE = "measure.ending"


def endings(found: Layers, told: frozenset[tuple[int, str]]) -> Iterator[EventMention]:
    """Endings of sentences that tell nothing of their kind yet; `told` are those that do, by number and kind."""
    for number, sentence in enumerate(found.sentences):
        seen: set[str] = set()
        for noun in nouns_in(sentence.tokens):
            kind, sort = noun.value.split()
            if kind in seen or (number, kind) in told:
                continue
            cue = cue_of(sentence.tokens, noun.first, noun.last, FITTING[sort])
            if (
                cue
                and (cue.acts in ENDS or _stays(sentence, cue))
                and _tells(sentence, mentions_in(found, sentence), kind, cue, noun)
            ):
                seen.add(kind)
                yield EventMention(kind, _span(sentence, noun, cue), number, RULE, SURE)


def _stays(sentence: Sentence, cue: Cue) -> bool:
    """ "remains blocked": what was taken away is away still."""
    after = (f for f in cues_in(sentence.tokens) if f.first == cue.last)
    return cue.acts == "hold" and any(f.acts == "start" for f in after)


def _tells(found: Layers, sentence: Sentence, kind: str, cue: Cue, noun: Found[str]) -> bool:
    if cue.acts not in ENDS and not _stays(sentence, cue):
        return False
    return said_by(sentence, mentions_in(found, sentence), kind, cue, noun.first).phase is not None


def _span(sentence: Sentence, noun: Found[str], cue: Cue) -> Span:
    """From the noun to the cue, or the other way."""
    tokens = sentence.tokens
    return Span(tokens[min(noun.first, cue.first)].start, tokens[max(noun.last, cue.last) - 1].end)
