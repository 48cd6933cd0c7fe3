"""Layer `events`: what the rules find, weighed by what the network says of the sentence; and what only the network sees.

Rules know the words that name an event and who did it to whom; the network knows which events a sentence reports. Each kind's
score is the mean of both, in shares. A kind that only the network sees takes as trigger the word that counted most for it; it
stands in the layer and makes no claim (`mentions.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso.types import EventMention, Layers, Report
from sayso.understand.events.layer import MOST
from sayso.understand.events.mention_standing import FAINT
from sayso.understand.mentions import LEAST_TOLD, NETWORK_ALONE
from sayso.understand.model.labels import EVENTS, FIRST, NONE
from sayso.understand.model.network import Answers, pooled, sentence_rows, weights
from sayso.understand.model.pieces import Floats
from sayso.understand.model.snapping import whole_words
from sayso.understand.model.viterbi import NEVER

CATCH_ALLS = frozenset({"statement", "assessment"})
"""Kinds that come last where the network alone sees them: nearly every sentence of news states or judges something."""


def first_shares(gate: Floats, scores: Floats, rows: Sequence[slice]) -> Floats:
    """Of each sentence the share of each kind that it may report first, and of none: [sentences, kinds + none]."""
    mean = pooled(scores, gate, rows)
    raised = np.exp(mean - mean.max(1, keepdims=True, initial=NEVER))
    shares: Floats = (raised / raised.sum(1, keepdims=True)).astype(np.float32)
    return shares


def events(
    report: Report, found: Layers, ruled: Sequence[EventMention], answers: Answers, settings: Mapping[str, Any]
) -> tuple[EventMention, ...]:
    """Events of every sentence; within a sentence the surest first."""
    rows = sentence_rows(answers, len(found.sentences))
    gate, scores = answers.of("gate")[:, 1], answers.of("first")
    first = first_shares(gate, scores, rows)
    by_number: dict[int, dict[str, EventMention]] = defaultdict(dict)
    for mention in ruled:
        by_number[mention.sentence][mention.kind] = mention
    out: list[EventMention] = []
    for number, row in enumerate(rows):
        mine = by_number[number]
        for kind, score in _scores(mine, first[number], settings):
            if kind in mine:
                out.append(replace(mine[kind], score=score))
            elif row.stop > row.start:
                loudest = row.start + int((weights(gate[row]) * scores[row, FIRST.index(kind)]).argmax())
                word = whole_words(report.text, answers.span(loudest, loudest + 1))
                out.append(EventMention(kind, word, number, NETWORK_ALONE, score))
    return tuple(out)


def _scores(ruled: Mapping[str, EventMention], first: Floats, settings: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Kinds told by the sentence with their scores, the surest first.

    What a rule found stays, unless the network is nearly sure that the sentence reports nothing; what no rule found needs a
    network that is surer of it than of all else together.
    """
    nothing = float(first[FIRST.index(NONE)])
    weight = settings["event_rules"]
    out: dict[str, float] = {}
    for at, kind in enumerate(EVENTS):
        told, rule = float(first[at + 1]), ruled[kind].score if kind in ruled else None
        if rule is not None and nothing < settings["event_nothing"]:
            both = weight * rule + (1 - weight) * told
            out[kind] = _told(both) if rule >= LEAST_TOLD else min(both, FAINT)
        elif rule is None and told >= settings["event_least"]:
            seen = told * (1 - weight) + weight * settings["event_unruled"]
            out[kind] = min(seen, FAINT) if kind in CATCH_ALLS else _told(seen)
    ranked = sorted(out.items(), key=lambda pair: -pair[1])
    return [(kind, round(min(1.0, score), 3)) for kind, score in ranked][:MOST]


def _told(score: float) -> float:
    """A score on the upper part of the scale, since what a sentence tells makes a claim, however the voices are divided."""
    return LEAST_TOLD + (1 - LEAST_TOLD) * score
