"""What a view makes of a look, kept as long as the look is likely to be asked for: it is a function of the look alone."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sayso.serve.looks import Look

T = TypeVar("T")

MOST = 256


class Kept:
    """Threads may share it; two who ask at once for what is not there may both make it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[int, Hashable], tuple[Look, object]] = OrderedDict()
        """The look is held, so that its id stays its own."""

    def of(self, look: Look, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives; `name` says everything that it depends on besides the look."""
        key = (id(look), name)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return cast(T, self._made[key][1])
        made = make()
        with self._lock:
            older = [key for key, (of, _) in self._made.items() if of.head.seq < look.head.seq]
            for one in older:  # nobody asks for it again, and what was redacted is not to stay
                del self._made[one]
            self._made[key] = (look, made)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
