"""What a verdict is on, as the page names it: "18 killed · Interior Ministry, 7 January 2022".

The command puts the kind first ("value killed 18, ...").
"""

from __future__ import annotations

from sayso.reconcile.days import DAY, when
from sayso.reconcile.figure_words import number
from sayso.reconcile.incidents import Incident
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.subjects import Subject
from sayso.reconcile.values import Value
from sayso.show.page.cards import heading
from sayso.show.words import begun, plain


def value_named(view: SeriesView, value: Value) -> Subject:
    told = teller(value).removeprefix("the ")
    name = f"{number(value.figure)} {plain(view.series.kind)} · {told}, {_day(value.day)}"
    return Subject(value.id, name, value.names[1:])


def series_named(view: SeriesView) -> Subject:
    return Subject(view.series.id, f"{heading(view)}, all of it", view.series.names[1:])


def incident_named(incident: Incident) -> Subject:
    where = f" · {incident.place.name}" if incident.place else ""
    return Subject(incident.id, f"{begun(plain(incident.kind))}{where}, {_day(incident.start)}", incident.names[1:])


def measure_named(measure: Measure) -> Subject:
    where = f" · {measure.place.name}" if measure.place else ""
    return Subject(measure.id, f"{begun(plain(measure.kind))}{where}")


def _day(told: str | None) -> str:
    return when(told[:DAY]) if told else "day not told"
