"""The laws of the algebra of figures, by properties, and a table of cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.algebra import ANY, Between, Bounds, Told, between, bounds, is_before
from sayso.types import Figure, Span
from sayso.vocabulary import Relation, Scope

numbers = st.integers(0, 30) | st.integers(0, 10_000)
days = st.none() | st.sampled_from(["2022", "2022-01", "2022-01-07", "2022-01-08", "2022-01-09", "2022-02", "2022-02-01"])


def figure(low: int | None, relation: str = "exact", high: int | None = None, vague: str | None = None) -> Figure:
    return Figure(low, low if high is None and relation == "exact" else high, Relation(relation), Span(0, 0), vague)


@st.composite
def told(draw: st.DrawFn) -> Told:
    low = draw(numbers)
    ends = Bounds(low, draw(st.none() | st.integers(low, low + 50)))
    return Told(ends, draw(st.sampled_from(Scope)), draw(days), draw(st.sampled_from("abc")), draw(st.booleans()))


@given(told(), told())
def test_the_order_does_not_matter(a: Told, b: Told) -> None:
    assert between(a, b) is between(b, a)


@given(told())
def test_a_figure_agrees_with_itself(a: Told) -> None:
    assert between(a, a) is Between.AGREE


@given(told(), told())
def test_what_agrees_shares_a_number_and_what_contradicts_shares_none(a: Told, b: Told) -> None:
    word = between(a, b)
    if word is Between.AGREE:
        assert a.bounds.meets(b.bounds)
    if word in (Between.CONTRADICT, Between.GROW, Between.REPLACE):
        assert not a.bounds.meets(b.bounds)


@given(told(), told())
def test_only_one_scope_and_one_day_contradict(a: Told, b: Told) -> None:
    if between(a, b) is Between.CONTRADICT:
        assert a.scope is b.scope
        assert a.day == b.day
        assert a.day is not None


@given(told(), told())
def test_replacing_is_of_one_origin_and_growing_of_two(a: Told, b: Told) -> None:
    if between(a, b) is Between.REPLACE:
        assert a.origin == b.origin
    if between(a, b) is Between.GROW:
        assert a.origin != b.origin
        assert is_before(a.day, b.day) or is_before(b.day, a.day)


@given(told(), told())
def test_a_part_is_of_a_total_and_not_above_it(a: Told, b: Told) -> None:
    if between(a, b) is Between.REFINE:
        part, whole = (a, b) if a.scope is Scope.SUBSET else (b, a)
        assert (part.scope, whole.scope) == (Scope.SUBSET, Scope.TOTAL)
        assert whole.bounds.reaches(part.bounds.low)


@given(numbers, st.sampled_from([r for r in Relation if r is not Relation.VAGUE]))
def test_bounds_are_in_order(number: int, relation: Relation) -> None:
    found = bounds(Figure(number, number, relation, Span(0, 0)))
    assert found.low >= 0
    assert found.high is None or found.low <= found.high


@given(days, days)
def test_before_is_never_both_ways(one: str | None, other: str | None) -> None:
    assert not (is_before(one, other) and is_before(other, one))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (figure(7), Bounds(7, 7)),
        (figure(5, "at_least"), Bounds(5, None)),
        (figure(3700, "more_than"), Bounds(3701, None)),
        (figure(None, "up_to", 40), Bounds(0, 40)),
        (figure(None, "fewer_than", 40), Bounds(0, 39)),
        (figure(20, "range", 30), Bounds(20, 30)),
        (figure(5800, "about", 5800), Bounds(5750, 5850)),
        (figure(2000, "about", 2000), Bounds(1500, 2500)),
        (figure(197, "about", 197), Bounds(197, 197)),
        (figure(0), Bounds(0, 0)),
        (figure(None, "vague", vague="dozens"), ANY),
    ],
)
def test_bounds(of: Figure, expected: Bounds) -> None:
    assert bounds(of) == expected


def at(low: int, high: int | None, day: str | None, origin: str, scope: Scope = Scope.TOTAL, settled: bool = True) -> Told:
    return Told(Bounds(low, high), scope, day, origin, settled)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (at(5, None, "2022-01-07", "a"), at(7, 7, "2022-01-07", "b"), Between.AGREE),
        (at(5135, 5135, "2022-01-09", "a"), at(5750, 5850, "2022-01-09", "b"), Between.CONTRADICT),
        (at(0, 0, "2018-01-01", "a"), at(2, 2, "2018-01-01", "b"), Between.CONTRADICT),
        (at(164, 164, "2022-01-09", "a"), at(225, 225, "2022-01-15", "b"), Between.GROW),
        (at(225, 225, "2022-01-15", "a"), at(230, 230, "2022-03-14", "a"), Between.REPLACE),
        (at(26, 26, "2022-01-07", "a"), at(18, 18, "2022-01-07", "a"), Between.REPLACE),
        (at(58, 58, "2022-01-07", "a", settled=False), at(59, 59, "2022-01-07", "a", settled=False), Between.CONTRADICT),
        (at(218, 218, "2016-09", "a"), at(197, 197, "2016-10-13", "b"), Between.APART),
        (at(10, 10, "2022-01", "a"), at(12, 12, "2022-01-07", "b"), Between.APART),
        (at(103, 103, "2022-01-09", "a", Scope.SUBSET), at(164, 164, "2022-01-09", "a"), Between.REFINE),
        (at(200, 200, "2022-01-09", "a", Scope.SUBSET), at(164, 164, "2022-01-09", "a"), Between.APART),
        (at(12, 12, "2022-01-09", "a", Scope.NEW), at(12, 12, "2022-01-08", "a", Scope.NEW), Between.APART),
    ],
)
def test_cases(a: Told, b: Told, expected: Between) -> None:
    assert between(a, b) is expected
