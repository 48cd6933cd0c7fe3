"""What a view makes of a look, made once while that look is kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from sayso.serve.looks import Look

Made = TypeVar("Made")
MOST = 6
"""Looks of which it is kept: the last ones asked for."""


class OncePerLook(Generic[Made]):
    def __init__(self, make: Callable[[Look], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[Look, Made]] = OrderedDict()

    def of(self, look: Look) -> Made:
        """Two who ask at once may both make it; what is kept is the same."""
        with self._lock:
            kept = self._kept.get(id(look))
            if kept is not None and kept[0] is look:
                self._kept.move_to_end(id(look))
                return kept[1]
        made = self._make(look)
        with self._lock:
            self._kept[id(look)] = (look, made)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made
