"""Layer `events`: what happened, was ordered or was said, sentence by sentence, by trigger patterns.

Each pattern found (`triggers.py`) is weighed by where it stands: what is told in the main clause counts more than what stands
after "during" or "accused of". Of each kind the surest mention stays, at most `MOST` a sentence, the surest first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.types import Entity, EventMention, Layers, Report, Sentence, Span, Token
from sayso.understand.actors import Cast, people_of, roles
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
    people = people_of(report, found.entities)
    out: list[EventMention] = []
    for number, (sentence, names) in enumerate(by_sentence(found)):
        out.extend(_events(Cast(report.text, sentence.tokens, names, people), number))
    return tuple(out)


def by_sentence(found: Layers) -> Iterator[tuple[Sentence, list[Entity]]]:
    """Each sentence with the entities in it; both layers are in the order of the text."""
    starts = [e.span.start for e in found.entities]
    for sentence in found.sentences:
        first = bisect_left(starts, sentence.span.start)
        yield sentence, list(found.entities[first : bisect_left(starts, sentence.span.end)])


def _events(cast: Cast, number: int) -> list[EventMention]:
    best: dict[str, tuple[float, Match]] = {}
    for match, choice in found_all(cast.tokens):
        score = _weigh(cast.tokens, match, choice)
        if score >= LEAST and (choice.kind not in best or best[choice.kind][0] < score):
            best[choice.kind] = (score, match)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1].first))
    return [_mention(cast, number, kind, score, match) for kind, (score, match) in ranked[:MOST]]


def _mention(cast: Cast, number: int, kind: str, score: float, match: Match) -> EventMention:
    span = Span(cast.tokens[match.first].start, cast.tokens[match.last].end)
    actor, target = roles(cast, match.first, match.last)
    return EventMention(kind, span, number, match.rule.name, round(score, 3), actor, target)


def _weigh(tokens: Sequence[Token], match: Match, choice: Choice) -> float:
    """The choice's score, less where a word just before the trigger makes it the background of something else."""
    weight = choice.score
    for token in tokens[max(0, match.first - BEFORE) : match.first]:
        weight -= float(table("trigger_background").get(token.lower, "0"))
    return max(0.0, min(1.0, weight))
