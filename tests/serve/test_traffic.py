"""Work that nobody waits for gives way to answers, and goes on all the same."""

from __future__ import annotations

import threading
import time

from sayso.serve.behind_the_scenes import BehindTheScenes
from sayso.serve.traffic import Traffic
from tests.serve.waiting import PATIENCE

LONG = 60.0


def test_without_traffic_nothing_waits() -> None:
    began = time.monotonic()
    Traffic(longest=LONG).give_way()
    assert time.monotonic() - began < LONG / 2


def test_what_is_linked_waits_for_an_answer_and_what_is_asked_for_does_not() -> None:
    traffic, linked, asked = Traffic(quiet=0.0, longest=LONG), threading.Event(), threading.Event()
    behind = BehindTheScenes(traffic.give_way)
    with traffic.answering():
        behind.soon("asked", asked.set)
        assert asked.wait(PATIENCE)
        behind.linked("linked", linked.set)
        assert not linked.wait(0.1)
    assert linked.wait(PATIENCE)
    behind.close()


def test_what_is_asked_for_while_it_gives_way_comes_first() -> None:
    done: list[str] = []
    waits, goes_on = threading.Event(), threading.Event()

    def give_way() -> None:
        waits.set()
        goes_on.wait(PATIENCE)

    behind = BehindTheScenes(give_way)
    behind.some_time("later", lambda: done.append("later"))
    assert waits.wait(PATIENCE)
    behind.soon("asked", lambda: done.append("asked"))
    goes_on.set()
    assert behind.until_idle(PATIENCE)
    assert done == ["asked", "later"]
    behind.close()


def test_however_many_ask_it_goes_on() -> None:
    traffic = Traffic(longest=0.05)
    with traffic.answering():
        traffic.give_way()
