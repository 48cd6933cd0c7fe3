"""Layer `events`: what happened, was ordered or was said, sentence by sentence, by trigger patterns.

Each pattern found (`triggers.py`) is weighed by where it stands: what is told in the main clause counts more than what stands
after "during" or "accused of". Of each kind the surest mention stays, at most `MOST` a sentence, the surest first.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import EventMention, Layers, Report, Sentence, Span, Token
from sayso.understand.language import table
from sayso.understand.layer import layer
from sayso.understand.triggers import Choice, Match, found_all

MOST = 3
"""Events of one sentence. Of the development sentences under one in a hundred has more."""
LEAST = 0.45
"""Score under which a mention is dropped; chosen on half of the development sentences."""
BEFORE = 4
"""Words before a trigger in which a subordinating word weakens it."""


@layer(gives="events", needs=("sentences", "entities"))
def events(report: Report, found: Layers) -> tuple[EventMention, ...]:
    """Events of every sentence; within a sentence the surest first."""
    return tuple(e for number, sentence in enumerate(found.sentences) for e in _events(sentence, number))


def _events(sentence: Sentence, number: int) -> list[EventMention]:
    best: dict[str, tuple[float, Match]] = {}
    for match, choice in found_all(sentence.tokens):
        score = _weigh(sentence.tokens, match, choice)
        if score >= LEAST and (choice.kind not in best or best[choice.kind][0] < score):
            best[choice.kind] = (score, match)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1].first))
    return [_mention(sentence, number, kind, score, match) for kind, (score, match) in ranked[:MOST]]


def _mention(sentence: Sentence, number: int, kind: str, score: float, match: Match) -> EventMention:
    tokens = sentence.tokens
    span = Span(tokens[match.first].start, tokens[match.last].end)
    return EventMention(kind, span, number, match.rule.name, round(score, 3))


def _weigh(tokens: Sequence[Token], match: Match, choice: Choice) -> float:
    """The choice's score, less where a word just before the trigger makes it the background of something else."""
    weight = choice.score
    for token in tokens[max(0, match.first - BEFORE) : match.first]:
        weight -= float(table("trigger_background").get(token.lower, "0"))
    return max(0.0, min(1.0, weight))
