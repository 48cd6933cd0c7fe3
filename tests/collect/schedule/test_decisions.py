"""What follows from an answer: never due twice, never forgotten, pauses that grow and end, what a server asks for is kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.schedule.decisions import (
    LONGEST_PAUSE,
    LONGEST_WAIT,
    SLACK,
    SPREAD,
    TRIES,
    fetched,
    given_up,
    is_due,
    not_fetched,
    not_polled,
    poll_at,
    polled,
)
from sayso.collect.schedule.records import Again, Article, Failed, Kind, Known, Polled

HOUR = 3600.0
REFETCH = (HOUR, 6 * HOUR, 24 * HOUR)
LATER = Failed("E073", "no answer")
NEVER = Failed("E074", "refused", Again.NEVER)

addresses = st.text(max_size=30).map(lambda text: f"http://news.invalid/{text}")
moments = st.floats(0, 4e9)
periods = st.floats(60, 30 * 86400)
delays = st.floats(0, 40 * 86400)
plans = st.lists(periods, max_size=5, unique=True).map(sorted)
waits = st.none() | st.floats(-10, 1e9)


def feed(address: str = "http://news.invalid/feed", failures: int = 0) -> Polled:
    return Polled(Kind.FEED, address, 0.0, failures=failures)


def article(**values: object) -> Article:
    return replace(Article("http://news.invalid/a", "http://news.invalid/a", 0.0), **values)  # type: ignore[arg-type]


@given(addresses, periods, moments)
def test_a_poll_comes_again_within_its_period_and_not_much_earlier(address: str, every: float, at: float) -> None:
    after = polled(feed(address, 3), every, at, Known("e"))
    assert at + every * (1 - SPREAD) - 1e-3 <= after.due <= at + every
    assert (after.failures, after.success, after.known) == (0, at, Known("e"))
    assert not is_due(after.due, at)


@given(addresses, periods, moments, delays, st.integers(0, 10_000), waits, st.booleans())
def test_a_clock_that_is_set_back_puts_no_poll_off(
    address: str, every: float, at: float, back: float, failures: int, wait: float | None, well: bool
) -> None:
    failed = Failed("E073", "why", wait=wait)
    after = polled(feed(address), every, at, Known()) if well else not_polled(feed(address, failures), every, at, failed)
    assert poll_at(after, every, at) == after.due, "a clock that is right changes nothing"
    assert poll_at(after, every, at - back) <= at - back + (every if well else max(every, LONGEST_WAIT)) + SLACK
    assert poll_at(after, every, after.due + 1) == after.due


def test_a_shorter_period_holds_at_once() -> None:
    after = polled(feed(), 30 * 86400.0, 1e9, Known())
    assert poll_at(after, 900.0, 1e9 + 5) == 1e9 + 5


@given(addresses, periods, moments, st.integers(0, 10_000), waits, st.sampled_from(Again))
def test_a_poll_that_failed_comes_again_within_bounds(
    address: str, every: float, at: float, failures: int, wait: float | None, again: Again
) -> None:
    after = not_polled(feed(address, failures), every, at, Failed("E073", "why", again, wait))
    assert at < after.due <= at + max(LONGEST_PAUSE, every, LONGEST_WAIT)
    assert after.due >= at + min(wait or 0, LONGEST_WAIT)
    assert (after.failures, after.failure, after.reason) == (failures + 1, at, "why")


@given(addresses, periods, st.integers(0, 100))
def test_pauses_after_failures_never_shrink(address: str, every: float, failures: int) -> None:
    first = not_polled(feed(address, failures), every, 0.0, LATER)
    assert not_polled(first, every, 0.0, LATER).due >= first.due


def test_pauses_after_failures_double_up_to_a_day() -> None:
    one, pauses = feed(), []
    for _ in range(12):
        one = not_polled(one, 900, 0.0, LATER)
        pauses.append(one.due)
    assert [later / earlier for earlier, later in pairwise(pauses[:6])] == [2.0] * 5
    assert pauses[-1] == pauses[-2] <= LONGEST_PAUSE


@given(addresses, periods, moments)
def test_what_was_refused_is_asked_for_no_more_than_once_a_day(address: str, every: float, at: float) -> None:
    assert not_polled(feed(address), every, at, NEVER).due >= at + LONGEST_PAUSE * (1 - SPREAD) - 1e-3


@given(addresses, addresses)
def test_the_spread_is_of_the_address_alone(one: str, other: str) -> None:
    assert polled(feed(one), 900, 0.0, Known()) == polled(feed(one), 900, 0.0, Known())
    same = polled(feed(one), 900, 0.0, Known()).due == polled(feed(other), 900, 0.0, Known()).due
    assert same == (one == other)


def test_an_article_is_fetched_again_after_one_six_and_24_hours() -> None:
    one, at, all_of_them = article(), 1000.0, []
    while one.due is not None:
        one = fetched(one, REFETCH, at, Known())
        at = one.due or at
        all_of_them.append(one.due)
    assert all_of_them == [1000 + HOUR, 1000 + 6 * HOUR, 1000 + 24 * HOUR, None]


def test_a_watch_that_stood_still_fetches_once_for_all_that_it_missed() -> None:
    first = fetched(article(), REFETCH, 0.0, Known())
    assert fetched(first, REFETCH, 10 * HOUR, Known()).due == 24 * HOUR
    assert fetched(first, REFETCH, 25 * HOUR, Known()).due is None


@given(plans, moments, st.lists(delays, max_size=8))
def test_an_article_is_never_due_twice_and_never_forgotten(refetch: list[float], start: float, late: list[float]) -> None:
    one, at, times = fetched(article(), refetch, start, Known()), start, 1
    for delay in [*late, *[0.0] * 8]:
        if one.due is None:
            break
        assert one.due > at and any(one.due == start + after for after in refetch)
        at, times = one.due + delay, times + 1
        assert is_due(one.due, at)
        one = fetched(one, refetch, at, Known())
        assert not is_due(one.due, at)
    assert one.due is None and times <= len(refetch) + 1
    assert not refetch or at >= start + refetch[-1]  # the last of the fixed times was seen to


@given(plans, moments, st.none() | moments, waits)
def test_failures_end_in_giving_up_this_fetch_and_not_the_article(
    refetch: list[float], at: float, first: float | None, wait: float | None
) -> None:
    one = article(first=first)
    for tries in range(1, TRIES + 1):
        one = not_fetched(one, refetch, at, Failed("E073", "why", wait=wait))
        assert given_up(one) == (tries == TRIES)
        if not given_up(one):
            assert one.due is not None and one.due > at and one.due >= at + min(wait or 0, LONGEST_WAIT)
            at = one.due
    later = [first + after for after in refetch if first + after > at] if first is not None else []
    assert one.due == min(later, default=None)


def test_what_is_refused_or_gone_is_given_up_at_once() -> None:
    after = not_fetched(article(first=0.0), REFETCH, 10.0, NEVER)
    assert after.due is None and given_up(after)
