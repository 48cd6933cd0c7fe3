"""What is made of a look: once, and of a large one behind the scenes while that of the last is shown."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, cast

from sayso.ledger.filters import EVERYTHING, Filters
from sayso.serve.kept import Kept, Made
from sayso.serve.looks import DISTINCT, QUICK, Look, claims_held


def look(
    claims: int, filters: Filters = EVERYTHING, reports: str = "ab", seq: int = 1, stories: frozenset[str] | None = None
) -> Look:
    knowledge = SimpleNamespace(tellings=range(claims), world=SimpleNamespace(carriers=dict.fromkeys(reports)))
    shown = SimpleNamespace(stories=stories)
    return cast(Look, SimpleNamespace(filters=filters, knowledge=knowledge, head=SimpleNamespace(seq=seq), shown=shown))


class Counting:
    """A view that counts how often it is made; from `wrong_from` on it fails."""

    def __init__(self, wrong_from: int = 1000) -> None:
        self.kept, self.made, self.wrong_from = Kept(), list[Look](), wrong_from

    def _make(self, of: Look) -> int:
        self.made.append(of)
        if len(self.made) >= self.wrong_from:
            raise ValueError
        return len(self.made)

    def of(self, one: Look) -> Made[int]:
        return self.kept.lately(one, "view", self._make)


def test_once_for_each_look() -> None:
    once = Counting()
    first, other = look(3), look(3, Filters(kind="killed"))
    assert [once.of(one).made for one in (first, first, other, first)] == [1, 1, 2, 1]
    assert once.made == [first, other]


def test_of_a_small_look_that_of_now_is_waited_for() -> None:
    once = Counting()
    once.of(look(3))
    now = look(3)
    assert once.of(now).look is now


def test_of_a_large_look_the_last_is_shown_until_that_of_now_is_made() -> None:
    once = Counting()
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
    once = Counting()
    once.of(look(QUICK + 1, reports="ab"))
    now = look(QUICK + 1, reports="cd")
    assert once.of(now).look is now


def test_what_was_redacted_is_not_shown_even_for_a_moment() -> None:
    once = Counting()
    once.of(look(QUICK + 1, reports="ab"))
    now = look(QUICK + 1, reports="b", seq=2)
    assert once.of(now).look is now


def test_looks_of_older_heads_are_let_go() -> None:
    once = Counting()
    before, now = look(3), look(3, seq=2)
    for one in (before, now, before):
        once.of(one)
    assert once.made == [before, now, before]


def test_what_goes_wrong_is_met_by_who_asks() -> None:
    once = Counting(wrong_from=2)
    once.of(look(QUICK + 1))
    now = look(QUICK + 1)
    for _ in range(200):
        try:
            once.of(now)
        except ValueError:
            return
        time.sleep(0.01)
    raise AssertionError("it went unseen")


def test_no_more_claims_are_held_than_may_be() -> None:
    once = Counting()
    once.kept = Kept(most_claims=10)
    days = [look(4, Filters(as_of=f"2022-01-0{n}")) for n in range(1, 6)]
    for one in days:
        once.of(one)
    once.of(days[-1])
    assert len(once.made) == 5
    once.of(days[0])
    assert len(once.made) == 6


def test_parts_of_an_archive_count_for_their_stories_once_and_for_each_day_a_little() -> None:
    """Once each of many stories counted like a day of one, and the claims of all of them stayed in memory."""
    days = [Filters(as_of=f"2022-01-0{n}") for n in range(1, 4)]
    one, other = frozenset({"sa"}), frozenset({"sb"})
    assert claims_held([look(5, day, stories=one) for day in days]) == 15 + DISTINCT * 5
    assert claims_held([look(5, stories=one), look(4, stories=other)]) == 9 + DISTINCT * 9
    assert claims_held([look(5, days[0]), look(4, days[0]), look(3, days[1])]) == 8
