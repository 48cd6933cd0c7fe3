"""What fails where nobody waits for it."""

from __future__ import annotations

import threading

import pytest

from sayso.errors import SaysoError
from sayso.serve.behind_the_scenes import BehindTheScenes


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
