"""What somebody waits for is done first, then what a page links to, then what may be asked for; what fails is one line."""

from __future__ import annotations

import threading

import pytest

from sayso.errors import SaysoError
from sayso.serve.behind_the_scenes import MOST_LINKED, MOST_SOON, BehindTheScenes
from tests.serve.waiting import PATIENCE


def test_a_server_that_went_away_is_one_line_and_the_thread_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """A look that was lost wrote a hundred lines of Python to the terminal of `sayso serve`."""
    scenes, done = BehindTheScenes(), threading.Event()

    def lost() -> None:
        raise SaysoError("E058", path="postgresql://h/d", detail="gone")

    scenes.soon("lost", lost)
    scenes.some_time("next", done.set)
    assert done.wait(10)
    scenes.close()
    (told,) = caplog.records
    assert told.getMessage().startswith("E058 ") and told.exc_info is None


def test_it_is_done_in_the_order_in_which_it_may_be_missed() -> None:
    done: list[str] = []
    behind, begun = _busy()
    for name in ("later", "later still"):
        behind.some_time(name, lambda name=name: done.append(name))  # type: ignore[misc]
    for name in ("a link", "another"):
        behind.linked(name, lambda name=name: done.append(name))  # type: ignore[misc]
    for name in ("asked", "asked last"):
        behind.soon(name, lambda name=name: done.append(name))  # type: ignore[misc]
    begun.set()
    assert behind.until_idle(PATIENCE)
    assert done == ["asked last", "asked", "a link", "another", "later", "later still"]
    behind.close()


def test_of_too_many_links_those_of_former_pages_are_let_go() -> None:
    done: list[int] = []
    behind, begun = _busy()
    for number in range(MOST_LINKED + 3):
        behind.linked(number, lambda number=number: done.append(number))  # type: ignore[misc]
    begun.set()
    assert behind.until_idle(PATIENCE)
    assert done == [*range(3, MOST_LINKED + 3)]
    behind.close()


def test_of_too_many_questions_the_oldest_are_let_go() -> None:
    """Whoever asked for another moment each time let the list of what is to be worked out grow without an end."""
    done: list[int] = []
    behind, begun = _busy()
    for number in range(MOST_SOON + 3):
        behind.soon(number, lambda number=number: done.append(number))  # type: ignore[misc]
    begun.set()
    assert behind.until_idle(PATIENCE)
    assert done == [*range(MOST_SOON + 2, 2, -1)]
    behind.close()


def _busy() -> tuple[BehindTheScenes, threading.Event]:
    """With its thread at work until the event is set."""
    behind, begun, going = BehindTheScenes(), threading.Event(), threading.Event()

    def work() -> None:
        going.set()
        begun.wait(PATIENCE)

    behind.soon("first", work)
    assert going.wait(PATIENCE)
    return behind, begun
