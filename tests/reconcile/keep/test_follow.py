"""The kept tables are a pure function of the entries, whatever the batches were and wherever a run was stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.keep import features, follow, ordering, tellers
from sayso.reconcile.keep.check import unfit
from sayso.reconcile.world import load
from tests.ledger.by_hand import Clock
from tests.reconcile.keep.made import POOL, Step, add_all, caught_up, do, fresh_rows, is_whole, kept_rows, seen
from tests.stores import Somewhere

EVERY = range(len(POOL))
WHAT = ["add"] * 6 + ["redact", "verdict", "follow", "follow", "set_new", "settle"]
STEPS = st.lists(st.builds(Step, st.sampled_from(WHAT), st.sampled_from(EVERY), st.integers(1, 2)), max_size=18)
FEW = settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))


def made(somewhere: Somewhere) -> Ledger:
    return Ledger.open(somewhere(), Clock(), create=True)


@FEW
@given(steps=STEPS, at_once=st.sampled_from([1, 7, 200]), few=st.sampled_from([0, 1, 5]))
def test_whatever_was_done_in_whatever_batches_the_tables_equal_those_made_at_once(
    somewhere: Somewhere, steps: list[Step], at_once: int, few: int
) -> None:
    with made(somewhere) as ledger, pytest.MonkeyPatch.context() as patch:
        patch.setattr(follow, "AT_ONCE", at_once)
        patch.setattr(follow, "FEW", few)
        erased = False  # what was redacted stands in the tables until they follow, and is found there
        for step in steps:
            do(ledger, step)
            erased = step.what == "redact" or (erased and step.what != "follow")
            assert unfit(ledger.store) == [] or erased
        caught_up(ledger.store)
        assert is_whole(ledger.store)
        assert kept_rows(ledger.store) == fresh_rows(ledger.store)
        assert unfit(ledger.store) == []


@FEW
@given(order=st.permutations(EVERY), followed_after=st.sets(st.sampled_from(EVERY)))
def test_the_order_of_adding_changes_nothing(somewhere: Somewhere, order: list[int], followed_after: set[int]) -> None:
    with made(somewhere) as one, made(somewhere) as other:
        add_all(one, EVERY)
        caught_up(one.store)
        for number in order:
            add_all(other, [number])
            if number in followed_after:
                do(other, Step("follow", number))
        caught_up(other.store)
        assert seen(load(Reader(one.store))) == seen(load(Reader(other.store)))


class StoppedError(Exception):
    pass


PLACES: Sequence[tuple[Any, str]] = (
    (features, "rows"),
    (features, "erase"),
    (tellers, "rows"),
    (tellers, "erase"),
    (ordering, "one"),
    (ordering, "from_place"),
    (ordering, "_write"),
    (follow, "_keep"),
)


@pytest.mark.parametrize(("module", "name"), PLACES, ids=[f"{m.__name__.rpartition('.')[2]}.{n}" for m, n in PLACES])
@pytest.mark.parametrize("nth", [1, 3])
def test_stopped_anywhere_and_followed_again_it_is_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, nth: int
) -> None:
    real, calls = getattr(module, name), 0

    def stopping(*given: Any) -> Any:
        nonlocal calls
        done = real(*given)  # first the work, so that it is there to be rolled back
        calls += 1
        if calls == nth:
            raise StoppedError
        return done

    stops = 0
    with monkeypatch.context() as patch:
        patch.setattr(follow, "AT_ONCE", 9)
        patch.setattr(module, name, stopping)
        for number in (4, 6, 0, 9, 1, 2, 8, 3):
            do(ledger, Step("add", number))
            if number in (0, 2, 3):
                do(ledger, Step("redact", 6 if number == 0 else number))
                try:
                    caught_up(ledger.store)
                except StoppedError:
                    stops += 1
    caught_up(ledger.store)
    assert kept_rows(ledger.store) == fresh_rows(ledger.store)
    assert stops == 1 or calls < nth


def test_a_report_that_waits_is_a_story_of_its_own_and_joins_when_it_is_set(
    ledger: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many at once are set in order at the end; who looks before must not see them all as one story."""
    monkeypatch.setattr(follow, "FEW", 0)
    add_all(ledger, [0, 4, 6, 10])
    do(ledger, Step("follow", 0))
    waiting = load(reader)
    assert not waiting.behind
    assert len({c.story for c in waiting.carriers.values()}) == 4
    do(ledger, Step("set_new", 0))
    assert stories(reader) == [{0, 4}, {6}, {10}]


def test_reports_that_are_too_many_to_set_all_in_order_still_have_a_story(
    ledger: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few old reports in a large ledger: those after them wait, they themselves do not."""
    monkeypatch.setattr(follow, "PER_REPORT", 1)
    monkeypatch.setattr(follow, "FEW", 0)
    add_all(ledger, [4, 5, 8, 10])
    caught_up(ledger.store)
    add_all(ledger, [0, 6])
    do(ledger, Step("follow", 0))
    do(ledger, Step("settle", 2))
    assert not is_whole(ledger.store) and not load(reader).behind
    told = {c.id: c.story for c in load(reader).carriers.values()}
    assert told[POOL[0].id] != told[POOL[6].id] and all(told.values())
    caught_up(ledger.store)
    assert stories(reader) == [{0, 4, 5}, {6, 8}, {10}]


def stories(reader: Reader) -> list[set[int]]:
    by_story: dict[str, set[int]] = {}
    number = {report.id: n for n, report in enumerate(POOL)}
    for carrier in load(reader).carriers.values():
        by_story.setdefault(carrier.story, set()).add(number[carrier.id])
    return sorted(by_story.values(), key=min)


def test_the_pool_holds_copies_versions_and_stories(ledger: Ledger, reader: Reader) -> None:
    """Or the tests of this folder would compare nothing with nothing."""
    add_all(ledger, EVERY)
    caught_up(ledger.store)
    world = load(reader)
    copy = {number: world.carriers[report.id].copy for number, report in enumerate(POOL)}
    assert copy[0] == copy[1] == copy[2] and copy[6] == copy[7] and copy[4] != copy[0]
    assert world.carriers[POOL[2].id].credit == "Isim Agency"
    assert [len(s) for s in stories(reader)] == [6, 4, 1, 1]
    assert len(kept_rows(ledger.store)["office_holders"]) > 1
    assert seen(world)["series"] and seen(world)["incidents"]
