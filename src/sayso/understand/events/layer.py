"""Layer `events`: what happened, was ordered or was said, sentence by sentence, by trigger patterns.

Each pattern found (`triggers.py`) is weighed by where it stands: what is told in the main clause counts more than what stands
after "during" or "accused of". Of each kind the surest mention stays, at most `MOST` a sentence, the surest first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from sayso.types import EventMention, Layers, Report, Span, Token
from sayso.understand.entities.sentence_names import by_sentence
from sayso.understand.events.actors import Cast, people_of, roles
from sayso.understand.events.mention_standing import FAINT, Scene, refers
from sayso.understand.events.tellers import tellers_by_sentence
from sayso.understand.events.trigger_rules import Choice
from sayso.understand.events.triggers import Match, found_all
from sayso.understand.language import table, words
from sayso.understand.pipeline import layer
from sayso.vocabulary import BlockKind

MOST = 3
"""Events of one sentence. Of the development sentences under one in a hundred has more."""
LEAST = 0.36
"""Score under which a mention is dropped; chosen on half of the development sentences."""
DEEPEST = 0.15
"""The most that a trigger loses for standing in the background."""
LATE = 0.1
"""What the last word of a sentence loses against the first: news tells the main thing first."""
HEADLINES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
RESETS = frozenset(";:.—–")


@layer(gives="events", needs=("sentences", "entities", "attributions", "figures"))
def events(report: Report, found: Layers) -> tuple[EventMention, ...]:
    """Events of every sentence; within a sentence the surest first."""
    named = list(by_sentence(found))
    people, tellers = people_of(report, named), tellers_by_sentence(found)
    out: list[EventMention] = []
    for number, (sentence, names) in enumerate(named):
        cast = Cast(report.text, sentence.tokens, names, tellers[number], people)
        out.extend(_events(cast, _scene(report, found, number), number))
    return tuple(out)


def _scene(report: Report, found: Layers, number: int) -> Scene:
    sentence = found.sentences[number]
    first, last = (bisect_left(found.figures, at, key=attrgetter("sentence")) for at in (number, number + 1))
    return Scene(sentence.tokens, found.figures[first:last], report.blocks[sentence.block].kind in HEADLINES)


def _events(cast: Cast, scene: Scene, number: int) -> list[EventMention]:
    ranked = _ranked(cast.tokens)
    others = any(not choice.alone for _, choice, _ in ranked)
    told = _told([_mention(cast, scene, number, *found) for found in ranked if not (others and found[1].alone)])
    return sorted(told, key=lambda m: -m.score)[:MOST]


def _ranked(tokens: Sequence[Token]) -> list[tuple[Match, Choice, float]]:
    """Of each kind the surest trigger, with its score; the surest first."""
    best: dict[str, tuple[Match, Choice, float]] = {}
    behind = _background(tokens)
    for match, choice in found_all(tokens):
        score = _weigh(choice, behind[match.first], match.first / len(tokens))
        if score >= LEAST and (choice.kind not in best or best[choice.kind][2] < score):
            best[choice.kind] = (match, choice, score)
    return sorted(best.values(), key=lambda found: (-found[2], found[0].first))


def _told(ranked: list[EventMention]) -> list[EventMention]:
    """Without those whose trigger only names doer or target of a surer one: "shot at protesters" tells of no protest."""
    told: list[EventMention] = []
    for mention in ranked:
        parts = [p.span for m in told for p in (m.actor, m.target) if p]
        if not any(part.holds(mention.trigger) for part in parts):
            told.append(mention)
    return told


def _mention(cast: Cast, scene: Scene, number: int, match: Match, choice: Choice, score: float) -> EventMention:
    span = Span(cast.tokens[match.first].start, cast.tokens[match.last].end)
    actor, target = (None, None) if choice.kind in words("trigger_without_doer") else roles(cast, match.first, match.last)
    if target and choice.kind in words("trigger_through") and span.holds(target.span):
        target = None
    if refers(scene, match.first, match.last, has_doer=actor is not None, weak=choice.alone):
        score, actor = min(score, FAINT), None
    return EventMention(choice.kind, span, number, match.rule.name, round(score, 3), actor, target)


def _weigh(choice: Choice, behind: float, place: float) -> float:
    """The choice's score, less for a trigger in the background of something else, or late in the sentence (`place` near 1)."""
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
