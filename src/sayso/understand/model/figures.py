"""Layer `figures`: the rules' grammar says what is counted and how many; on its kind rules and network decide together.

Both give shares over the kinds (and none), and the product of the two, each to its own power, decides: where the rules are
sure the network has to be surer, and the other way round. Powers are those of `settings`.
Population and status stay the rules'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sayso.types import FigureMention, Layers, Report, Span
from sayso.understand.figures.counted import Counted
from sayso.understand.figures.layer import judged
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.model.labels import KINDS, NONE
from sayso.understand.model.network import Answers
from sayso.understand.model.pieces import Floats

RULE = "model"
LEAST_SHARE = 0.002
"""What a kind that nobody speaks for gets, so that one voice can still carry it."""


def figures(report: Report, found: Layers, answers: Answers, settings: Mapping[str, Any]) -> tuple[FigureMention, ...]:
    """Every figure of every sentence, in the order of the text, `confidence` being the share of its kind."""
    scores = answers.of("kind")

    def judge(scene: Scene, group: Counted, kind: Kind | None) -> Kind | None:
        number = group.quantity
        rows = answers.rows(Span(scene.tokens[number.first].start, scene.tokens[number.end - 1].end))
        return decided(share(scores[rows].mean(0)), kind, settings) if rows.stop > rows.start else kind

    return judged(report, found, judge)


def share(scores: Floats) -> Floats:
    """Softmax."""
    raised = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares


def decided(network: Floats, kind: Kind | None, settings: Mapping[str, Any]) -> Kind | None:
    """The kind that both together find likeliest; None where that is no figure."""
    rules = np.full(len(KINDS), LEAST_SHARE, np.float32)
    if kind is None:
        rules[KINDS.index(NONE)] = settings["figure_none"]
    else:
        rules[KINDS.index(NONE)] = (1 - kind.confidence) * settings["figure_doubt"] + LEAST_SHARE
        rules[KINDS.index(kind.kind)] = kind.confidence
    both = settings["figure_network"] * np.log(network + 1e-6) + settings["figure_rules"] * np.log(rules / rules.sum())
    shares = share(both)
    best = int(shares.argmax())
    if KINDS[best] == NONE:
        return None
    if kind is None:
        return Kind(KINDS[best], RULE, float(shares[best]))
    rule = kind.rule if kind.kind == KINDS[best] else RULE
    return replace(kind, kind=KINDS[best], rule=rule, confidence=float(shares[best]))
