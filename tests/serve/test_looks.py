"""Many who look at once get one look each made once; what takes long is made behind the scenes, and says how old it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import pytest

from sayso.errors import SaysoError
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.looks import knowing, stories
from sayso.reconcile.looks.courses import Courses
from sayso.reconcile.looks.look import plain_look
from sayso.serve import looks as looks_module
from sayso.serve.looks import Look, Looks
from tests.reconcile.keep.made import POOL, Step, add_all, caught_up, do
from tests.serve.waiting import PATIENCE, until

KILLED = Filters(kind="killed")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    add_all(ledger, [0, 1, 4, 6, 8, 9])
    caught_up(ledger.store)
    return ledger


@pytest.fixture
def looks(filled: Ledger, reader: Reader) -> Iterator[Looks]:
    made = Looks(reader)
    yield made
    made.close()


@pytest.fixture
def everything_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks_module, "QUICK", -1)


def test_a_look_is_what_the_steps_would_make(looks: Looks, reader: Reader) -> None:
    for filters in (Filters(), KILLED, Filters(as_of="2022-03-03"), Filters(recorded_by="2100"), Filters(limit=3)):
        assert _differences(looks.at(filters), plain_look(reader, filters)) == []
        assert looks.at(filters).filters == filters


def test_asked_again_it_is_the_same_look_until_the_ledger_grows(looks: Looks, filled: Ledger, reader: Reader) -> None:
    one = looks.at(KILLED)
    assert looks.at(KILLED) is one
    add_all(filled, [5])
    caught_up(filled.store)
    other = looks.at(KILLED)
    assert other.head == reader.head() != one.head
    assert _differences(other, plain_look(reader, KILLED)) == []


def test_many_at_once_wait_for_one(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    first = stories.Made

    def counted(group: stories.Group, courses: Courses) -> stories.Made:
        made.append(group)
        time.sleep(0.05)
        return first(group, courses)

    monkeypatch.setattr(stories, "Made", counted)
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda n: looks.at(Filters() if n % 2 else KILLED), range(16))]
    assert len({id(look) for look in found}) == 2
    assert len(made) == len(set(made))


def test_where_it_takes_long_the_last_look_is_given_and_the_new_one_made(
    looks: Looks, filled: Ledger, reader: Reader, everything_takes_long: None
) -> None:
    old = looks.at(KILLED)
    assert looks.at(KILLED, stale_ok=True) is old
    add_all(filled, [5])
    caught_up(filled.store)
    stale = looks.at(KILLED, stale_ok=True)
    assert stale is old
    assert stale.head != reader.head()
    until(lambda: looks.at(KILLED, stale_ok=True).head == reader.head())
    assert _differences(looks.at(KILLED, stale_ok=True), plain_look(reader, KILLED)) == []


def test_what_is_quick_is_never_stale(looks: Looks, filled: Ledger, reader: Reader) -> None:
    looks.at(KILLED)
    add_all(filled, [5])
    caught_up(filled.store)
    assert looks.at(KILLED, stale_ok=True).head == reader.head()


def test_while_what_is_kept_is_behind_the_ledger_the_last_look_is_given(looks: Looks, filled: Ledger, reader: Reader) -> None:
    old = looks.at(KILLED)
    add_all(filled, [5])
    assert _differences(looks.at(KILLED, stale_ok=True), old) == []
    assert looks.ready(Filters(kind="arrest"))
    assert looks.at(Filters(kind="arrest"), stale_ok=True).head == old.head
    exact = looks.at(KILLED)
    assert exact.knowledge.world.behind
    assert exact.head == reader.head()


def test_while_somebody_adds_nothing_is_worked_out_again_and_again(
    looks: Looks, filled: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While 200 files came in, the situation took up to 18 seconds: every look made all stories anew, beside the reader."""
    old = looks.at(KILLED)
    add_all(filled, [5])
    monkeypatch.setattr("sayso.reconcile.looks.knowing.plain_look", lambda *_: pytest.fail("all of it was worked out"))
    assert looks.at(KILLED, stale_ok=True) is old
    assert looks.soon(old, as_of="2022-03-02") is None
    assert looks.soon(old, seq=1) is None
    assert not looks._behind._soon
    caught_up(filled.store)
    until(lambda: looks.at(KILLED, stale_ok=True).head == reader.head())


