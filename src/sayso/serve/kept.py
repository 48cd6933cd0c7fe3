"""What a view makes of a look, made once and kept while the look may be asked for again: it is a function of the look alone.

Of a large look it may take a second. Then what was made of the last look like it can be shown while that of now is made behind
the scenes, and says of which look it is.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from sayso.ledger.filters import Filters
from sayso.serve.behind_the_scenes import BehindTheScenes
from sayso.serve.looks import MOST_CLAIMS, QUICK, Look, claims_held

T = TypeVar("T")
MOST = 256
"""Things made that are kept."""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """`made` of `look`, which is held, so that its id stays its own."""

    look: Look
    made: T


class Kept:
    """Threads may share it; two who ask at once for what is not there may both make it. One of these for each ledger."""

    def __init__(self, most: int = MOST, most_claims: int = MOST_CLAIMS) -> None:
        self._most, self._most_claims = most, most_claims
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[int, Hashable], Made[object]] = OrderedDict()
        self._last: OrderedDict[tuple[Filters, Hashable], Made[object]] = OrderedDict()
        self._behind = BehindTheScenes()
        """Its own: what a view makes does not wait for the looks of days."""

    def of(self, look: Look, name: Hashable, make: Callable[[Look], T]) -> T:
        """What `make` gives; `name` says everything that it depends on besides the look."""
        return self._exact(look, name, make).made

    def lately(self, look: Look, name: Hashable, make: Callable[[Look], T]) -> Made[T]:
        """The same, or what was made of a look before this one where making it would keep somebody waiting."""
        key = (id(look), name)
        with self._lock:
            last = self._last.get((look.filters, name))
            waits = key not in self._made and len(look.knowledge.tellings) > QUICK
            shown = last if last is not None and waits and _holds_all_of(look, last.look) else None
        if shown is None:
            return self._exact(look, name, make)
        self._behind.soon(key, lambda: self._later(look, name, make))
        return cast(Made[T], shown)

    def close(self) -> None:
        self._behind.close()

    def _exact(self, look: Look, name: Hashable, make: Callable[[Look], T]) -> Made[T]:
        key = (id(look), name)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return cast(Made[T], self._made[key])
        made = Made(look, make(look))
        with self._lock:
            self._let_go(look)
            self._made[key] = self._last[look.filters, name] = cast(Made[object], made)
            self._last.move_to_end((look.filters, name))
            while len(self._last) > self._most:
                self._last.popitem(last=False)
            while len(self._made) > self._most or (len(self._made) > 1 and self._claims() > self._most_claims):
                key, old = self._made.popitem(last=False)
                if self._last.get((old.look.filters, key[1])) is old:
                    del self._last[old.look.filters, key[1]]
        return made

    def _claims(self) -> int:
        return claims_held(one.look for one in self._made.values())

    def _let_go(self, look: Look) -> None:
        """Nobody asks for a look of an older head again, and what was redacted is not to stay."""
        for key in [key for key, one in self._made.items() if one.look.head.seq < look.head.seq]:
            del self._made[key]
        for asked in [a for a, one in self._last.items() if a[0] == look.filters and not _holds_all_of(look, one.look)]:
            del self._last[asked]

    def _later(self, look: Look, name: Hashable, make: Callable[[Look], object]) -> None:
        try:
            self._exact(look, name, make)
        except Exception:  # whoever asks next meets it again, in the open
            with self._lock:
                self._last.pop((look.filters, name), None)
            raise


def _holds_all_of(look: Look, last: Look) -> bool:
    """Is every report of `last` there still? What was redacted in between is shown nowhere."""
    here = look.knowledge.world.carriers
    return all(id in here for id in last.knowledge.world.carriers)
