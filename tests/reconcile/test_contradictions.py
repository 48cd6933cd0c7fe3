"""Which values contradict and which only look like it: named cases, laws, and the demo as both readers read it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.contradictions import line
from bench.series import DEMO
from bench.tellings import demo, tellings
from sayso.reconcile.contradictions import Contradiction, Why, among
from sayso.reconcile.incidents import incidents
from sayso.reconcile.series import series
from sayso.reconcile.series_view import SeriesView, series_view
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import values
from sayso.types import Evidence, When
from sayso.vocabulary import BlockKind, PopulationKind, Relation, Scope, TimePrecision
from tests.reconcile.test_standing import told

FIRST, DAY = "2022-01-05", "2022-01-07"
EARLIER = told("z", FIRST, 1, "army")
"""So that DAY is not the first day of counting, on which a toll is still rising."""


def found(*tellings_: Telling) -> tuple[Contradiction, ...]:
    return among(values(line("s1", tellings_)))


def in_title(telling: Telling) -> Telling:
    evidence = Evidence(BlockKind.TITLE, telling.claim.evidence.span, telling.claim.evidence.text)
    return replace(telling, claim=replace(telling.claim, id=telling.claim.id + "-t", evidence=evidence))


def copy_of(other: str, telling: Telling) -> Telling:
    return replace(telling, carrier=replace(telling.carrier, copy=other))


def of_report(name: str, telling: Telling) -> Telling:
    return replace(telling, carrier=replace(telling.carrier, id=f"r{name}", name=name))


class TestMisreports:
    """Two numbers on one origin's word on one day."""

    def test_one_outlet_alone_against_several_misquotes(self) -> None:
        others = [told(n, DAY, 18, "ministry", outlet=n) for n in "bcd"]
        (one,) = found(told("a", DAY, 26, "ministry", outlet="a"), *others)
        assert (one.why, one.settled) == (Why.MISREPORT, None)
        assert {one.a.figure.low, one.b.figure.low} == {18, 26}

    def test_one_against_one_is_a_correction(self) -> None:
        assert found(told("a", DAY, 27, "police", outlet="a"), told("b", DAY, 25, "police", outlet="b")) == ()

    def test_copies_are_no_several(self) -> None:
        copies = [copy_of("rb", told(n, DAY, 18, "ministry", outlet=n)) for n in "bcd"]
        assert found(told("a", DAY, 26, "ministry", outlet="a"), *copies) == ()

    def test_what_many_outlets_tell_both_ways_is_a_correction(self) -> None:
        early = [told(n, DAY, 26, "ministry", outlet=n) for n in "ab"]
        late = [told(n, DAY, 18, "ministry", outlet=n) for n in "cd"]
        assert found(*early, *late) == ()

    def test_later_reports_of_that_day_are_no_witnesses_to_it(self) -> None:
        """In August everybody knows the corrected number."""
        said = When(DAY, DAY, TimePrecision.DAY, "on Friday")
        late = [replace(t, claim=replace(t.claim, said=said)) for t in (told(n, "2022-08-31", 18, "ministry") for n in "cd")]
        assert found(told("a", DAY, 26, "ministry"), told("b", DAY, 18, "ministry"), *late) == ()


class TestNobodyNamed:
    def test_two_reports_of_one_day(self) -> None:
        (one,) = found(EARLIER, told("a", DAY, 19), told("b", DAY, 24))
        assert one.why is Why.REPORTS

    def test_the_headline_against_its_text(self) -> None:
        head, text = in_title(told("a", DAY, 58)), told("a", DAY, 59, relation=Relation.AT_LEAST)
        (one,) = found(EARLIER, head, text)
        assert one.why is Why.HEADLINE

    def test_one_text_that_gives_both_tells_how_it_rose(self) -> None:
        both = of_report("a", told("a", DAY, 100)), of_report("a", told("a2", DAY, 202, outlet="a"))
        assert found(EARLIER, *both, told("b", DAY, 100)) == ()

    def test_two_that_are_named_in_one_text_contradict(self) -> None:
        both = of_report("a", told("a", DAY, 5135, "minister")), of_report("a", told("a2", DAY, 5800, "presidency"))
        (one,) = found(*both)
        assert one.why is Why.TELLERS


def of_people(words: str | None, telling: Telling) -> Telling:
    assert telling.claim.figure
    return replace(telling, claim=replace(telling.claim, figure=replace(telling.claim.figure, population=words)))


class TestTwoNounsInOneText:
    """A text that says "10 foreigners" and "nine guests" counts two groups."""

    @staticmethod
    def in_text(nine: str | None, ten: str | None) -> tuple[Telling, ...]:
        return (
            EARLIER,
            of_people(nine, of_report("a", told("a", DAY, 9, "operator", outlet="a"))),
            of_people(ten, of_report("a", told("a2", DAY, 10, "ministry", outlet="a"))),
            told("b", DAY, 10, "police"),
        )

    def test_they_are_two_groups_whoever_else_gives_the_numbers(self) -> None:
        assert found(*self.in_text("hotel guests", "foreigners")) == ()

    @pytest.mark.parametrize("nouns", [("foreigners", "five foreigners"), ("people", "foreigners"), (None, "foreigners")])
    def test_one_noun_or_none_is_one_group(self, nouns: tuple[str | None, str | None]) -> None:
        assert len(found(*self.in_text(*nouns))) == 2