def test_before_the_ledger_is_read_nothing_is_ready_and_then_it_is(looks: Looks) -> None:
    assert not looks.ready(KILLED)
    until(lambda: looks.ready(KILLED))
    assert looks.ready(Filters(kind="arrest"))  # quick


def test_what_takes_long_is_ready_once_it_was_made(looks: Looks, everything_takes_long: None) -> None:
    looks.at(KILLED)
    assert looks.ready(KILLED)
    early = replace(KILLED, as_of="2022-03-02")
    assert not looks.ready(early)
    until(lambda: looks.ready(early))


def test_the_days_are_made_behind_the_scenes(looks: Looks, everything_takes_long: None) -> None:
    assert looks.days() == []
    looks.at(Filters())
    assert looks.days() == sorted({(one.published or "")[:10] for one in map(POOL.__getitem__, (0, 1, 4, 6, 8))}, reverse=True)
    looks.warm_days(Filters())
    until(lambda: all(looks.ready(Filters(as_of=day)) for day in looks.days()))


def test_from_the_start_the_ledger_is_read_and_its_days_are_made(looks: Looks, everything_takes_long: None) -> None:
    looks.start(KILLED)
    until(lambda: looks.ready(KILLED))
    until(lambda: all(looks.ready(replace(KILLED, as_of=day)) for day in looks.days()))


def test_without_what_came_later_it_is_the_look_of_then(looks: Looks, filled: Ledger) -> None:
    before = looks.at(Filters())
    add_all(filled, [5])
    caught_up(filled.store)
    now = looks.at(Filters())
    assert [v.values for v in now.series] != [v.values for v in before.series]
    without = looks.soon(now, seq=before.head.seq)
    assert without is not None
    assert [v.values for v in without.series] == [v.values for v in before.series]
    as_of = looks.soon(now, as_of="2022-03-03")
    assert as_of is not None
    assert as_of.series == looks.at(Filters(as_of="2022-03-03")).series


def test_what_was_redacted_is_nowhere_any_more(looks: Looks, filled: Ledger) -> None:
    gone = POOL[0].id
    for filters in (Filters(), KILLED, Filters(as_of="2022-03-03")):
        assert gone in looks.at(filters).knowledge.world.carriers
    do(filled, Step("redact", 0))
    caught_up(filled.store)
    for filters in (KILLED, Filters(as_of="2022-03-03"), Filters()):
        assert gone not in looks.at(filters, stale_ok=True).knowledge.world.carriers
    assert gone not in "".join(map(repr, _held(looks)))


def test_an_error_is_told_to_each_who_asks_and_kept_for_nobody(looks: Looks) -> None:
    for _ in range(2):
        with pytest.raises(SaysoError) as error:
            looks.at(Filters(as_of="yesterday"))
        assert error.value.code.code == "E011"


def test_it_holds_no_more_than_it_may(filled: Ledger, reader: Reader) -> None:
    small = Looks(reader, most_claims=1)
    for day in ("2022-03-02", "2022-03-03", "2022-03-04", "2022-03-06"):
        small.at(Filters(as_of=day))
    assert len(_held(small)) == 1
    small.close()


