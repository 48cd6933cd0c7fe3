"""Turns: no host waits for another's queue, and none is asked by two threads at once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from sayso.collect.schedule.hosts import Hosts, host


def test_a_host_with_thousands_of_pages_takes_no_turn_of_another() -> None:
    turns: Hosts[int] = Hosts()
    for number in range(5000):
        turns.add("large", number)
    turns.add("small", 0)
    order = []
    while taken := turns.take():
        order.append(taken[0])
        turns.done(taken[0])
    assert order[:3] == ["large", "small", "large"] and len(order) == 5001


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60))
def test_all_is_taken_once_in_order_and_one_of_a_host_at_a_time(steps: list[tuple[str, bool]]) -> None:
    turns: Hosts[int] = Hosts()
    busy: list[str] = []
    added: Counter[str] = Counter()
    taken: dict[str, list[int]] = {name: [] for name in "abc"}
    for name, add in [*steps, *[("a", False)] * 300]:
        if add:
            turns.add(name, added[name])
            added[name] += 1
        elif found := turns.take():
            assert found[0] not in busy
            busy.append(found[0])
            taken[found[0]].append(found[1])
        elif busy:
            turns.done(busy.pop(0))
    assert taken == {name: list(range(added[name])) for name in "abc"}
    assert not turns


def test_what_waits_for_a_host_can_be_dropped_while_it_is_at_work() -> None:
    turns: Hosts[int] = Hosts()
    for number in range(3):
        turns.add("a", number)
    assert turns.take() == ("a", 0)
    assert turns.drop("a") == 2 and turns
    turns.done("a")
    assert turns.take() is None and not turns
    turns.add("a", 9)
    assert turns.drop("a") == 1 and turns.take() is None and not turns


def test_the_host_of_an_address() -> None:
    assert host("https://News.invalid:8080/a?b") == "news.invalid:8080"
    assert host("http://[broken") == "http://[broken" and host("nothing") == "nothing"
