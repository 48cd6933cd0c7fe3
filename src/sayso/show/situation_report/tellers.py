"""Who says so: the origins behind each figure, all origins with what they tell, and who passes it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.origins.count import Counted
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.tellers import Voice, voices
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import RUNNING
from sayso.show.charts import Table, chain_graph, chain_table
from sayso.show.listing import several
from sayso.show.page.cards import heading
from sayso.show.page.chart_of import chain
from sayso.show.page.drawn import Chart
from sayso.show.page.origins import MOST_DRAWN, MOST_ON_GRAPH, OriginRow, Role, origin_row, private_roles
from sayso.show.situation_report.appendix import Appendix, Words
from sayso.show.situation_report.limits import MOST_FIGURES, MOST_ORIGINS
from sayso.show.situation_report.sizes import NARROW, WIDE

ORIGINS = "origins"
MOST_OUTLETS = 4
MOST_BEHIND = 8
MOST_EDGES = 40


@dataclass(frozen=True, slots=True)
class Behind:
    """An origin of a figure, and who published what it says."""

    name: str
    outlets: str
    evidence: Words


@dataclass(frozen=True, slots=True)
class FigureOrigins:
    place: int
    """As that of the figure."""
    heading: str
    count: str
    known: tuple[Behind, ...]
    more: int
    untold: int
    """Texts that tell it naming nobody, or a role."""


@dataclass(frozen=True, slots=True)
class OriginShown:
    row: OriginRow
    outlets: str
    evidence: Words


@dataclass(frozen=True, slots=True)
class Tellers:
    figures: tuple[FigureOrigins, ...]
    known: tuple[OriginShown, ...]
    more_known: int
    untold: tuple[OriginShown, ...]
    more_untold: int
    roles: tuple[Role, ...]
    chain: Chart | None
    drawn: tuple[str, ...]
    """Of which origins the chain is drawn."""


def tellers(tellings: Sequence[Telling], views: Sequence[SeriesView], appendix: Appendix) -> Tellers:
    """`tellings` in the order of publication; `views` as the figures are shown."""
    figures = tuple(_figure(place, view, appendix) for place, view in enumerate(views[:MOST_FIGURES], start=1))
    every = voices(tellings)
    public = [voice for voice in every if voice.origin.kind not in ROLES]
    known = [voice for voice in public if voice.origin.identified]
    untold = [voice for voice in public if not voice.origin.identified]
    drawn = known[:MOST_DRAWN]
    return Tellers(
        figures=figures,
        known=tuple(_origin(voice, appendix) for voice in known[:MOST_ORIGINS]),
        more_known=max(0, len(known) - MOST_ORIGINS),
        untold=tuple(_origin(voice, appendix) for voice in untold[:MOST_ORIGINS]),
        more_untold=max(0, len(untold) - MOST_ORIGINS),
        roles=private_roles(every),
        chain=_chain([t for t in tellings if t.origin.key in {voice.origin.key for voice in drawn}]),
        drawn=tuple(voice.origin.name for voice in drawn),
    )


def _figure(place: int, view: SeriesView, appendix: Appendix) -> FigureOrigins:
    count = view.origins
    known = tuple(_behind(one, appendix) for one in count.known[:MOST_BEHIND])
    return FigureOrigins(place, heading(view), str(count), known, len(count.known) - len(known), len(count.untold))


def _behind(one: Counted, appendix: Appendix) -> Behind:
    """Its last word: the number that it stands by now. Of several claims that give it one that the report uses already."""
    told = [t for t in one.tellings if t.claim.evidence.block in RUNNING] or list(one.tellings)
    last = [t for t in told if _number(t) == _number(told[-1])]
    cited = [t for t in last if appendix.number_of(t) is not None]
    return Behind(one.origin.name, several(list(one.outlets), MOST_OUTLETS), appendix.also((cited or last)[-1:], ORIGINS))


def _number(telling: Telling) -> tuple[int | None, int | None, str | None] | None:
    figure = telling.claim.figure
    return (figure.low, figure.high, figure.vague) if figure else None


def _origin(voice: Voice, appendix: Appendix) -> OriginShown:
    cited = [t for t in voice.tellings if appendix.number_of(t) is not None] or list(voice.tellings)
    row = origin_row(voice)
    return OriginShown(row, several(list(row.outlets), MOST_OUTLETS), appendix.also(cited[:1], ORIGINS))


def _chain(tellings: Sequence[Telling]) -> Chart | None:
    if not tellings:
        return None
    nodes, edges = chain(tellings[-MOST_ON_GRAPH:])
    table = chain_table(nodes, edges)
    left_out = len(table.rows) - MOST_EDGES
    title = "Who passes on what"
    return Chart(
        chain_graph(nodes, edges, id="chain", title=title, width=WIDE),
        chain_graph(nodes, edges, id="chain-narrow", title=title, width=NARROW),
        Table(table.header, table.rows[:MOST_EDGES]),
        f"{left_out:,} more lines are left out" if left_out > 0 else "",
    )