def test_a_toll_that_several_see_rising_on_the_first_day() -> None:
    assert found(told("a", DAY, 73), told("b", DAY, 77, "president"), told("c", DAY, 80, "minister")) == ()


def test_a_later_day_is_growth() -> None:
    assert found(told("a", DAY, 164, "health"), told("b", "2022-01-15", 225, "prosecutor")) == ()


def test_an_earlier_day_that_nobody_had_published_yet_is_no_older_count() -> None:
    """A day that a report of that very day misreads ("Monday") makes no number old."""
    said = When(FIRST, FIRST, TimePrecision.DAY, "Monday")
    misdated = told("c", DAY, 10)
    misdated = replace(misdated, claim=replace(misdated.claim, said=said))
    (one,) = found(told("a", DAY, 10, "aviation"), told("b", DAY, 11, "ministry"), misdated)
    assert {one.a.figure.low, one.b.figure.low} == {10, 11}


def test_bounds_and_roundings_agree() -> None:
    assert found(told("a", DAY, 5, "police", relation=Relation.AT_LEAST), told("b", DAY, 7, "hospital")) == ()
    assert found(told("a", DAY, 5800, "police", relation=Relation.ABOUT), told("b", DAY, 5760, "hospital")) == ()


numbers = st.integers(0, 12)
some = st.lists(
    st.tuples(
        st.sampled_from([FIRST, DAY, "2022-01-09"]),
        numbers,
        st.sampled_from([None, "ministry", "police"]),
        st.sampled_from([Relation.EXACT, Relation.AT_LEAST, Relation.ABOUT]),
        st.sampled_from("abcd"),
    ),
    max_size=9,
)


@settings(max_examples=150, deadline=None)
@given(some, st.integers(0, 99))
def test_laws(drawn: list[tuple[str, int, str | None, Relation, str]], seed: int) -> None:
    made = [
        told(f"r{n}", day, number, who, relation=relation, outlet=outlet)
        for n, (day, number, who, relation, outlet) in enumerate(drawn)
    ]
    mixed = list(made)
    Random(seed).shuffle(mixed)
    got = found(*made) if made else ()
    assert (found(*mixed) if mixed else ()) == got, "the order of giving does not matter"
    for one in got:
        assert one.a.day == one.b.day is not None
        assert one.a.figure.scope is one.b.figure.scope
        assert not one.a.bounds.meets(one.b.bounds)
        assert one.a.id != one.b.id
        assert (one.why is Why.MISREPORT) is (one.a.origin == one.b.origin and one.a.origin.identified)
    assert len({frozenset({one.a.id, one.b.id}) for one in got}) == len(got)


@cache
def demo_lines(reader: str) -> tuple[SeriesView, ...]:
    reports = demo()
    all_of_it = tellings(reports, {report.name: DEMO for report in reports}, reader)
    return tuple(series_view(one, {}) for one in series(all_of_it, incidents(all_of_it)))


def demo_line(reader: str, kind: str, number: int, who: PopulationKind = PopulationKind.PEOPLE) -> SeriesView:
    [view] = [
        v
        for v in demo_lines(reader)
        if v.series.kind == kind and v.series.population_kind is who and any(number == one.figure.low for one in v.values)
    ]
    return view


@pytest.mark.parametrize("reader", ["rules", "model"])
class TestTheDemo:
    def test_the_dead_are_values_of_one_line_in_their_order(self, reader: str) -> None:
        view = demo_line(reader, "killed", 164)
        told_ = [(v.figure.low, v.day) for v in view.values if v.is_given and v.origin.identified]
        assert list(dict.fromkeys(number for number, _ in told_)) == [164, 225, 230, 238]
        assert [day for _, day in told_] == sorted(str(day) for _, day in told_)
        assert view.contradictions == ()

    def test_the_two_counts_of_the_detained(self, reader: str) -> None:
        one = next(c for c in demo_line(reader, "arrested", 5135).contradictions if c.a.day == "2022-01-09")
        assert ({one.a.figure.low, one.b.figure.low}, one.why) == ({5135, 5800}, Why.TELLERS)
        assert "5,135" in one.sentence
        assert "about 5,800" in one.sentence
        assert "9 January 2022" in one.sentence

    def test_the_officers_that_one_outlet_got_wrong(self, reader: str) -> None:
        [one] = demo_line(reader, "killed", 18, PopulationKind.SECURITY).contradictions
        assert ({one.a.figure.low, one.b.figure.low}, one.why) == ({18, 26}, Why.MISREPORT)
        assert one.settled == "26 was corrected on its own page on 8 January 2022"

    def test_parts_are_no_stand_against_their_total(self, reader: str) -> None:
        assert all(c.a.figure.scope is not Scope.NEW for v in demo_lines(reader) for c in v.contradictions)
