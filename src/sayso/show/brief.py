"""A situation in one page of text, made of the ledger's own values only: each has the number of its evidence.

No sentence is written that does not come from a value, a count or a rule's own words; what the page leaves out, it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sayso.reconcile.days import on, when
from sayso.reconcile.denials import named_denials
from sayso.reconcile.figure_words import number
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import Incident
from sayso.reconcile.knowledge import Knowledge
from sayso.reconcile.measures.measure import Measure, State
from sayso.reconcile.measures.silence import Silence
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import shown_number
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import RUNNING, Value
from sayso.show.known_tables import heading
from sayso.show.listing import several
from sayso.show.words import begun, plain
from sayso.vocabulary import Status

MOST_FIGURES = 12
MOST_VALUES = 5
MOST_HAPPENED = 10
"""Lines of each part, so that it stays a page; what is left out is counted."""


@dataclass(slots=True)
class Evidence:
    """The claims that the text rests on, numbered as they are first used."""

    numbers: dict[str, int] = field(default_factory=dict)
    tellings: list[Telling] = field(default_factory=list)

    def of(self, *tellings: Telling) -> str:
        """ "[3]", "[3][4]"."""
        return "".join(f"[{self._number(telling)}]" for telling in tellings)

    def _number(self, telling: Telling) -> int:
        if telling.claim.id not in self.numbers:
            self.tellings.append(telling)
            self.numbers[telling.claim.id] = len(self.tellings)
        return self.numbers[telling.claim.id]


def brief(name: str, view: str, of: Knowledge, at: str, note: str) -> Iterator[str]:
    """Lines of Markdown. `view` says what the situation shows, `at` is the day that it is shown for, `note` stands below."""
    evidence, shown = Evidence(), of.shown_series()
    measures = of.measures()
    yield f"# {name}"
    yield ""
    yield f"{begun(view)}; as of {when(at)}. {_material(of)}"
    if note:
        yield note
    yield from _part("", _silences(of.silences(measures, at), evidence))
    yield from _part("Figures", _figures(shown, evidence))
    yield from _part("Where origins differ", _differences(shown, evidence))
    yield from _part("What was imposed", [_measure(one, at, evidence) for one in measures if one.opened or one.closed])
    yield from _part("What happened", _happened(of, evidence))
    yield from _part("Evidence", _evidence(evidence))


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        if title:
            yield f"## {title}"
            yield ""
        yield from lines


def _material(of: Knowledge) -> str:
    carriers = of.world.carriers.values()
    texts, outlets = {c.copy or c.id for c in carriers}, {c.publisher for c in carriers}
    return f"From {len(carriers)} reports ({len(texts)} different texts) of {len(outlets)} outlets."


def _silences(hidden: Sequence[Silence], evidence: Evidence) -> list[str]:
    return [f"**{begun(one.text)}** {evidence.of(*_opening(one.measure))}" for one in hidden]


def _opening(measure: Measure) -> tuple[Telling, ...]:
    return (measure.opened.telling,) if measure.opened else ()


def _figures(shown: Sequence[SeriesView], evidence: Evidence) -> list[str]:
    with_number = [view for view in shown if view.spread.best is not None]
    lines = [_figure(view, evidence) for view in with_number[:MOST_FIGURES]]
    return lines + _left_out(len(with_number) - MOST_FIGURES, "figures", "sayso figures")


def _figure(view: SeriesView, evidence: Evidence) -> str:
    """ "**killed · Kazakhstan: 238** [1], single, 3 origins: 238 people have been killed … . Also told: …"."""
    best = view.spread.best
    assert best is not None  # chosen so
    head = f"- **{heading(view.series)}: {shown_number(view)}** {evidence.of(best.evidence)}, {view.standing.word}"
    earlier = [v for v in reversed(view.values) if v.is_given and v.id != best.id and v.number != best.number]
    told = "; ".join(_said(v, view, evidence) for v in earlier[:MOST_VALUES])
    more = f"; and {len(earlier) - MOST_VALUES} more" if len(earlier) > MOST_VALUES else ""
    also = f" Also told: {told}{more}." if told else ""
    parts = "".join(f" {one.text}." for one in view.sums)
    return f"{head}, {view.behind_it}: {view.sentence}{parts}{also}"


def _said(value: Value, view: SeriesView, evidence: Evidence) -> str:
    standing = view.standings[value.id]
    how = "" if str(standing.word) in ("single", "corroborated") else f", {standing.word}"
    return f"{value.origin.name} {number(value.figure)} {on(value.day)}{how} {evidence.of(value.evidence)}"


def _differences(shown: Iterable[SeriesView], evidence: Evidence) -> list[str]:
    """Disagreements that stand, and those that were settled with how."""
    return [
        f"- {heading(view.series)}. {one.sentence}{f' {one.settled}.' if one.settled else ''} "
        f"{evidence.of(one.a.evidence, one.b.evidence)}"
        for view in shown
        for one in view.contradictions
    ]


def _measure(one: Measure, at: str, evidence: Evidence) -> str:
    where = f", {one.place.name}" if one.place else ""
    opened = f", from {when(one.opened.day)}" if one.opened and one.opened.stated and one.opened.day else ""
    planned = f", planned until {when(one.planned_end)}" if one.planned_end and not one.closed else ""
    ended = f", ended {on(one.closed.day or None)}" if one.closed else ""
    state = "" if one.closed or one.state(at) is State.OPEN else f" ({one.state(at)})"
    told = [turn.telling for turn in (one.opened, one.closed) if turn]
    return f"- {plain(one.kind)}{where}{opened}{planned}{ended}{state} {evidence.of(*told)}"


def _happened(of: Knowledge, evidence: Evidence) -> list[str]:
    told = sorted(of.shown_incidents(), key=lambda one: (-len(one.reports), one.id))
    denied = named_denials(of.tellings)
    shown = sorted(told[:MOST_HAPPENED], key=lambda one: (one.start or "9", one.id))
    lines = [_incident(one, incident_standing(one, of.world.verdicts, denied), evidence) for one in shown]
    return lines + _left_out(len(told) - MOST_HAPPENED, "incidents", "sayso incidents")


def _incident(one: Incident, standing: Standing, evidence: Evidence) -> str:
    day = when(one.start[:10]) if one.start else "day not told"
    place = one.place.name if one.place else "place not told"
    doers = several(list(dict.fromkeys(actor.name for actor in one.actors)), 2)
    who = f" ({doers})" if doers else ""
    asserted = [t for t in one.tellings if t.claim.status is Status.ASSERTED]
    first = next((t for t in asserted if t.claim.evidence.block in RUNNING), (asserted or one.tellings)[0])
    return f"- {day}, {place}: {plain(one.kind)}{who}; {standing.word}, {one.origins} {evidence.of(first)}"


def _left_out(more: int, what: str, command: str) -> list[str]:
    return [f"- and {more} more {what}: {command} lists them"] if more > 0 else []


def _evidence(evidence: Evidence) -> list[str]:
    return [_source(number, telling) for number, telling in enumerate(evidence.tellings, start=1)]


def _source(number: int, telling: Telling) -> str:
    claim, carrier = telling.claim, telling.carrier
    words = " ".join(claim.evidence.text.split()).replace("[", "\\[")  # its brackets are no numbers of evidence
    where = f", {carrier.url}" if carrier.url else ""
    return f"[{number}] “{words}” {carrier.publisher}, {(carrier.published or 'no date')[:10]}, claim {claim.id[:9]}{where}"
