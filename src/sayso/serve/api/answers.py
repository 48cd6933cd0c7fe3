"""Answers as bytes, kept while the ledger stays: who asks what was asked before gets the same bytes, packed once.

Several who ask the same at once wait for the one who works it out. With the first answer to another state of the ledger all
that was kept is let go: nobody asks for it again, and what was redacted is to stay nowhere.
"""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property

from sayso.ledger.append import Head

MOST_BYTES, MOST = 64_000_000, 1_000
"""Bytes of all answers that are kept, and their number."""
WORTH_PACKING = 600
LEVEL = 5


@dataclass(frozen=True)
class Told:
    """What a route made. `made_from`: end of the ledger that it knows. `next`: address of the next page."""

    body: bytes
    made_from: Head
    next: str | None = None
    settled: bool = True
    """False where it is another as soon as more is worked out: a page that ended early, a view that lags behind the ledger."""

    @cached_property
    def packed(self) -> bytes | None:
        """As gzip; None where that is not worth it."""
        return gzip.compress(self.body, LEVEL, mtime=0) if len(self.body) >= WORTH_PACKING else None

    @property
    def size(self) -> int:
        return len(self.body) + len(self.__dict__.get("packed") or b"")


class Answers:
    """Threads may share it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._kept: OrderedDict[str, Told] = OrderedDict()
        self._making: dict[str, Future[Told]] = {}

    @property
    def size(self) -> int:
        with self._lock:
            return self._size()

    def of(self, state: Hashable, name: str, make: Callable[[], Told]) -> Told:
        """What `make` gives, or gave; `name` says all that it depends on besides the state."""
        with self._lock:
            if state != self._state:
                self._state, self._kept, self._making = state, OrderedDict(), {}
            if (kept := self._kept.get(name)) is not None:
                self._kept.move_to_end(name)
                return kept
            made, mine = self._making.get(name), False
            if made is None:
                made, mine = self._making.setdefault(name, Future()), True
        if mine:
            self._make(state, name, made, make)
        return made.result()

    def _make(self, state: Hashable, name: str, into: Future[Told], make: Callable[[], Told]) -> None:
        try:
            into.set_result(make())
        except BaseException as error:
            into.set_exception(error)
        with self._lock:
            if self._state != state:
                return
            self._making.pop(name, None)
            if into.exception() is None and into.result().settled:
                self._kept[name] = into.result()
                while len(self._kept) > MOST or (len(self._kept) > 1 and self._size() > self._most):
                    self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(one.size for one in self._kept.values())
