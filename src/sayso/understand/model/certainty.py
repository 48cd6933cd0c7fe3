"""Layer `certainties`: the rules' cues with their scopes, and what the network finds less than asserted where they see no cue.

The network names no cue: its certainty reaches the words of one figure or of one event alone, and says that it is the
network's. Of a figure it tells the status; of an event only that it may not have happened, by a scale of factuality from -3
to 3 (White et al. 2016).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso.types import Certainty, EventMention, FigureMention, Layers
from sayso.understand.certainty import status_of
from sayso.understand.figure_status import status_of_figure
from sayso.understand.model.figures import statuses
from sayso.understand.model.network import Answers
from sayso.understand.model.viterbi import Floats
from sayso.vocabulary import Group, Status, kinds

RULE = "certainty.{}.model"


def certainties(
    found: Layers, ruled: Sequence[Certainty], answers: Answers, settings: Mapping[str, Any]
) -> tuple[Certainty, ...]:
    """All certainties in the order of the text."""
    with_rules = replace(found, certainties=tuple(ruled))
    status, fact = answers.of("status"), answers.of("fact")[:, 0]
    seen = [_of_figure(f, with_rules, answers, status, settings) for f in found.figures]
    seen += [_of_event(e, with_rules, answers, fact, settings) for e in found.events]
    return tuple(sorted([*ruled, *(c for c in seen if c is not None)], key=lambda c: c.sentence))


def _of_figure(
    figure: FigureMention, found: Layers, answers: Answers, scores: Floats, settings: Mapping[str, Any]
) -> Certainty | None:
    """The network's doubt about a figure that the rules take for asserted."""
    status, share = statuses(figure, answers, scores)
    span = figure.figure.span
    if status == Status.ASSERTED or share < settings["status_least"]:
        return None
    if status_of_figure(found, figure)[0] is not Status.ASSERTED:
        return None
    return Certainty(Status(status), span, span, figure.sentence, RULE.format(status))


def _of_event(
    event: EventMention, found: Layers, answers: Answers, fact: Floats, settings: Mapping[str, Any]
) -> Certainty | None:
    """The network's doubt whether an event happened. Of words the fact is that they were said, whatever they say."""
    if kinds()[event.kind].group is Group.WORDS:
        return None
    first, last = np.searchsorted(answers.pieces.starts, (event.trigger.start, event.trigger.end))
    if last <= first or float(fact[first:last].max()) >= settings["fact_least"]:
        return None
    if status_of(found, event.sentence, event.trigger)[0] is not Status.ASSERTED:
        return None
    return Certainty(Status.HYPOTHETICAL, event.trigger, event.trigger, event.sentence, RULE.format(Status.HYPOTHETICAL))
