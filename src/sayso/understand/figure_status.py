"""How sure a figure is: which cue reaches it, and what that cue makes of people to whom something happens or who do something.

A figure is asserted, denied, feared, planned, alleged or retracted; the finer statuses of events become one of these. What may
befall people is feared, what people or offices may do is planned.
"""

from __future__ import annotations

from collections.abc import Collection

from sayso.types import Certainty, FigureMention, Layers
from sayso.understand.certainty import in_sentence, strongest
from sayso.understand.figure_cues import ALLEGING_CLAUSE, HARM, NAMED_BY_NOUN, reaches
from sayso.vocabulary import Status

BEFALLING = HARM | {"abducted", "exposed", "displaced"}
"""Kinds that befall people. What else is told of people is their own doing, or that of an office."""

PREDICTING = "certainty.planned.clause"
"""The rule of "will" and its like, which foretell harm as well as promise deeds."""


def status_of_figure(found: Layers, mention: FigureMention) -> tuple[Status, Certainty | None]:
    """The status of a figure, and the cue that gives it."""
    sentence = found.sentences[mention.sentence]
    reaching = [c for c in in_sentence(found, mention.sentence) if reaches(c, mention, sentence)]
    cue = strongest(reaching)
    if cue is None or (mention.kind == "sought" and cue.status is Status.ALLEGED):  # to be suspected is what "sought" tells
        return Status.ASSERTED, None
    return _of_people(cue, mention, {c.status for c in reaching}), cue


def _of_people(cue: Certainty, mention: FigureMention, reaching: Collection[Status]) -> Status:
    """The status among those of figures that a cue amounts to; `reaching` are those of all cues."""
    kind, status = mention.kind, cue.status
    if status in (Status.POSSIBLE, Status.HYPOTHETICAL) or (status is Status.PLANNED and Status.HYPOTHETICAL in reaching):
        return Status.FEARED if kind in BEFALLING else Status.PLANNED
    if kind in HARM and (cue.rule == PREDICTING or (status is Status.PLANNED and mention.rule in NAMED_BY_NOUN)):
        return Status.FEARED  # "700 will die", "preparing for 48,000 deaths"
    if kind == "trapped" and cue.rule == ALLEGING_CLAUSE:
        return Status.FEARED  # "60 people are thought to be under the rubble"
    if status is Status.ORDERED:
        return Status.ALLEGED if Status.ALLEGED in reaching else Status.PLANNED  # "accused of ordering the killing of 17"
    return status
