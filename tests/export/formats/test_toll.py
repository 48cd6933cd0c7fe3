"""How many were killed, by ACLED's rules and by UCDP's: on figures made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sayso.export.formats.happenings import Happening, happenings
from sayso.export.formats.when_coded import Coded, days_coded, shared_out
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.telling import Telling
from sayso.reconcile.world import World
from sayso.types import When
from sayso.vocabulary import PopulationKind, Relation, TimePrecision
from tests.reconcile.made_tellings import event, figure


def happening(*tellings: Telling) -> Happening:
    (found,) = happenings(knowledge(World(tellings, {t.carrier.id: t.carrier for t in tellings}, {})))
    return found


def words(vague: str, report: str = "one") -> Telling:
    told = figure(report, "2022-01-07", 1, place="Bree", happened="2022-01-07")
    assert told.claim.figure
    only = replace(told.claim.figure, low=None, high=None, relation=Relation.VAGUE, vague=vague)
    return replace(told, claim=replace(told.claim, figure=only))


def killed(number: int, report: str, who: PopulationKind = PopulationKind.PEOPLE, people: str = "people") -> Telling:
    return figure(report, "2022-01-07", number, place="Bree", happened="2022-01-07", who=who, people=people)


@pytest.mark.parametrize(
    ("vague", "least"),
    [("dozens", 12), ("tens", 10), ("scores", 20), ("hundreds", 100), ("several", 3), ("a few", 3), ("a couple", 2)],
)
def test_words_for_numbers(vague: str, least: int) -> None:
    one = happening(words(vague))
    assert one.killed.lowest == least
    assert (one.killed.number.low, one.killed.number.best, one.killed.number.high) == (least, least, None)


def test_of_differing_figures_the_lowest() -> None:
    one = happening(
        killed(9, "one"), replace(killed(7, "two"), origin=replace(killed(7, "two").origin, key="named/other", name="Other"))
    )
    assert one.killed.lowest == 7
    assert (one.killed.number.low, one.killed.number.high) == (7, 9)


def test_a_number_outranks_a_word() -> None:
    assert happening(words("dozens", "one"), killed(30, "two")).killed.lowest == 30


CIVILIANS, OFFICERS = (26, PopulationKind.CIVILIANS, "civilians"), (18, PopulationKind.SECURITY, "officers")


@pytest.mark.parametrize(
    ("parts", "lowest"),
    [
        ([(26, PopulationKind.DEMONSTRATORS, "protesters"), OFFICERS], 44),
        ([CIVILIANS, (3, PopulationKind.CHILDREN, "children")], 26),
        ([(5, PopulationKind.MILITANTS, "militants"), OFFICERS, CIVILIANS], 49),
    ],
    ids=["apart", "of each other", "three"],
)
def test_people_who_are_not_of_each_other_are_added(parts: Sequence[tuple[int, PopulationKind, str]], lowest: int) -> None:
    told = [killed(number, f"r{n}", who, people) for n, (number, who, people) in enumerate(parts)]
    assert happening(*told).killed.lowest == lowest


def test_nobody_is_told_of() -> None:
    one = happening(event("one", "2022-01-07", "riot", place="Bree", happened="2022-01-07"))
    assert one.killed.lowest is None and one.killed.number.best is None


def lasting(start: str, end: str, precision: TimePrecision) -> Happening:
    told = event("one", "2022-02-10", "riot", place="Bree", happened="2022-01-07")
    return happening(replace(told, claim=replace(told.claim, time=When(start, end, precision, "then"))))


@pytest.mark.parametrize(
    ("start", "end", "precision", "coded"),
    [
        ("2022-01-07", "2022-01-07", TimePrecision.DAY, [("2022-01-07", 1)]),
        ("2022-01-03", "2022-01-09", TimePrecision.WEEK, [("2022-01-06", 2)]),
        ("2022-01", "2022-01", TimePrecision.MONTH, [("2022-01-16", 3)]),
        ("2021", "2021", TimePrecision.YEAR, [(None, None)]),
        ("2022-01-03", "2022-01-05", TimePrecision.SPAN, [("2022-01-03", 1), ("2022-01-04", 1), ("2022-01-05", 1)]),
    ],
    ids=["day", "week", "month", "year", "lasted"],
)
def test_days(start: str, end: str, precision: TimePrecision, coded: Sequence[tuple[str | None, int | None]]) -> None:
    expected = [Coded(date.fromisoformat(day) if day else None, code) for day, code in coded]
    assert days_coded(lasting(start, end, precision)) == expected


@pytest.mark.parametrize(("number", "expected"), [(5, [2, 2, 1]), (6, [2, 2, 2]), (1, [1, 0, 0]), (None, [None] * 3)])
def test_a_total_is_shared_out(number: int | None, expected: list[int | None]) -> None:
    assert shared_out(number, 3) == expected
