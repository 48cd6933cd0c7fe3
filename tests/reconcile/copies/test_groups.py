"""Copy groups: whatever the order, and at whatever moment."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sayso.reconcile.copies.groups import groups
from tests.reconcile.copies.made import carrier

NAMES = tuple("abcdefgh")
days = st.fixed_dictionaries({name: st.sampled_from([None, "2022-01-05", "2022-01-06", "2022-01-07"]) for name in NAMES})
links = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=10)


def test_a_group_is_named_by_its_first_report() -> None:
    three = [carrier("a", "2022-01-07"), carrier("b", "2022-01-05"), carrier("c", "2022-01-06")]
    assert groups(three, [("a", "c")]) == {"a": "c", "b": "b", "c": "c"}
    assert groups(three, [("a", "c"), ("b", "a")]) == {"a": "b", "b": "b", "c": "b"}


def test_a_link_to_what_is_not_there_joins_nothing() -> None:
    assert groups([carrier("a"), carrier("c")], [("a", "b"), ("b", "c")]) == {"a": "a", "c": "c"}


@given(days, links, st.randoms())
def test_the_order_does_not_count(when: dict[str, str | None], linked: list[tuple[str, str]], random: Random) -> None:
    carriers = [carrier(name, day) for name, day in when.items()]
    expected = groups(carriers, linked)
    mixed = [(b, a) if random.random() < 0.5 else (a, b) for a, b in linked]
    random.shuffle(carriers)
    random.shuffle(mixed)
    assert groups(carriers, mixed) == expected


@given(days, links)
def test_groups_are_what_the_links_join(when: dict[str, str | None], linked: list[tuple[str, str]]) -> None:
    carriers = {name: carrier(name, day) for name, day in when.items()}
    found = groups(carriers.values(), linked)
    assert all(found[a] == found[b] for a, b in linked)
    for name in NAMES:
        members = [other for other in NAMES if found[other] == found[name]]
        assert found[name] == min(members, key=lambda m: carriers[m].place_in_order)
        assert _reached(name, linked) == set(members)


def _reached(name: str, linked: list[tuple[str, str]]) -> set[str]:
    seen, more = {name}, True
    while more:
        new = {y for a, b in linked for x, y in ((a, b), (b, a)) if x in seen} - seen
        seen, more = seen | new, bool(new)
    return seen
