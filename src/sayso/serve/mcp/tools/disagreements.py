"""The tool `disagreements`: which numbers contradict each other, and who says which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import BaseModel, Field

from sayso.reconcile.contradictions import Contradiction
from sayso.reconcile.former_ids import every_id
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.values import Value
from sayso.serve.looks import Look
from sayso.serve.mcp.answers import ClaimIds, Note, Number, Page, Shows, note
from sayso.serve.mcp.asking import Disputes
from sayso.serve.mcp.paging import after, cursor, fitting
from sayso.serve.mcp.quoting import quoted
from sayso.serve.mcp.room import Room

ABOUT = (
    "Where sources disagree: pairs of numbers for the same people, place and day that cannot both be right, with the sentence "
    "that says so, who says which, and, where one was taken back or refuted, how it was settled. Tell both sides."
)
BETWEEN = "-"
CLAIMS = 5


class Side(BaseModel):
    number: Number
    origin: Annotated[str, Field(description="Who told it first.")]
    identified: Annotated[bool, Field(description="false: no report says who counted.")]
    standing: str
    reports: int
    evidence: ClaimIds
    note: Note


class OneDisagreement(BaseModel):
    figure: Annotated[str, Field(description="Id of the figure.")]
    kind: str
    place: str | None
    day: str | None
    sentence: str
    between: Annotated[str, Field(description="two_tellers_one_day, two_reports_one_day, headline_against_text, misreport.")]
    settled: Annotated[str | None, Field(description="How; null: it is open.")]
    sides: list[Side]


class Disagreements(Page):
    disagreements: list[OneDisagreement]
    in_all: int
    shown: Shows


class Pair(NamedTuple):
    view: SeriesView
    of: Contradiction


def disagreements(room: Room, asked: Disputes) -> Disagreements:
    """In the order of the figures, within one by day. SaysoError as `Question.filters`, E156."""
    look = room.looks.at(asked.filters(room.reader))
    every = [pair for pair in _pairs(look) if not (asked.only_open and pair.of.settled)]
    left = after(every, asked, _names)
    made = fitting(map(_disagreement, left), asked.limit)
    return Disagreements(
        disagreements=made,
        in_all=len(every),
        shown=Shows.of(look.shown),
        next_cursor=cursor(asked, _names(left[len(made) - 1])[0]) if len(made) < len(left) else None,
    )


def _pairs(look: Look) -> Iterator[Pair]:
    for view in look.series:
        for one in view.contradictions:
            yield Pair(view, one)


def _names(pair: Pair) -> list[str]:
    """By those that its values have, or had: a report that comes later may call them after another claim."""
    return [BETWEEN.join((a, b)) for a in _every_id(pair.of.a) for b in _every_id(pair.of.b)]


def _every_id(value: Value) -> tuple[str, ...]:
    return every_id(value.id, value.tellings)


def _disagreement(pair: Pair) -> OneDisagreement:
    view, one = pair
    return OneDisagreement(
        figure=view.series.id,
        kind=view.series.kind,
        place=view.series.area,
        day=one.a.day,
        sentence=quoted(one.sentence),
        between=one.why,
        settled=one.settled,
        sides=[_side(view, value) for value in (one.a, one.b)],
    )


def _side(view: SeriesView, value: Value) -> Side:
    every = dict.fromkeys((value.evidence.claim.id, *(telling.claim.id for telling in value.tellings)))
    return Side(
        number=Number.of(value.figure),
        origin=value.origin.name,
        identified=value.origin.identified,
        standing=view.standings[value.id].word,
        reports=len(value.reports),
        evidence=list(every)[:CLAIMS],
        note=note(value.tellings[0].carrier.demonstration),
    )
