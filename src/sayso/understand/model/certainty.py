"""Layer `certainties`: the rules' cues with their scopes, and figures that the network finds less than asserted.

The network names no cue; its certainty reaches the figure alone, and says that it is the network's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.types import Certainty, FigureMention, Layers
from sayso.understand.figure_status import status_of_figure
from sayso.understand.model.figures import statuses
from sayso.understand.model.network import Answers
from sayso.vocabulary import Status

RULE = "certainty.{}.model"


def certainties(
    found: Layers, ruled: Sequence[Certainty], answers: Answers, settings: Mapping[str, Any]
) -> tuple[Certainty, ...]:
    """All certainties in the order of the text."""
    with_rules = replace(found, certainties=tuple(ruled))
    seen = [c for figure in found.figures if (c := _seen(figure, with_rules, answers, settings)) is not None]
    return tuple(sorted([*ruled, *seen], key=lambda c: c.sentence))


def _seen(figure: FigureMention, found: Layers, answers: Answers, settings: Mapping[str, Any]) -> Certainty | None:
    """The network's doubt about a figure that the rules take for asserted."""
    status, share = statuses(figure, answers)
    span = figure.figure.span
    if status == Status.ASSERTED or share < settings["status_least"]:
        return None
    if status_of_figure(found, figure)[0] is not Status.ASSERTED:
        return None
    return Certainty(Status(status), span, span, figure.sentence, RULE.format(status))
