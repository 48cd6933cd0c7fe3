"""A person's word on an incident reaches the lines of its figures."""

from __future__ import annotations

from sayso.reconcile.incidents import Judged, incidents
from sayso.reconcile.series import Series, series
from sayso.reconcile.telling import Telling
from sayso.vocabulary import Verdicts
from tests.reconcile.made_tellings import figure

JAN_6, JAN_7 = "2022-01-06", "2022-01-07"
ONE = [
    figure("a", JAN_7, 12, place="Bree", happened=JAN_6),
    figure("b", JAN_7, 14, place="Bree", happened=JAN_6),
    figure("c", JAN_7, 15, place="Bree", happened=JAN_6),
]
TWO = [*ONE, figure("d", JAN_7, 40, place="Dale", happened="2015-01-06")]


def lines(told: list[Telling], *words: Judged) -> list[list[int | None]]:
    return [_numbers(one) for one in series(told, incidents(told, words))]


def _numbers(one: Series) -> list[int | None]:
    return [t.claim.figure.low for t in one.tellings if t.claim.figure]


def test_a_claim_taken_out_is_on_a_line_of_its_own() -> None:
    assert lines(ONE) == [[12, 14, 15]]
    assert lines(ONE, Judged("ca-0", "cb-0", Verdicts.OTHER_INCIDENT, "Ada")) == [[12, 15], [14]]


def test_figures_of_joined_incidents_are_on_one_line() -> None:
    assert lines(TWO) == [[12, 14, 15], [40]]
    assert lines(TWO, Judged("ca-0", "cd-0", Verdicts.SAME_INCIDENT, "Ada")) == [[12, 14, 15, 40]]


def test_the_line_says_by_whom() -> None:
    told = incidents(TWO, [Judged("ca-0", "cd-0", Verdicts.SAME_INCIDENT, "Ada")])
    assert "of its incident, by Ada" in series(TWO, told)[0].because
