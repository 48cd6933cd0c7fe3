"""Layer `events`: what the rules find, weighed by what the network says of the sentence; and what only the network sees.

Rules know the words that name an event and who did it to whom; the network knows which events a sentence reports. Each kind's
score is the mean of both, in shares. A kind that only the network sees takes as trigger the word that counted most for it; it
stands in the layer and makes no claim (`mentions.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso.types import EventMention, Layers, Report, Span
from sayso.understand.entities.sentence_names import by_sentence
from sayso.understand.events.actors import Cast, people_of, roles
from sayso.understand.events.layer import MOST
from sayso.understand.events.mention_standing import FAINT
from sayso.understand.events.tellers import tellers_by_sentence
from sayso.understand.language import words
from sayso.understand.mentions import LEAST_TOLD, NETWORK_ALONE
from sayso.understand.model.labels import EVENTS, FIRST, NONE
from sayso.understand.model.network import Answers, pooled, sentence_rows
from sayso.understand.model.viterbi import NEVER, Floats

CATCH_ALLS = frozenset({"statement", "assessment"})
"""Kinds that come last where the network alone sees them: nearly every sentence of news states or judges something."""


def first_shares(answers: Answers, rows: Sequence[slice]) -> Floats:
    """Of each sentence the share of each kind that it may report first, and of none: [sentences, kinds + none]."""
    scores = pooled(answers.of("first"), answers.of("gate")[:, 1], rows)
    raised = np.exp(scores - scores.max(1, keepdims=True, initial=NEVER))
    shares: Floats = (raised / raised.sum(1, keepdims=True)).astype(np.float32)
    return shares


def events(
    report: Report, found: Layers, ruled: Sequence[EventMention], answers: Answers, settings: Mapping[str, Any]
) -> tuple[EventMention, ...]:
    """Events of every sentence; within a sentence the surest first."""
    rows = sentence_rows(answers, len(found.sentences))
    first, heads = first_shares(answers, rows), (answers.of("gate")[:, 1], answers.of("first"))
    by_number: dict[int, list[EventMention]] = {}
    for mention in ruled:
        by_number.setdefault(mention.sentence, []).append(mention)
    named = list(by_sentence(found))
    people, tellers = people_of(report, named), tellers_by_sentence(found)
    out: list[EventMention] = []
    for number, (sentence, names) in enumerate(named):
        scores = _scores(by_number.get(number, ()), first[number], settings)
        mine = {m.kind: m for m in by_number.get(number, ())}
        told = [
            replace(mine[kind], score=round(score, 3))
            if kind in mine
            else _seen(report, sentence.span, number, kind, score, _loudest(answers, heads, rows[number], kind))
            for kind, score in scores
        ]
        cast = Cast(report.text, sentence.tokens, names, tellers[number], people)
        out += [mention if mention.kind in mine else _cast(mention, cast) for mention in told if mention is not None]
    return tuple(out)


def _scores(ruled: Sequence[EventMention], first: Floats, settings: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Kinds told by the sentence with their scores, the surest first.

    What a rule found stays, unless the network is nearly sure that the sentence reports nothing; what no rule found needs a
    network that is surer of it than of all else together.
    """
    by_rule = {m.kind: m.score for m in ruled}
    nothing = float(first[FIRST.index(NONE)])
    weight = settings["event_rules"]
    out: dict[str, float] = {}
    for at, kind in enumerate(EVENTS):
        told, rule = float(first[at + 1]), by_rule.get(kind)
        if rule is not None and nothing < settings["event_nothing"]:
            both = weight * rule + (1 - weight) * told
            out[kind] = _told(both) if rule >= LEAST_TOLD else min(both, FAINT)
        elif rule is None and told >= settings["event_least"]:
            seen = told * (1 - weight) + weight * settings["event_unruled"]
            out[kind] = min(seen, FAINT) if kind in CATCH_ALLS else _told(seen)
    ranked = sorted(out.items(), key=lambda pair: -pair[1])
    return [(kind, min(1.0, score)) for kind, score in ranked][:MOST]


def _told(score: float) -> float:
    """A score on the upper part of the scale, since what a sentence tells makes a claim, however the voices are divided."""
    return LEAST_TOLD + (1 - LEAST_TOLD) * score


def _loudest(answers: Answers, heads: tuple[Floats, Floats], rows: slice, kind: str) -> Span | None:
    """The piece of a sentence that counted most for a kind; None for a sentence without pieces."""
    gate, scores = heads
    if rows.stop == rows.start:
        return None
    pull = np.exp(np.clip(gate[rows], -15, 15)) * scores[rows, FIRST.index(kind)]
    at = rows.start + int(pull.argmax())
    return Span(int(answers.pieces.starts[at]), int(answers.pieces.ends[at]))


def _seen(report: Report, sentence: Span, number: int, kind: str, score: float, piece: Span | None) -> EventMention | None:
    """A kind that no rule found, standing on the word that the piece belongs to."""
    if piece is None:
        return None
    start, end, text = piece.start, piece.end, report.text
    while start > sentence.start and text[start - 1].isalnum():
        start -= 1
    while end < sentence.end and text[end].isalnum():
        end += 1
    return EventMention(kind, Span(start, end), number, NETWORK_ALONE, round(score, 3))


def _cast(mention: EventMention, cast: Cast) -> EventMention:
    """The mention with doer and target, as the rules find them around its trigger."""
    at = [n for n, token in enumerate(cast.tokens) if token.start < mention.trigger.end and mention.trigger.start < token.end]
    if not at or mention.kind in words("trigger_without_doer"):
        return mention
    actor, target = roles(cast, at[0], at[-1])
    return replace(mention, actor=actor, target=target)
