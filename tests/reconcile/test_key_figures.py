"""Key figures: one value a teller and number, whoever reprints it; nothing merged that differs."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.key_figures import OWN, key_figures
from sayso.types import Attribution, Claim, Figure, Report, Source, Span, When
from sayso.vocabulary import Manner, Relation, Scope, SourceKind, Status, TimePrecision
from tests.claims_for_tests import event_claim, figure_claim, report


def told(number: int, teller: str | None, day: str, name: str) -> tuple[Report, Claim]:
    of = report(name, day)
    chain = (Source(teller, SourceKind.GOVERNMENT, None),) if teller else ()
    return of, figure_claim(
        of,
        figure=Figure(number, number, Relation.EXACT, Span(0, 1)),
        attribution=Attribution(chain, Manner.INDIRECT if chain else Manner.OWN_VOICE),
        said=When(day, day, TimePrecision.DAY, None),
    )


def test_a_reprint_is_not_a_second_value() -> None:
    pairs = [told(26, "the Interior Ministry", "2022-01-07", "a"), told(26, "Interior Ministry", "2022-01-08", "b")]
    [figure] = key_figures(pairs)
    [value] = figure.values
    assert (value.teller, value.said, figure.reports) == ("Interior Ministry", "2022-01-07", 2)


def test_tellers_that_differ_on_one_day_are_noticed() -> None:
    pairs = [told(5135, "the minister", "2022-01-09", "a"), told(5800, "the office", "2022-01-09", "b")]
    [figure] = key_figures(pairs)
    assert figure.disagree
    assert [v.figure.low for v in figure.values] == [5800, 5135]


def test_one_teller_who_gives_two_numbers_does_not_differ_from_himself() -> None:
    [figure] = key_figures([told(120, "the ministry", "2022-01-09", "a"), told(9, "the ministry", "2022-01-09", "b")])
    assert not figure.disagree


def test_a_part_is_no_other_opinion_on_the_total() -> None:
    of, claim = told(9, "the hospital", "2022-01-09", "a")
    assert claim.figure
    part = replace(claim, figure=replace(claim.figure, scope=Scope.SUBSET))
    [figure] = key_figures([(of, part), told(120, "the ministry", "2022-01-09", "b")])
    assert not figure.disagree


def test_tellers_who_share_a_number_agree() -> None:
    pairs = [told(n, teller, "2022-01-09", f"{teller}{n}") for n, teller in ((5, "A"), (7, "A"), (7, "B"))]
    assert not key_figures(pairs)[0].disagree


def test_two_towns_of_one_name_are_two_places() -> None:
    of, claim = told(5, "police", "2022-01-09", "a")
    assert claim.place
    other = replace(claim, id="cother", place=replace(claim.place, geonames=99))
    assert len(key_figures([(of, claim), (of, other)])) == 2


def test_a_toll_that_grows_is_no_disagreement() -> None:
    pairs = [told(5135, "the minister", "2022-01-09", "a"), told(7939, "the minister", "2022-01-10", "b")]
    [figure] = key_figures(pairs)
    assert not figure.disagree
    assert [v.figure.low for v in figure.values] == [7939, 5135]


def test_a_part_stands_behind_the_totals() -> None:
    of, claim = told(103, "the ministry", "2022-01-10", "a")
    assert claim.figure
    part = replace(claim, figure=replace(claim.figure, scope=Scope.SUBSET))
    [figure] = key_figures([(of, part), told(164, "the ministry", "2022-01-09", "b")])
    assert [v.figure.low for v in figure.values] == [164, 103]


def test_a_retracted_number_stands_apart_and_disputes_nothing() -> None:
    of, claim = told(164, "the ministry", "2022-01-09", "a")
    back = replace(claim, status=Status.RETRACTED, id="cback")
    other = told(170, "the ministry", "2022-01-09", "b")
    [figure] = key_figures([(of, back), other])
    assert not figure.disagree
    assert {v.status for v in figure.values} == {Status.RETRACTED, Status.ASSERTED}


def test_the_reports_own_voice() -> None:
    [figure] = key_figures([told(5, None, "2022-01-09", "a")])
    assert figure.values[0].teller == OWN


def test_events_are_no_figures() -> None:
    of = report()
    assert key_figures([(of, event_claim(of))]) == ()


@given(st.permutations(range(6)), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(order: list[int], random: Random) -> None:
    days = [f"2022-01-0{n + 1}" for n in range(6)]
    pairs = [told(n % 3, ["A", "B", None][n % 3], days[n], f"r{n}") for n in range(6)]
    shuffled = [pairs[n] for n in order]
    random.shuffle(shuffled)
    assert key_figures(shuffled) == key_figures(pairs)
