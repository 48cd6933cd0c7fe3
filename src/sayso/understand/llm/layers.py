"""What a model points at as layers, in the place of what the rules found; the layers that it does not give stay the rules'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.types import Attribution, Cause, EventMention, Layers, Membership, Span
from sayso.understand.llm import slots
from sayso.understand.llm.pointed import Pointed
from sayso.vocabulary import Group, kinds

GIVEN = frozenset({"attributions", "figures", "events", "causes", "memberships"})
"""Names of the layers that this reader gives."""


def with_pointed(found: Layers, all_of: Sequence[Pointed]) -> Layers:
    """`found`: the layers of the rules."""
    return replace(
        found,
        attributions=tuple(_attributions(all_of)),
        figures=tuple(one.figure for one in all_of if one.figure),
        events=tuple(
            EventMention(one.kind, one.trigger, one.number, slots.RULE, slots.UNMEASURED, one.actor, one.target)
            for one in all_of
            if kinds()[one.kind].group not in (Group.PEOPLE, Group.RELATION)
        ),
        causes=tuple(Cause(one.cause, one.effect, None, one.number, slots.RULE) for one in all_of if one.cause and one.effect),
        memberships=tuple(Membership(one.members, one.body, one.trigger, one.number, slots.RULE) for one in all_of if one.body),
    )


def _attributions(all_of: Sequence[Pointed]) -> Iterator[Attribution]:
    """One relation for all that one source tells by one cue."""
    together: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Attribution] = {}
    for one in all_of:
        told = one.attribution
        if told.chain:
            first = together.setdefault((told.source, told.cue), told)
            content = tuple(sorted({*first.content, *told.content}))
            together[told.source, told.cue] = replace(first, content=content)
    yield from together.values()
