"""What other threads do comes when it comes."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 20
PAUSE = 0.01


def until(so: Callable[[], bool]) -> None:
    """Waits until it is so. AssertionError where it is not so for long."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(PAUSE)
