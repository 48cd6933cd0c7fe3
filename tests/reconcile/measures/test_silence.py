"""Reports a day before and during a measure that keeps reports from being made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reconcile.measures.gathering import measures
from sayso.reconcile.measures.silence import silence
from sayso.reconcile.telling import Carrier, Telling
from tests.reconcile.measures.made import ENDS, STARTS, said

OFF = said("off", "2022-03-10", STARTS, kind="internet_shutdown", on="2022-03-10", by="a monitor")


def _carriers(days: dict[str, int]) -> list[Carrier]:
    base = OFF.carrier
    return [replace(base, id=f"{day}-{n}", published=day or None) for day, count in days.items() for n in range(count)]


def _lines(days: dict[str, int], *told: Telling, at: str = "2022-03-11") -> list[str]:
    return [line.text for line in silence(measures(told or (OFF,)), _carriers(days), at)]


def test_fewer_reports() -> None:
    days = {"2022-03-08": 40, "2022-03-09": 42, "2022-03-10": 14, "2022-03-11": 10}
    [line] = _lines(days)
    assert line == (
        "internet off in Arda since 10 March 2022 (said by a monitor): reports are fewer (41 → 12 a day); silence is not zero"
    )


def test_days_without_a_report_count() -> None:
    [line] = _lines({"2022-03-08": 2, "2022-03-10": 1})
    assert "(1 → 0.5 a day)" in line


def test_more_reports_are_not_called_fewer() -> None:
    [line] = _lines({"2022-03-09": 2, "2022-03-10": 8})
    assert "2 → 4 reports a day; silence is not zero" in line and "fewer" not in line


def test_nothing_before_to_compare() -> None:
    [line] = _lines({"2022-03-10": 8})
    assert "4 reports a day, none before it to compare" in line


def test_reports_without_a_date_are_left_out_and_that_is_said() -> None:
    [line] = _lines({"2022-03-09": 2, "2022-03-10": 2, "": 3})
    assert "3 without a date left out" in line and "(2 → 1 a day)" in line


def test_reports_after_the_moment_are_not_seen() -> None:
    early = {"2022-03-09": 2, "2022-03-10": 2}
    assert _lines(early | {"2022-03-12": 90}) == _lines(early)


@pytest.mark.parametrize("at", ["2022-03-09", "2022-03-15"])
def test_none_before_it_opens_nor_after_it_ends(at: str) -> None:
    over = said("on", "2022-03-15", ENDS, kind="internet_shutdown", on="2022-03-14")
    assert _lines({"2022-03-09": 2}, OFF, over, at=at) == []


def test_a_curfew_hides_nothing() -> None:
    assert _lines({"2022-03-09": 2}, said("c", "2022-03-10", STARTS)) == []


def test_tellers_beyond_three_are_counted() -> None:
    told = [said(f"off{n}", "2022-03-10", STARTS, kind="internet_shutdown", by=f"teller {n}") for n in range(5)]
    [line] = _lines({"2022-03-09": 2}, *told)
    assert "(said by teller 0, teller 1, teller 2 and 2 more)" in line
