"""All that a situation report holds, of a look: its sections in their order, each number with its evidence.

    contents(look, "Kazakhstan, January 2022", made=None)

A pure function of the look: the same ledger, question and moment give the same report. It says what it leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.ledger.append import Head
from sayso.ledger.filters import Filters
from sayso.reconcile.days import DAY
from sayso.reconcile.looks.choosing import Shown
from sayso.reconcile.looks.look import Look
from sayso.reconcile.telling import Telling
from sayso.show.page.places import place_called
from sayso.show.situation_report import figures, happened, tellers, through_time, where, withdrawn
from sayso.show.situation_report.appendix import Appendix
from sayso.show.situation_report.asked import day_of, in_words
from sayso.show.situation_report.items import EvidenceShown, ReportShown, evidence_shown, reports_shown
from sayso.show.situation_report.limits import MOST_CHARTS, MOST_DIFFERENCES, MOST_FIGURES, MOST_MAKERS

HEADINGS = {
    figures.KNOWN: "What is known",
    figures.DIFFERS: "What differs",
    through_time.TIME: "Figures through time",
    where.WHERE: "Where",
    happened.INCIDENTS: "What happened",
    happened.MEASURES: "What was imposed, and silence",
    tellers.ORIGINS: "Who says so",
    withdrawn.UNDONE: "Taken back, corrected, denied",
    withdrawn.DECIDED: "What persons decided",
    "method": "How this was made, and its limits",
    "evidence": "Appendix A. Evidence",
    "reports": "Appendix B. Reports",
}
"""The sections in their order; one that has nothing to say is left out, but for the first two."""


@dataclass(frozen=True, slots=True)
class Material:
    """What it is made of."""

    reports: int
    texts: int
    outlets: int
    claims: int
    undated: int
    first: str | None
    last: str | None
    """Days of the first and the last report."""
    demonstration: bool
    makers: tuple[tuple[str, int], ...]
    """Readers with their versions, and how many claims each has read."""
    more_makers: int


@dataclass(frozen=True, slots=True)
class Left:
    """What the sections leave out, counted."""

    figures: int
    differences: int
    charts: int
    incidents: int
    measures: int
    undone: int
    decisions: int
    reports: int


@dataclass(frozen=True, slots=True)
class Contents:
    title: str
    view: str
    """What it is of, in words: "in KZ, since 2022-01-02"."""
    filters: Filters
    day: str
    """Of which it tells, ISO."""
    head: Head
    shown: Shown
    material: Material
    made: str | None
    known: tuple[figures.KindShown, ...]
    differences: tuple[figures.Difference, ...]
    charts: tuple[through_time.ChartShown, ...]
    map: where.MapShown | None
    course: happened.Course | None
    incidents: tuple[happened.IncidentRow, ...]
    silences: tuple[happened.SilenceShown, ...]
    measures: tuple[happened.MeasureRow, ...]
    tellers: tellers.Tellers
    undone: tuple[withdrawn.UndoneShown, ...]
    decisions: tuple[withdrawn.Decision, ...]
    evidence: tuple[EvidenceShown, ...]
    reports: tuple[ReportShown, ...]
    left: Left

    @property
    def sections(self) -> dict[str, str]:
        """Their keys and headings; those that have anything to say."""
        there = {
            through_time.TIME: self.charts,
            where.WHERE: self.map,
            happened.INCIDENTS: self.incidents,
            happened.MEASURES: self.measures or self.silences,
            tellers.ORIGINS: self.tellers.known or self.tellers.untold or self.tellers.roles,
            withdrawn.UNDONE: self.undone,
            withdrawn.DECIDED: self.decisions,
        }
        return {key: heading for key, heading in HEADINGS.items() if there.get(key, True)}

    @property
    def chart_of(self) -> dict[int, bool]:
        """The figures that have a chart, by their place."""
        return {chart.place: True for chart in self.charts}


def contents(look: Look, title: str, made: str | None = None) -> Contents:
    """`made`: the time of making, ISO, where it is to be printed."""
    appendix, day = Appendix(), day_of(look)
    fitting = look.knowledge.fitting
    views = figures.in_order(look.series, place_called(fitting, look.filters.place))
    incidents, measures = happened.shown_incidents(look.incidents), happened.shown_measures(look.measures)
    known, differences = figures.known(views, appendix), figures.differences(views, appendix)
    drawn = through_time.worth_drawing(views[:MOST_FIGURES])
    charts = through_time.charts(drawn, day, appendix)
    placed = where.map_shown(fitting, appendix)
    rows = happened.incident_rows(incidents, appendix)
    hidden = happened.silences(look.knowledge.silences(look.measures, day), appendix) if day else ()
    imposed = happened.measure_rows(measures, day, appendix)
    told = tellers.tellers(fitting, views, appendix)
    back, more_back = withdrawn.undone_shown(views, appendix)
    verdicts = look.knowledge.world.verdicts
    decided, more_decided = withdrawn.decisions(views, look.incidents, look.measures, fitting, verdicts, appendix)
    reports, more_reports = reports_shown(fitting, appendix)
    differing = sum(len(view.contradictions) for view in views)
    left = Left(
        figures=max(0, len(views) - MOST_FIGURES),
        differences=max(0, differing - MOST_DIFFERENCES),
        charts=max(0, len(drawn) - MOST_CHARTS),
        incidents=len(look.incidents) - len(incidents),
        measures=sum(1 for one in look.measures if one.opened or one.closed) - len(measures),
        undone=more_back,
        decisions=more_decided,
        reports=more_reports,
    )
    return Contents(
        title=title,
        view=in_words(look.filters),
        filters=look.filters,
        day=day,
        head=look.head,
        shown=look.shown,
        material=_material(fitting),
        made=made,
        known=known,
        differences=differences,
        charts=charts,
        map=placed,
        course=happened.course(incidents, measures, day, ((look.first or "")[:DAY] or None, day)),
        incidents=rows,
        silences=hidden,
        measures=imposed,
        tellers=told,
        undone=back,
        decisions=decided,
        evidence=evidence_shown(appendix, HEADINGS, reports, look.knowledge.world.carriers.values()),
        reports=tuple(reports.values()),
        left=left,
    )


def _material(fitting: Sequence[Telling]) -> Material:
    carriers = {t.carrier.id: t.carrier for t in fitting}.values()
    days = sorted(c.known_by[:DAY] for c in carriers if c.known_by)
    makers = Counter(f"{t.claim.maker.reader} {t.claim.maker.version}" for t in fitting).most_common()
    makers.sort(key=lambda one: (-one[1], one[0]))
    return Material(
        reports=len(carriers),
        texts=len({c.copy or c.id for c in carriers}),
        outlets=len({c.publisher for c in carriers}),
        claims=len(fitting),
        undated=len(carriers) - len(days),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        demonstration=any(c.demonstration for c in carriers),
        makers=tuple(makers[:MOST_MAKERS]),
        more_makers=max(0, len(makers) - MOST_MAKERS),
    )
