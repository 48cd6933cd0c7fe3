"""The tools `situations` and `kinds`: what the filters of the others can be."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from sayso.commands.kind_names import unknown_kind
from sayso.limits import MCP_ITEMS
from sayso.reconcile.situations import Situation
from sayso.reconcile.situations import situations as saved
from sayso.serve.mcp.answers import Answer
from sayso.serve.mcp.asking import Nothing, OfGroup
from sayso.serve.mcp.quoting import quoted
from sayso.serve.mcp.room import Room
from sayso.vocabulary import Group, Kind
from sayso.vocabulary import kinds as every_kind

ABOUT_SITUATIONS = (
    "What this ledger holds (reports, claims), and the situations that people saved: a place, days, words or kinds under a "
    "name, for the filter situation of the other tools. Begin here."
)
ABOUT_KINDS = "The kinds of claim, for the filter kind of the other tools: name, group, meaning, PLOVER and ACLED codes."


class OneSituation(BaseModel):
    name: str
    place: str | None
    since: str | None
    until: str | None
    text: str | None
    kinds: list[str]


class Situations(Answer):
    reports: int
    claims: int
    situations: list[OneSituation]
    in_all: Annotated[int, Field(description="Saved situations; the first of them are listed.")]


class OneKind(BaseModel):
    kind: str
    group: str
    meaning: str
    plover: Annotated[str | None, Field(description="Event, and mode after a slash.")]
    acled: Annotated[str | None, Field(description="Event type, and sub-event type after a slash.")]


class Kinds(BaseModel):
    kinds: list[OneKind]


def situations(room: Room, asked: Nothing) -> Situations:
    held, every = room.reader.counts(), saved(room.reader)
    return Situations(
        reports=held.reports, claims=held.claims, situations=[_situation(one) for one in every[:MCP_ITEMS]], in_all=len(every)
    )


def _situation(one: Situation) -> OneSituation:
    text = quoted(one.text) if one.text else None
    return OneSituation(
        name=one.name, place=one.place, since=one.since, until=one.until, text=text, kinds=list(one.kinds[:MCP_ITEMS])
    )


def kinds(room: Room, asked: OfGroup) -> Kinds:
    """SaysoError E016 for no group."""
    if asked.group and asked.group not in set(Group):
        raise unknown_kind(asked.group, Group)
    return Kinds(kinds=[_kind(one) for one in every_kind().values() if not asked.group or one.group == asked.group])


def _kind(one: Kind) -> OneKind:
    plover = " / ".join(part for part in (one.plover_event, one.plover_mode) if part)
    acled = " / ".join(part for part in (one.acled_event_type, one.acled_sub_event_type) if part)
    return OneKind(kind=one.kind, group=one.group, meaning=one.meaning, plover=plover or None, acled=acled or None)
