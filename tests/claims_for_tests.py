"""A report and claims made by hand, for tests of what prints or keeps them."""

from __future__ import annotations

from dataclasses import replace

from sayso.types import (
    Actor,
    Attribution,
    Block,
    Claim,
    Evidence,
    Field,
    Figure,
    Maker,
    Outlet,
    Reason,
    Report,
    Source,
    Span,
    When,
    Where,
)
from sayso.vocabulary import (
    ActorKind,
    BlockKind,
    Manner,
    PlacePrecision,
    PopulationKind,
    Relation,
    SourceKind,
    TimePrecision,
)

TITLE = "Dozens held in Almaty"
TEXT = "Police arrested more than 40 protesters in Almaty on Thursday, the ministry said."


def report(name: str = "one", published: str | None = "2022-01-07", **changes: object) -> Report:
    """Title and one sentence, as JSON input gives them."""
    whole = f"{TITLE}\n\n{TEXT}"
    base = len(TITLE) + 2
    made = Report(
        id=f"r{name}",
        name=name,
        text=whole,
        fields=(Field("title", Span(0, len(TITLE))), Field("text", Span(base, len(whole)))),
        blocks=(Block(BlockKind.TITLE, Span(0, len(TITLE))), Block(BlockKind.BODY, Span(base, len(whole)))),
        outlet=Outlet("steppewire.invalid", "Steppe Wire", site="steppewire.invalid"),
        title=TITLE,
        published=published,
        language="en",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def span(words: str, of: Report) -> Span:
    start = of.text.index(words)
    return Span(start, start + len(words))


def figure_claim(of: Report, **changes: object) -> Claim:
    """ "more than 40 protesters", arrested, on the ministry's word."""
    figure_span, source = span("more than 40 protesters", of), span("the ministry", of)
    figure = Figure(
        40, None, Relation.MORE_THAN, figure_span, population="protesters", population_kind=PopulationKind.DEMONSTRATORS
    )
    made = Claim(
        id=f"c{of.name}40",
        report=of.id,
        kind="arrested",
        attribution=Attribution(
            chain=(Source("the ministry", SourceKind.GOVERNMENT, source, normalised="Interior Ministry"),),
            manner=Manner.INDIRECT,
            source=(source,),
            cue=(span("said", of),),
        ),
        evidence=Evidence(BlockKind.BODY, span(TEXT, of), TEXT),
        maker=Maker("rules", "0+test"),
        confidence=0.9,
        figure=figure,
        time=When("2022-01-06", "2022-01-06", TimePrecision.DAY, "Thursday", span("Thursday", of), "2022-01-07"),
        said=When("2022-01-07", "2022-01-07", TimePrecision.DAY, None),
        place=Where("Almaty", PlacePrecision.CITY, span("Almaty", of), 1526384, "KZ", "Almaty", 43.25, 76.92),
        because=(Reason("figures.counted", figure_span), Reason("attribution.indirect", span("said", of))),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def event_claim(of: Report, **changes: object) -> Claim:
    """Police arrest."""
    trigger = span("arrested", of)
    base = figure_claim(of)
    made = replace(
        base,
        id=f"c{of.name}ev",
        kind="arrest",
        figure=None,
        actor=Actor("Police", ActorKind.POLICE, span("Police", of)),
        because=(Reason("events.trigger", trigger),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
