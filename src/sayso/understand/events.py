"""Layer `events`: what happened, was ordered or was said, sentence by sentence, by trigger patterns.

Each pattern found (`triggers.py`) is weighed by where it stands: what is told in the main clause counts more than what stands
after "during" or "accused of". Of each kind the surest mention stays, at most `MOST` a sentence, the surest first.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import EventMention, Layers, Report, Span, Token
from sayso.understand.actors import Cast, people_of, roles
from sayso.understand.language import table
from sayso.understand.layer import layer
from sayso.understand.sentence_names import by_sentence
from sayso.understand.triggers import Choice, Match, found_all

MOST = 3
"""Events of one sentence. Of the development sentences under one in a hundred has more."""
LEAST = 0.36
"""Score under which a mention is dropped; chosen on half of the development sentences."""
DEEPEST = 0.15
"""The most that a trigger loses for standing in the background."""
LATE = 0.1
"""What the last word of a sentence loses against the first: news tells the main thing first."""
RESETS = frozenset(";:.—–")
ALONE = "statement"
"""The kind that is told only where the sentence has nothing else."""


@layer(gives="events", needs=("sentences", "entities"))
def events(report: Report, found: Layers) -> tuple[EventMention, ...]:
    """Events of every sentence; within a sentence the surest first."""
    named = list(by_sentence(found))
    people = people_of(report, named)
    out: list[EventMention] = []
    for number, (sentence, names) in enumerate(named):
        out.extend(_events(Cast(report.text, sentence.tokens, names, people), number))
    return tuple(out)


def _events(cast: Cast, number: int) -> list[EventMention]:
    best: dict[str, tuple[float, Match]] = {}
    behind = _background(cast.tokens)
    for match, choice in found_all(cast.tokens):
        score = _weigh(choice, behind[match.first], match.first / len(cast.tokens))
        if score >= LEAST and (choice.kind not in best or best[choice.kind][0] < score):
            best[choice.kind] = (score, match)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1].first))
    return _told([_mention(cast, number, kind, score, match) for kind, (score, match) in ranked])[:MOST]


def _told(ranked: list[EventMention]) -> list[EventMention]:
    """Without those whose trigger only names the doer or the target of a surer one: "shot at protesters" tells of no protest."""
    told: list[EventMention] = []
    for mention in ranked:
        parts = [p.span for m in told for p in (m.actor, m.target) if p]
        if not any(part.holds(mention.trigger) for part in parts) and not (told and mention.kind == ALONE):
            told.append(mention)
    return told


def _mention(cast: Cast, number: int, kind: str, score: float, match: Match) -> EventMention:
    span = Span(cast.tokens[match.first].start, cast.tokens[match.last].end)
    actor, target = roles(cast, match.first, match.last)
    return EventMention(kind, span, number, match.rule.name, round(score, 3), actor, target)


def _weigh(choice: Choice, behind: float, place: float) -> float:
    """The choice's score, less where its trigger is the background of something else or stands late in the sentence (`place` of 1)."""
    return max(0.0, min(1.0, choice.score - behind - LATE * place))


def _background(tokens: Sequence[Token]) -> list[float]:
    """For each token how far it stands in the background: the sum of the subordinating words before it in its clause.

    A clause that begins the sentence with such a word ("After the raid, …") ends at its comma.
    """
    weights = table("trigger_background")
    depth, fronted = 0.0, bool(tokens) and tokens[0].lower in weights
    out = []
    for token in tokens:
        if token.text in RESETS or (fronted and token.text == ","):
            depth, fronted = 0.0, False
        out.append(min(depth, DEEPEST))
        depth += float(weights.get(token.lower, 0.0))
    return out
