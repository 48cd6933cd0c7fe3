"""The figures of the demo reports, on the lines on which a careful reader would put them, whichever reader read them."""

from __future__ import annotations

from functools import cache

import pytest

from bench.series import DEMO
from bench.tellings import demo, tellings
from sayso.reconcile.incidents import incidents
from sayso.reconcile.series import Series, series
from sayso.vocabulary import PopulationKind, Scope

READERS = ("model", "rules")
P = PopulationKind


@cache
def lines(reader: str) -> tuple[Series, ...]:
    reports = demo()
    told = tellings(reports, {report.name: DEMO for report in reports}, reader)
    return series(told, incidents(told))


def numbers(one: Series) -> set[int | str | None]:
    return {f.low if f.low is not None else f.vague for t in one.tellings if (f := t.claim.figure)}


def holding(reader: str, number: int, kind: str, **fields: object) -> Series:
    """The one line of the kind with this number."""
    [one] = [
        one
        for one in lines(reader)
        if one.kind == kind and number in numbers(one) and all(getattr(one, k) == v for k, v in fields.items())
    ]
    return one


@pytest.mark.parametrize("reader", READERS)
class TestTheDemo:
    def test_all_the_dead_are_one_line(self, reader: str) -> None:
        one = holding(reader, 164, "killed")
        assert numbers(one) == {164, 225, 230, 238}
        assert (one.population_kind, one.area) == (P.PEOPLE, "Kazakhstan")

    def test_demonstrators_or_rioters_are_one_line(self, reader: str) -> None:
        assert numbers(holding(reader, 26, "killed", population_kind=P.DEMONSTRATORS)) == {26}

    def test_security_officers_are_one_line_on_which_the_mistaken_page_disagrees(self, reader: str) -> None:
        one = holding(reader, 18, "killed")
        assert (numbers(one), one.population_kind) == ({18, 19, 26}, P.SECURITY)
        assert {t.carrier.name for t in one.tellings if t.claim.figure and t.claim.figure.low == 26} == {
            "2022-01-07-apple-grove-officers-killed",
            "2022-01-08-apple-grove-officers-killed-corrected",
        }

    def test_the_detained_are_one_line(self, reader: str) -> None:
        assert numbers(holding(reader, 3811, "arrested")) == {"hundreds", 3811, 4400, 5135, 5800, 7939, 9900}

    def test_arrests_are_apart_from_the_detained(self, reader: str) -> None:
        one = holding(reader, 3700, "arrested")
        assert (numbers(one), one.acts) == ({3700}, True)

    def test_those_held_at_the_border_are_apart(self, reader: str) -> None:
        assert numbers(holding(reader, 300, "arrested")) == {300}

    def test_troops(self, reader: str) -> None:
        assert numbers(holding(reader, 2500, "deployed")) == {2500}

    def test_the_injured(self, reader: str) -> None:
        told = numbers(holding(reader, 2000, "injured"))
        assert told - {4578} == {"dozens", 2000, 4353}  # the rules take 4,578 people "identified as victims" for injured
        assert numbers(holding(reader, 26, "injured", population_kind=P.DEMONSTRATORS)) == {26}
        assert holding(reader, 3393, "injured").population_kind is P.SECURITY

    def test_almaty_is_apart(self, reader: str) -> None:
        one = holding(reader, 103, "killed")
        assert (numbers(one), one.area) == ({103, 139}, "Almaty")

    def test_children_are_apart(self, reader: str) -> None:
        one = holding(reader, 3, "killed")
        assert (numbers(one), one.population_kind) == ({3}, P.CHILDREN)

    def test_parts_are_no_stand_of_the_total(self, reader: str) -> None:
        """175 died in hospital, six through unlawful force, twenty civilians by accident: none of them is a toll."""
        for number in (175, 6, 20):
            assert len(numbers(holding(reader, number, "killed"))) == 1

    def test_a_part_of_nobody_in_particular_is_on_no_line_of_a_total(self, reader: str) -> None:
        total = holding(reader, 164, "killed")
        assert all(t.claim.figure and t.claim.figure.scope is not Scope.SUBSET for t in total.tellings)
