"""Layer `certainties`: the rules' cues with their scopes, and events that the network finds hypothetical without one.

The network names no cue: its doubt reaches the words of one event alone, and says that it is the network's. It goes by a
scale of factuality from -3 to 3 (White et al. 2016). Of figures the rules alone tell the status: docs/measurements.md says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.types import Certainty, EventMention, Layers
from sayso.understand.certainty import status_of
from sayso.understand.model.network import Answers
from sayso.understand.model.pieces import Floats
from sayso.vocabulary import Group, Status, kinds

RULE = "certainty.hypothetical.model"


def certainties(
    found: Layers, ruled: Sequence[Certainty], answers: Answers, settings: Mapping[str, Any]
) -> tuple[Certainty, ...]:
    """All certainties in the order of the text."""
    with_rules, fact = replace(found, certainties=tuple(ruled)), answers.of("fact")[:, 0]
    doubtful = [e for e in found.events if _is_doubtful(e, fact[answers.rows(e.trigger)], settings["fact_least"])]
    asserted = [e for e in doubtful if status_of(with_rules, e.sentence, e.trigger)[0] is Status.ASSERTED]
    seen = [Certainty(Status.HYPOTHETICAL, e.trigger, e.trigger, e.sentence, RULE) for e in asserted]
    return tuple(sorted([*ruled, *seen], key=lambda c: c.sentence))


def _is_doubtful(event: EventMention, fact: Floats, least: float) -> bool:
    """Has it hardly happened, by the surest piece of its trigger? Of words the fact is that they were said."""
    return kinds()[event.kind].group is not Group.WORDS and len(fact) > 0 and float(fact.max()) < least
