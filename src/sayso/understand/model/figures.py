"""Layer `figures`: the rules' grammar says what is counted and how many; on its kind rules and network decide together.

Both give shares over the kinds (and none), and the product of the two, each to its own power, decides: where the rules are
sure the network has to be surer, and the other way round. Powers are those of `settings`.
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
from sayso.understand.model.labels import KINDS, NONE, POPULATIONS
from sayso.understand.model.network import Answers
from sayso.understand.model.pieces import Floats
from sayso.vocabulary import PopulationKind

RULE = "model"
LEAST_SHARE = 0.002
"""What a kind that nobody speaks for gets, so that one voice can still carry it."""


def figures(report: Report, found: Layers, answers: Answers, settings: Mapping[str, Any]) -> tuple[FigureMention, ...]:
    """Every figure of every sentence, in the order of the text, `confidence` being the share of its kind."""
    kinds, populations = answers.of("kind"), answers.of("population")

    def judge(scene: Scene, group: Counted, kind: Kind | None) -> Kind | None:
        number = group.quantity
        rows = answers.rows(Span(scene.tokens[number.first].start, scene.tokens[number.end - 1].end))
        return decided(share(kinds[rows]), kind, settings) if rows.stop > rows.start else kind

    return tuple(_populated(mention, answers, populations, settings) for mention in judged(report, found, judge))


def share(rows: Floats) -> Floats:
    """Softmax of the mean of some rows of scores."""
    scores = rows.mean(0)
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
    shares = share(both[None])
    best = int(shares.argmax())
    if KINDS[best] == NONE:
        return None
    if kind is None:
        return Kind(KINDS[best], RULE, float(shares[best]))
    rule = kind.rule if kind.kind == KINDS[best] else RULE
    return replace(kind, kind=KINDS[best], rule=rule, confidence=float(shares[best]))


def _populated(mention: FigureMention, answers: Answers, scores: Floats, settings: Mapping[str, Any]) -> FigureMention:
    """The network names the population where the rules know no more than that it is people."""
    figure = mention.figure
    if figure.population_kind is not PopulationKind.PEOPLE:
        return mention
    rows = answers.rows(figure.span)
    if rows.stop == rows.start:
        return mention
    shares = share(scores[rows])
    best = int(shares.argmax())
    if shares[best] < settings["population_least"]:
        return mention
    return replace(mention, figure=replace(figure, population_kind=POPULATIONS[best]))
