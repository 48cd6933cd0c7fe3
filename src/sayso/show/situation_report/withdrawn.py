"""What was taken back, corrected or denied, with the words that did it; and what persons decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import last_words
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import Undone, undone
from sayso.reconcile.values import Value
from sayso.show.page.cards import heading
from sayso.show.page.figure import doer
from sayso.show.page.highlights import Segment
from sayso.show.page.subject_names import incident_named, measure_named, series_named, value_named
from sayso.show.situation_report.appendix import Appendix, Words, plain_words
from sayso.show.situation_report.happened import Told
from sayso.show.situation_report.limits import MOST_DECISIONS, MOST_UNDONE
from sayso.show.situation_report.quoting import quoted, shortened
from sayso.show.words import plain, what
from sayso.types import Verdict

UNDONE, DECIDED = "undone", "decided"


@dataclass(frozen=True, slots=True)
class UndoneShown:
    """`number` is what no longer stands; `by` leads to the claim that undoes it."""

    heading: str
    number: Words
    who: str
    day: str | None
    how: str
    by: str
    """Empty where no report says who."""
    on: str | None
    words: tuple[Segment, ...]
    outlet: str
    evidence: Words
    more: int
    """Further reports that say so."""


@dataclass(frozen=True, slots=True)
class Decision:
    what: Words
    verdict: str
    reviewer: str
    reason: str
    at: datetime


def undone_shown(views: Sequence[SeriesView], appendix: Appendix) -> tuple[tuple[UndoneShown, ...], int]:
    """Each value once, with the first act that undoes it; and how many more values there are."""
    found = [(view, acts) for view in views for acts in _by_value(view)]
    shown = tuple(_shown(view, acts, appendix) for view, acts in found[:MOST_UNDONE])
    return shown, len(found) - len(shown)


def _by_value(view: SeriesView) -> Iterator[list[Undone]]:
    acts: dict[str, list[Undone]] = {}
    for one in undone(view.values):
        acts.setdefault(one.value.id, []).append(one)
    yield from acts.values()


def _shown(view: SeriesView, acts: Sequence[Undone], appendix: Appendix) -> UndoneShown:
    first = acts[0]
    value, by = first.value, first.by.evidence
    return UndoneShown(
        heading=heading(view),
        number=appendix.told(number(value.figure), value.evidence, UNDONE),
        who=teller(value),
        day=value.day,
        how=str(first.how),
        by=doer(first),
        on=first.day,
        words=quoted(by.claim),
        outlet=by.carrier.publisher,
        evidence=appendix.also([by], UNDONE),
        more=len(acts) - 1,
    )


def decisions(
    views: Sequence[SeriesView],
    incidents: Sequence[Told],
    measures: Sequence[Measure],
    tellings: Sequence[Telling],
    verdicts: Mapping[str, Sequence[Verdict]],
    appendix: Appendix,
) -> tuple[tuple[Decision, ...], int]:
    """Each person's last word on a thing that the report is about, the latest first; and how many more there are."""
    named = _named(views, incidents, measures, frozenset(verdicts))
    told = {t.claim.id: t for t in tellings}
    found = [(verdict, subject) for subject, given in verdicts.items() for verdict in last_words(given)]
    found = [(verdict, subject) for verdict, subject in found if subject in named or subject in told]
    found.sort(key=lambda one: (one[0].at, one[1], one[0].reviewer), reverse=True)
    shown = tuple(
        Decision(
            appendix.linked(*named[subject], DECIDED) if subject in named else _claim(told[subject], appendix),
            plain(verdict.verdict),
            shortened(verdict.reviewer),
            shortened(verdict.reason),
            verdict.at,
        )
        for verdict, subject in found[:MOST_DECISIONS]
    )
    return shown, len(found) - len(shown)


Named = dict[str, tuple[str, tuple[Value, ...]]]
"""By an id, what it is of is called, and the value whose number is in that name."""


def _named(
    views: Sequence[SeriesView], incidents: Sequence[Told], measures: Sequence[Measure], wanted: frozenset[str]
) -> Named:
    """Of those of the `wanted` ids that a figure, a value, an incident or a measure has, or had before: what it is called then
    is only worked out where an id is of none that is now."""
    found = dict(_called(views, incidents, measures, wanted, now=True)) if wanted else {}
    left = wanted - found.keys()
    return found | dict(_called(views, incidents, measures, left, now=False)) if left else found


def _called(
    views: Sequence[SeriesView], incidents: Sequence[Told], measures: Sequence[Measure], wanted: frozenset[str], now: bool
) -> Iterator[tuple[str, tuple[str, tuple[Value, ...]]]]:
    for view in views:
        for id in wanted.intersection((view.series.id,) if now else view.series.names):
            yield id, (series_named(view).name, ())
        for value in view.values:
            for id in wanted.intersection((value.id,) if now else value.names):
                yield id, (value_named(view, value).name, (value,))
    for incident, _ in incidents:
        for id in wanted.intersection((incident.id,) if now else incident.names):
            yield id, (incident_named(incident).name, ())
    for measure in measures:
        if measure.id in wanted:
            yield measure.id, (measure_named(measure).name, ())


def _claim(telling: Telling, appendix: Appendix) -> Words:
    claim = telling.claim
    text = f"{plain(claim.kind)} {what(claim)}".strip()
    return (*plain_words(f"the claim “{shortened(text)}”"), *appendix.also([telling], DECIDED))