def test_questions_of_one_moment_share_what_they_hold(filled: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once each counted whole, and a few filters drove out the days that had been made ahead."""
    whole = len(plain_look(reader, Filters()).knowledge.tellings)
    looks = Looks(reader, most_claims=whole)
    first = looks.at(Filters())
    for kind in ("killed", "injured", "arrested"):
        looks.at(Filters(kind=kind))
    assert looks.at(Filters()) is first
    looks.at(Filters(as_of="2022-03-06"))
    assert looks.at(Filters()) is not first
    monkeypatch.setattr(looks_module, "MOST_LOOKS", 2)
    for kind in ("killed", "injured", "arrested"):
        looks.at(Filters(kind=kind))
    assert len(looks._made) == 2
    looks.close()


def test_of_the_demo_every_look_can_be_made_by_several_threads_at_once(demo_ledger: Path) -> None:
    asked = [
        replace(q, as_of=f"2022-01-{day:02}") for day in range(5, 10) for q in (Filters(), KILLED, Filters(place="Almaty"))
    ]
    with Reader.open(demo_ledger) as reader, ThreadPoolExecutor(6) as pool:
        looks = Looks(reader)
        found = [*pool.map(looks.at, asked)]
        assert [_differences(look, plain_look(reader, look.filters)) for look in found] == [[]] * len(asked)
        looks.close()
    assert threading.active_count() < 20


def _held(looks: Looks) -> list[Look]:
    """Everything that it holds for those who may ask again."""
    return [*{id(one): one for one in (*looks._last.values(), *(f.result() for f in looks._made.values()))}.values()]


def test_at_the_start_what_is_kept_catches_up_with_the_ledger(ledger: Ledger, reader: Reader) -> None:
    """Once: over a ledger that an earlier version had made, the page said “being worked out” for good."""
    add_all(ledger, [0, 1, 4])
    looks = _catching_up(ledger, reader)
    made = threading.Event()
    looks.start(Filters(), lambda look: made.set())
    assert made.wait(PATIENCE)
    until(lambda: looks.soon(looks.at(Filters()), as_of="2022-03-03") is not None)
    looks.close()


def test_what_somebody_added_who_was_killed_is_caught_up_with_after_a_while(
    filled: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = _catching_up(filled, reader)
    looks.at(Filters())
    add_all(filled, [5])
    assert looks.at(Filters(), stale_ok=True).head != reader.head()
    time.sleep(0.2)
    assert looks.at(Filters(), stale_ok=True).head != reader.head()  # whoever adds may still be there
    monkeypatch.setattr(looks_module, "ABANDONED", 0.0)
    add_all(filled, [2])
    until(lambda: looks.at(Filters(), stale_ok=True).head == reader.head())
    looks.close()


def test_catching_up_is_tried_once_where_it_cannot_be(ledger: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks_module, "ABANDONED", 0.0)
    tried: list[None] = []
    looks = Looks(reader, catch_up=lambda: tried.append(None))
    add_all(ledger, [0])
    for _ in range(50):
        looks.at(Filters(), stale_ok=True)
        time.sleep(0.01)
    looks.close()
    assert len(tried) == 1


def _catching_up(ledger: Ledger, reader: Reader) -> Looks:
    return Looks(reader, catch_up=lambda: caught_up(ledger.store))


def _differences(one: Look, other: Look) -> list[str]:
    return [f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)]


def test_of_a_large_ledger_the_last_look_is_shown_while_what_came_is_read(
    looks: Looks, filled: Ledger, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "READ_AT_ONCE", 0)
    seen: list[Look] = []
    looks.start(Filters(), seen.append)
    assert looks.until_idle(PATIENCE)
    before = looks.at(Filters())
    asked, read = threading.Event(), knowing.Remembered.renew
    monkeypatch.setattr(knowing.Remembered, "renew", lambda remembered: asked.wait(PATIENCE) and read(remembered))
    add_all(filled, [5])
    caught_up(filled.store)
    assert looks.at(Filters(), stale_ok=True) is before
    assert looks.soon(before, as_of="2022-03-03") is None
    asked.set()
    assert looks.until_idle(PATIENCE)
    now = looks.at(Filters(), stale_ok=True)
    assert now.head == reader.head()
    assert _differences(now, plain_look(reader, Filters())) == []
    assert now in seen  # what everybody sees first is made before anybody asks
