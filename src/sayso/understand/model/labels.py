"""What the heads can say. The order of each tuple is the order of the network's outputs: never reordered, only retrained."""

from __future__ import annotations

from sayso.vocabulary import EntityType, Group, PopulationKind, kinds

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Attributions in the sense of PolNeAR. Relations never overlap there, so one tag a piece is enough."""

ENTITIES = ("O", *(f"{at}-{kind}" for kind in EntityType for at in "BI"))
CAUSES = ("O", "B-cause", "I-cause", "B-effect", "I-effect", "B-signal", "I-signal")

NONE = "none"
KINDS = (NONE, *sorted(k.kind for k in kinds().values() if k.group is Group.PEOPLE))
"""What a number of people is a number of; `none` = it is no figure."""
POPULATIONS = tuple(PopulationKind)
STATUSES = ("asserted", "denied", "feared", "planned", "alleged")
EVENTS = tuple(sorted(k.kind for k in kinds().values() if k.group not in (Group.PEOPLE, Group.RELATION)))
FIRST = (NONE, *EVENTS)
"""The kind that a sentence reports first of all."""
