"""What is made of a look: once, and of a large one behind the scenes while that of the last is shown."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, cast

from sayso.ledger.filters import EVERYTHING, Filters
from sayso.serve.asking import Question
from sayso.serve.looks import QUICK, Look
from sayso.serve.once import OncePerLook


def look(claims: int, filters: Filters = EVERYTHING, reports: str = "ab") -> Look:
    world = SimpleNamespace(carriers=dict.fromkeys(reports))
    return cast(Look, SimpleNamespace(filters=filters, knowledge=SimpleNamespace(tellings=range(claims), world=world)))


def counting() -> tuple[OncePerLook[int], list[Look]]:
    made: list[Look] = []

    def make(of: Look, _: Question) -> int:
        made.append(of)
        return len(made)

    return OncePerLook(make), made


def test_once_for_each_look() -> None:
    once, made = counting()
    first, other = look(3), look(3, Filters(kind="killed"))
    assert [once.of(one).made for one in (first, first, other, first)] == [1, 1, 2, 1]
    assert made == [first, other]


def test_of_a_small_look_that_of_now_is_waited_for() -> None:
    once, _ = counting()
    once.of(look(3))
    now = look(3)
    assert once.of(now).look is now


def test_of_a_large_look_the_last_is_shown_until_that_of_now_is_made() -> None:
    once, _ = counting()
    before, now = look(QUICK + 1), look(QUICK + 1)
    assert once.of(before).look is before
    shown: Any = once.of(now)
    assert shown.look is before
    for _ in range(200):
        if once.of(now).look is now:
            return
        time.sleep(0.01)
    raise AssertionError("it was never made")


def test_of_another_ledger_nothing_is_shown() -> None:
    once, _ = counting()
    once.of(look(QUICK + 1, reports="ab"))
    now = look(QUICK + 1, reports="cd")
    assert once.of(now).look is now


def test_what_goes_wrong_is_met_by_who_asks() -> None:
    calls: list[int] = []

    def make(of: Look, _: Question) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise ValueError
        return 1

    once = OncePerLook(make)
    once.of(look(QUICK + 1))
    now = look(QUICK + 1)
    for _ in range(200):
        try:
            once.of(now)
        except ValueError:
            return
        time.sleep(0.01)
    raise AssertionError("it went unseen")
