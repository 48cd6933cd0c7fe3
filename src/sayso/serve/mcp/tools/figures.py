"""The tool `figures`: the numbers, each with who says so, and what stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from sayso.export.figure_lines import best_of
from sayso.ledger.filters import Filters
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.moment import moment
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.values import Value
from sayso.serve.looks import Look
from sayso.serve.mcp.answers import ClaimIds, Note, Number, Page, Shows, Stands, note
from sayso.serve.mcp.asking import Listing
from sayso.serve.mcp.paging import after, cursor, fitting
from sayso.serve.mcp.quoting import quoted
from sayso.serve.mcp.room import Room

ABOUT = (
    "The numbers of the crisis: how many killed, injured, arrested …, by kind, group of people and place. Each with the number "
    "that stands and a sentence that may be published, low, best and high, how it stands, the number of independent origins "
    "(not outlets), and the values that origins gave, the latest first. Several values may stand beside each other: say who "
    "says which, and do not add up or average. as_of gives what was known on a day."
)
VALUES = 6
"""Values of one figure: what stands is among the latest, and an assistant that wants more asks for an earlier day."""
CLAIMS = 5
SILENCES = 10
OUTLETS = 5


class OneValue(BaseModel):
    number: Number
    day: Annotated[str | None, Field(description="The day that the number is for.")]
    origin: Annotated[str, Field(description="Who told it first.")]
    identified: Annotated[bool, Field(description="false: no report says who counted.")]
    status: str
    standing: Stands
    reports: Annotated[int, Field(description="Reports that carry it; copies too.")]
    outlets: list[str]
    evidence: ClaimIds
    note: Note


class OneFigure(BaseModel):
    figure: Annotated[str, Field(description="Id of the figure.")]
    kind: str
    counts: Annotated[str, Field(description="people, or acts, such as arrests.")]
    of_whom: str
    part: Annotated[str | None, Field(description="Which part of them, where not all are counted.")]
    place: str | None
    to_publish: Annotated[str, Field(description="What stands, with who says so, as one line.")]
    low: int | None
    best: int | None
    high: int | None
    standing: Stands
    origins: Annotated[int, Field(description="Independent origins that are known.")]
    origins_at_most: int
    disagreements: Annotated[int, Field(description="Pairs of values that contradict each other and are not settled.")]
    evidence: ClaimIds
    values: list[OneValue]
    values_in_all: int


class Figures(Page):
    figures: list[OneFigure]
    in_all: Annotated[int, Field(description="Figures that fit.")]
    shown: Shows
    silences: Annotated[
        list[str], Field(description="Measures in force that hide what happens, such as an internet shutdown. Say it.")
    ]


def figures(room: Room, asked: Listing) -> Figures:
    """In the order of the kinds, of each the most reported first. SaysoError as `Question.filters`, E156."""
    filters = asked.filters(room.reader)
    look = room.looks.at(filters)
    left = after(look.series, asked, lambda view: view.series.names)
    made = fitting(map(_figure, left), asked.limit)
    return Figures(
        figures=made,
        in_all=len(look.series),
        shown=Shows.of(look.shown),
        silences=_silences(room, look, filters),
        next_cursor=cursor(asked, made[-1].figure) if len(made) < len(left) else None,
    )


def _silences(room: Room, look: Look, filters: Filters) -> list[str]:
    """Of the stories looked at, whatever kind is asked for: who asks for the dead is to know that nobody can report them."""
    carriers = look.knowledge.world.carriers.values()
    at = moment(filters.as_of or filters.until, room.clock().date(), carriers)
    return [quoted(one.text) for one in look.knowledge.silences(measures(look.knowledge.tellings), at)][:SILENCES]


def _figure(view: SeriesView) -> OneFigure:
    series, latest = view.series, latest_first(view)
    shown = _standing_first(view, latest)[:VALUES]
    return OneFigure(
        figure=series.id,
        kind=series.kind,
        counts="acts" if series.acts else "people",
        of_whom=quoted(series.noun or series.population or series.population_kind),
        part=quoted(series.part) if series.part else None,
        place=series.area,
        to_publish=quoted(view.to_publish),
        low=view.spread.low,
        best=best_of(view),
        high=view.spread.high,
        standing=Stands.of(view.standing),
        origins=view.origins.shown,
        origins_at_most=view.origins.at_most,
        disagreements=sum(one.settled is None for one in view.contradictions),
        evidence=_claims(view.headline.value or view.spread.best or latest[0]),
        values=[_value(view, value) for value in sorted(shown, key=latest.index)],
        values_in_all=len(view.values),
    )


def _standing_first(view: SeriesView, latest: Sequence[Value]) -> list[Value]:
    """What stands is never cut off by what is later and does not."""
    standing = {value.id for value in view.spread.standing}
    return sorted(latest, key=lambda value: value.id not in standing)


def _value(view: SeriesView, value: Value) -> OneValue:
    return OneValue(
        number=Number.of(value.figure),
        day=value.day,
        origin=value.origin.name,
        identified=value.origin.identified,
        status=value.status,
        standing=Stands.of(view.standings[value.id]),
        reports=len(value.reports),
        outlets=list(value.outlets[:OUTLETS]),
        evidence=_claims(value),
        note=note(value.tellings[0].carrier.demonstration),
    )


def _claims(value: Value) -> list[str]:
    """That whose words tell it best first."""
    every = dict.fromkeys((value.evidence.claim.id, *(telling.claim.id for telling in value.tellings)))
    return list(every)[:CLAIMS]
