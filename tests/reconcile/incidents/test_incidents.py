"""Which claims are of one incident, and why; what people say of it outranks that."""

from __future__ import annotations

import pytest
from hypothesis import given

from sayso.reconcile.incidents import Incident, Judged, incidents
from sayso.reconcile.telling import Telling
from sayso.vocabulary import PopulationKind, Verdicts
from tests.reconcile.made_tellings import event, figure, read
from tests.reconcile.series.test_series_invariants import tellings

JAN_6, JAN_7, JAN_9 = "2022-01-06", "2022-01-07", "2022-01-09"


def apart(told: list[Telling]) -> list[list[str]]:
    return [[t.claim.id for t in one.tellings] for one in incidents(told)]


CASES: dict[str, tuple[list[Telling], list[list[str]]]] = {
    "one attack in other words": (
        [
            event("a", JAN_7, "shooting", place="Bree", happened=JAN_6),
            event("b", JAN_7, "attack", place="Bree", happened=JAN_6),
        ],
        [["ca-0", "cb-0"]],
    ),
    "the town and its country": (
        [
            event("a", JAN_7, "attack", place="Bree", happened=JAN_6),
            event("b", JAN_7, "attack", place="Arda", happened=JAN_6),
        ],
        [["ca-0", "cb-0"]],
    ),
    "two towns": (
        [
            event("a", JAN_7, "attack", place="Bree", happened=JAN_6),
            event("b", JAN_7, "attack", place="Dale", happened=JAN_6),
        ],
        [["ca-0"], ["cb-0"]],
    ),
    "two days": (
        [
            event("a", JAN_9, "attack", place="Bree", happened="2022-01-02"),
            event("b", JAN_9, "attack", place="Bree", happened=JAN_9),
        ],
        [["ca-0"], ["cb-0"]],
    ),
    "a night between two days": (
        [
            event("a", JAN_9, "attack", place="Bree", happened=JAN_6),
            event("b", JAN_9, "attack", place="Bree", happened=JAN_7),
        ],
        [["ca-0", "cb-0"]],
    ),
    "a crash and an attack": (
        [
            event("a", JAN_7, "accident", place="Bree", happened=JAN_6),
            event("b", JAN_7, "attack", place="Bree", happened=JAN_6),
        ],
        [["ca-0"], ["cb-0"]],
    ),
    "its people": (
        [
            event("a", JAN_7, "attack", place="Bree", happened=JAN_6),
            figure("b", JAN_7, 12, place="Bree", happened=JAN_6),
        ],
        [["ca-0", "cb-0"]],
    ),
    "no day, no place": (
        [event("a", JAN_7, "attack", place="Bree", happened=JAN_6), event("a", JAN_7, "shooting", at=1)],
        [["ca-0", "ca-1"]],
    ),
    "measures and words are none": ([event("a", JAN_7, "curfew"), event("b", JAN_7, "condemnation")], []),
}


@pytest.mark.parametrize(("told", "expected"), CASES.values(), ids=CASES)
def test_incidents(told: list[Telling], expected: list[list[str]]) -> None:
    assert apart(told) == expected


def test_an_incident_tells_what_its_claims_amount_to() -> None:
    told = [
        event("a", JAN_7, "shooting", place="Arda", happened=JAN_6),
        event("b", JAN_7, "shooting", place="Bree", happened=JAN_6),
        event("c", JAN_7, "attack", place="Bree", happened=JAN_6),
        figure("c", JAN_7, 12, people="officers", who=PopulationKind.SECURITY, at=1, happened=JAN_6),
    ]
    [one] = incidents(told)
    assert (one.id, one.kind, one.start, one.end, one.main) == ("ia-0", "shooting", JAN_6, JAN_6, True)
    assert one.place is not None
    assert one.place.name == "Bree"
    assert (one.populations, one.reports) == ((PopulationKind.SECURITY,), ("ra", "rb", "rc"))
    assert [actor.name for actor in one.actors] == ["Police"]


def test_each_link_has_reasons_that_a_person_can_read() -> None:
    told = [
        event("a", JAN_7, "attack", place="Bree", happened=JAN_6),
        event("b", JAN_7, "attack", place="Bree", happened=JAN_6),
    ]
    [one] = incidents(told)
    assert [link.because for link in one.links] == [
        ("the first claim of it",),
        ("same kind: attack", "same place: Bree", "same day"),
    ]


def test_a_background_attack_in_a_report_is_another() -> None:
    told = read(
        "a", JAN_7, "A bomb killed 88 people in Nice on Thursday.\nIn November 2015, gunmen killed 33 people in Brussels."
    )
    assert [one.place and one.place.name for one in incidents(told)] == ["Nice", "Brussels"]


def test_a_toll_is_not_that_of_the_attack_that_the_report_recalls() -> None:
    told = [
        *read("a", JAN_6, "A blast in a mine near Nice killed 12 people on Thursday."),
        *read("b", JAN_7, "Officials said 52 people died in the mine.\nIn 2010, 91 people died in blasts at another mine."),
    ]
    numbers = [{t.claim.figure.low for t in one.tellings if t.claim.figure} for one in incidents(told)]
    assert numbers == [{12, 52}, {91}]


def test_those_who_escape_are_of_the_taking_and_not_of_the_release() -> None:
    told = read("a", JAN_7, "Gunmen freed 23 schoolgirls on Thursday.\nScores of girls escaped after the kidnapping in 2014.")
    numbers = [[t.claim.figure.low for t in one.tellings if t.claim.figure] for one in incidents(told)]
    assert [23] in numbers


TWO = [event("a", JAN_7, "attack", place="Bree", happened=JAN_6), event("b", JAN_7, "attack", place="Dale", happened=JAN_6)]
ONE = [event("a", JAN_7, "attack", place="Bree", happened=JAN_6), event("b", JAN_7, "attack", place="Bree", happened=JAN_6)]


def judged(told: list[Telling], a: str, b: str, verdict: Verdicts) -> tuple[Incident, ...]:
    return incidents(told, [Judged(a, b, verdict, "Ada")])


@pytest.mark.parametrize(("a", "b"), [("ca-0", "cb-0"), ("ib-0", "ia-0")])
def test_a_person_joins_two(a: str, b: str) -> None:
    [one] = judged(TWO, a, b, Verdicts.SAME_INCIDENT)
    assert one.id == "ia-0"
    assert one.links[1].because[0] == "the same incident, by Ada"


@pytest.mark.parametrize(("a", "b"), [("ca-0", "cb-0"), ("cb-0", "ca-0")])
def test_a_person_takes_a_claim_out(a: str, b: str) -> None:
    first, second = judged(ONE, a, b, Verdicts.OTHER_INCIDENT)
    assert (first.id, second.id) == ("ia-0", "ib-0")
    assert second.links[0].because == ("another incident than that of the other claims, by Ada",)


def test_the_later_word_counts() -> None:
    words = [Judged("ca-0", "cb-0", verdict, "Ada") for verdict in (Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT)]
    assert len(incidents(TWO, words)) == 2
    assert len(incidents(TWO, words[::-1])) == 1


@pytest.mark.parametrize("verdict", [Verdicts.SAME_INCIDENT, Verdicts.OTHER_INCIDENT])
def test_words_on_what_is_not_there_change_nothing(verdict: Verdicts) -> None:
    assert judged(TWO, "ca-0", "gone", verdict) == incidents(TWO)


@given(tellings())
def test_a_claim_is_of_one_incident_at_most(told: list[Telling]) -> None:
    ids = [t.claim.id for one in incidents(told) for t in one.tellings]
    assert len(ids) == len(set(ids))
