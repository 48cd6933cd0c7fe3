"""From what is reconciled to what is drawn: the demo's dead and detained, its measures, and who says what."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.incidents import incidents
from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.series import Series, series
from sayso.reconcile.series_view import SeriesView, series_view, withdrawn_of
from sayso.reconcile.telling import Origin, Telling
from sayso.show.charts import Line, Place, Point, chain_graph, spark, step_chart, timeline
from sayso.show.page import chart_of
from sayso.types import Attribution, Source, Span, Verdict
from sayso.vocabulary import Manner, PopulationKind, SourceKind, Verdicts, kinds
from tests.reconcile.made_tellings import figure
from tests.show.demo import told
from tests.show.drawn import marks, sound, texts


@cache
def view(number: int) -> SeriesView:
    """The line that holds this number."""
    made = series(told(), incidents(told()))
    [found] = [one for one in made if one.kind in ("killed", "arrested") and number in _numbers(one)]
    return series_view(found, {}, withdrawn_of(made))


def _numbers(one: Series) -> set[int | None]:
    return {t.claim.figure.low for t in one.tellings if t.claim.figure}


def of_origin(lines: tuple[Line, ...], name: str) -> dict[int | None, Point]:
    [line] = [one for one in lines if one.name == name]
    return {p.low: p for p in line.points}


def test_the_164_is_struck_and_the_prosecutors_numbers_follow_each_other() -> None:
    lines = chart_of.figure(view(238), lambda id: f"#{id}")[0]
    dead = of_origin(lines, "Health Ministry")[164]
    assert (dead.day, dead.ended_at, dead.ended_how, dead.word) == ("2022-01-09", "2022-01-09", "retracted", "retracted")
    assert "taken back the same day" in dead.hover and (dead.href or "").startswith("#v")
    later = of_origin(lines, "Prosecutor General")
    assert [p.word for p in later.values()] == ["superseded", "superseded", "single"]
    assert later[225].ended_at is not None and later[238].ended_how is None


def test_the_band_of_the_dead_is_the_number_that_stands() -> None:
    assert [(b.low, b.high) for b in chart_of.figure(view(238))[1]][-3:] == [(225, 225), (230, 230), (238, 238)]


def test_who_names_nobody_and_tells_a_known_number_again_is_no_line() -> None:
    assert {line.name for line in chart_of.figure(view(238))[0]} == {"Health Ministry", "Prosecutor General"}


def test_the_detained_have_two_origins_of_one_day_and_a_word_without_height() -> None:
    lines = chart_of.figure(view(5135))[0]
    about = of_origin(lines, "Presidency")
    assert [(p.low, p.high, p.label, p.ended_at) for p in about.values()] == [(5750, 5850, "about 5,800", "2022-01-10")]
    ministry = of_origin(lines, "Interior Ministry")
    assert (ministry[9900].low, ministry[9900].label) == (9900, "9,900")
    [vague] = [p for line in lines for p in line.points if p.is_vague]
    assert vague.label == "hundreds"
    open_ = [p for line in lines for p in line.points if p.high is None and not p.is_vague]
    assert [(p.low, p.label) for p in open_] == [(9900, "at least 9,900")]


def test_the_demos_charts_are_sound() -> None:
    for number in (238, 5135, 18):
        one = view(number)
        root = sound(step_chart(*chart_of.figure(one), id="c", title="t", until="2022-09-14"))
        assert texts(root, "end")
        sound(spark(*chart_of.spark_of(one), id="s", title="t"))


def test_what_a_person_refutes_is_struck_at_its_own_day_and_no_chart_reaches_to_the_verdict() -> None:
    one = view(238)
    [value] = [v for v in one.values if v.figure.low == 238 and v.origin.identified]
    verdict = Verdict(value.id, Verdicts.REFUTE, "a misprint", "Ann", datetime(2026, 11, 28, tzinfo=UTC), "head")
    judged = series_view(one.series, {value.id: (verdict,)})
    lines, band = chart_of.figure(judged)
    point = of_origin(lines, "Prosecutor General")[238]
    assert (point.ended_at, point.ended_how, point.word) == (None, "refuted", "refuted")
    assert "by Ann: refute (a misprint)" in point.hover
    assert "2026" not in str(step_chart(lines, band, id="c", title="t"))


def test_three_hundred_values_are_drawn_in_no_time() -> None:
    told_ = tuple(figure(f"r{n}", f"2022-{1 + n // 28:02}-{1 + n % 28:02}", 100 + n) for n in range(300))
    one = series_view(Series("s1", "killed", PopulationKind.PEOPLE, "people", False, None, None, "s", None, told_), {})
    start = time.perf_counter()
    lines, band = chart_of.figure(one)
    sound(step_chart(lines, band, id="c", title="t"))
    assert time.perf_counter() - start < 3, "many times what it takes on a slow machine"
    assert len(band) <= chart_of.MOST_STEPS


def test_measures_and_incidents_of_the_demo() -> None:
    imposed = measures(told())
    bars = [chart_of.bar(one, "2022-01-15") for one in imposed]
    by_kind = {one.kind: bar for one, bar in zip(imposed, bars, strict=True)}
    emergency = by_kind["state_of_emergency"]
    assert (emergency.start, emergency.planned_end, emergency.end, emergency.state) == (
        "2022-01-05",
        "2022-01-19",
        None,
        "open",
    )
    assert by_kind["deployment"].end == "2022-01-13"
    dots = [chart_of.dot(one, incident_standing(one, {}), href=lambda id: "#v1") for one in incidents(told())]
    root = sound(timeline(bars, dots, id="t", title="t", at="2022-01-15"))
    assert len(marks(root, "dot")) == len(dots)


def test_kinds_have_their_lane() -> None:
    lanes = {kind: chart_of.kind_group(kind) for kind in ("attack", "riot", "arrest", "killed", "curfew", "no such kind")}
    assert kinds().keys() >= chart_of.DISASTERS
    assert list(lanes.values()) == ["attack", "unrest", "arrest", "people", "other", "other"]


# --- who says what --------------------------------------------------------------------------------------------------


def test_the_chain_of_the_demo() -> None:
    nodes, edges = chart_of.chain(told())
    by_label = {(n.label, n.place) for n in nodes}
    assert ("Interior Ministry", Place.ORIGIN) in by_label and ("the news agency TASS", Place.CARRIER) in by_label
    keys = {n.key for n in nodes}
    assert all(e.of in keys and e.to in keys for e in edges)
    sound(chain_graph(nodes, edges, id="g", title="g"))


def test_copies_are_one_box() -> None:
    one, other = figure("a", "2022-01-05", 3), figure("b", "2022-01-05", 3)
    copy = replace(other, carrier=replace(other.carrier, copy=one.carrier.copy, outlet="Other Wire"))
    nodes, _ = chart_of.chain([one, copy])
    [box] = [n for n in nodes if n.copies]
    assert box.copies == (one.carrier.publisher, "Other Wire")


def test_no_private_persons_name_comes_through() -> None:
    one = figure("a", "2022-01-05", 3)
    chain = (
        Source("Ana Diaz", SourceKind.WITNESS, Span(0, 1)),
        Source("Doctor Bo Lind", SourceKind.MEDICAL, Span(0, 1)),
        Source("TASS", SourceKind.AGENCY, Span(0, 1)),
    )
    claim = replace(one.claim, attribution=Attribution(chain, Manner.INDIRECT))
    telling = Telling(claim, one.carrier, Origin("ra:person-1", "witness", SourceKind.WITNESS))
    nodes, edges = chart_of.chain([telling])
    shown = str(chain_graph(nodes, edges, id="g", title="g"))
    assert "Diaz" not in shown and "Lind" not in shown
    assert [n.label for n in nodes] == ["witness", "medic", "TASS", one.carrier.publisher]
