"""The charts of the views, each with the table behind it: sized for the page, and with links to its own views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.reconcile.incidents import Incident
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.standing import Standing
from sayso.show.charts import Table, goes_on, spark, step_chart, step_table, timeline, timeline_table
from sayso.show.page.cards import Card, heading
from sayso.show.page.chart_of import bar, dot, figure, spark_of

WIDE = 1120
HIGH = 360
NARROW = 358
"""The same drawn again for a phone, where the wide one would have words too small to read."""
SPARK = (280, 40)
"""Width and height in the units of the drawing, which are about pixels: it is as wide as its card."""
MOST_DOTS = 120
MOST_BARS = 24
"""Drawn in the timeline; what fewest reports tell of is left out first, and counted."""


@dataclass(frozen=True, slots=True)
class Chart:
    drawing: Markup
    narrow: Markup
    table: Table
    note: str = ""
    """What is left out, in words."""


def sparks(cards: Iterable[Card], until: str) -> dict[str, Markup]:
    """By series; of a figure that has numbers of one day only there is none."""
    width, height = SPARK
    return {
        card.id: spark(
            points,
            band,
            id=f"spark-{card.id}",
            title=f"{heading(card.view)} through time",
            width=width,
            height=height,
            until=until,
        )
        for card in cards
        for points, band in [spark_of(card.view)]
        if goes_on(points)
    }


def figure_chart(view: SeriesView, until: str) -> Chart:
    """Each point leads to its value on the same page."""
    lines, band = figure(view, href=lambda value: f"#{value}")
    id, title = f"chart-{view.series.id}", f"{heading(view)} through time, by origin"
    wide = step_chart(lines, band, id=id, title=title, width=WIDE, height=HIGH, until=until)
    narrow = step_chart(lines, band, id=f"{id}-narrow", title=title, width=NARROW, height=HIGH, until=until)
    return Chart(wide, narrow, step_table(lines))


def course(
    measures: Sequence[Measure],
    incidents: Sequence[tuple[Incident, Standing]],
    at: str,
    span: tuple[str | None, str],
    address: Callable[[str], str],
) -> Chart:
    """Measures and incidents through time. `address` of the id of an incident; `at`: the day of which a state is told;
    `span`: the days of the first report and of the last, or of the moment asked for."""
    first, last = span
    shown = [one for one in measures if one.opened or one.closed][:MOST_BARS]
    ranked = sorted(incidents, key=lambda pair: (-len(pair[0].reports), pair[0].id))[:MOST_DOTS]
    bars = [bar(one, at) for one in shown]
    dots = [dot(one, standing, address) for one, standing in sorted(ranked, key=lambda pair: (pair[0].start or "", pair[0].id))]
    title = "What happened and what was imposed"
    wide = timeline(bars, dots, id="timeline", title=title, width=WIDE, first=first, at=last)
    narrow = timeline(bars, dots, id="timeline-narrow", title=title, width=NARROW, first=first, at=last)
    left_out = len(measures) - len(shown) + len(incidents) - len(ranked)
    note = f"{left_out:,} more that fewer reports tell of: filters show them" if left_out else ""
    return Chart(wide, narrow, timeline_table(bars, dots), note)
