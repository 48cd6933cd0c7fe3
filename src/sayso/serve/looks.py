"""What the page shows of what is known, for many who ask at once: each look is made once, and kept while the ledger stays.

A look that takes long (a story of tens of thousands of claims to which a report has come) can be made behind the scenes, while
the last one like it is shown; its `head` says how old it is.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import replace

from sayso.ledger.append import Head
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.looks.holding import State
from sayso.reconcile.looks.knowing import Look, Remembered, plain_look
from sayso.serve.behind_the_scenes import BehindTheScenes

__all__ = ["Look", "Looks"]

QUICK = 1_500
"""Claims that are worked out while somebody waits: more would take longer than a page may."""
AT_ONCE = 20_000
"""Claims of a look that are put together again while somebody waits, though hardly anything is worked out anew: a verdict
changes little, but of 100,000 claims the putting together alone takes a second."""
Key = tuple[State | None, Filters, int | None]

log = logging.getLogger(__name__)


class Looks:
    """Threads may share it. It holds at most about `most_claims` claims' worth of looks, those asked for last."""

    def __init__(self, reader: Reader, most_claims: int = 4_000_000) -> None:
        self._reader = reader
        self._remembered = Remembered(reader, most_claims)
        self._most = most_claims
        self._lock = threading.Lock()
        self._made: OrderedDict[Key, Future[Look]] = OrderedDict()
        self._last: OrderedDict[Filters, Look] = OrderedDict()
        self._redacted = 0
        self._behind = BehindTheScenes()

    def at(self, filters: Filters, stale_ok: bool = False) -> Look:
        """What is known now of what `filters` ask for. E011 for a date that is none.

        With `stale_ok` the last look like it, where the one of now would take long; that is then made behind the scenes.
        """
        if stale_ok and (stale := self._stale(filters)) is not None:
            return stale
        return self._exact(filters, None)

    @property
    def head(self) -> Head:
        return self._reader.head()

    def without(self, look: Look, *, as_of: str | None = None, seq: int | None = None) -> Look:
        """The same question with only what had been published by `as_of` and is recorded as an entry up to `seq`.

        Stories and readings are those of now, so that nothing differs but what is left out.
        """
        return self._exact(replace(look.filters, as_of=as_of), seq)

    def soon(self, look: Look, *, as_of: str | None = None, seq: int | None = None) -> Look | None:
        """The same as `without` where it takes no time; else None, and it is made behind the scenes."""
        filters = replace(look.filters, as_of=as_of)
        made = self._made.get(self._key(filters, seq))
        plan = None if made is not None else self._remembered.plan(filters, seq)
        if (made is None or made.done()) and (plan is None or plan.left <= QUICK):
            return self._exact(filters, seq)
        self._behind.soon((filters, seq), lambda: self._exact(filters, seq))
        return None

    def ready(self, filters: Filters) -> bool:
        """Would `at(filters, stale_ok=True)` answer at once? If not, the answer is made behind the scenes from now on."""
        if self._last.get(filters) is not None:
            return True
        if not self._remembered.loaded:
            self._behind.soon(filters, lambda: self._exact(filters, None))
            return False
        if self._key(filters, None) in self._made:
            return True
        return not self._takes_long(filters)

    def warm(self, filters: Filters) -> None:
        """Read the ledger and make this look, so that the first who asks does not wait."""
        self._exact(filters, None)

    def warm_days(self, filters: Filters) -> None:
        """Make the looks as of each day behind the scenes, the latest first, so that the slider moves without waiting."""
        for day in self.days():
            asked = replace(filters, as_of=day)
            self._behind.some_time(asked, lambda asked=asked: self._exact(asked, None))  # type: ignore[misc]

    def days(self) -> list[str]:
        """Days on which anything was published, the latest first; none before the ledger has been read."""
        return self._remembered.days()

    def close(self) -> None:
        self._behind.close()

    def _key(self, filters: Filters, seq: int | None) -> Key:
        """Of what there is now. What was made before something was redacted is dropped: it is to stay nowhere."""
        state, redacted = self._remembered.now()
        with self._lock:
            if redacted != self._redacted:
                self._redacted = redacted
                self._made.clear()
                self._last.clear()
        return state, filters, seq

    def _exact(self, filters: Filters, seq: int | None) -> Look:
        key = self._key(filters, seq)
        if key[0] is None:  # what is kept is behind the ledger: nothing to remember it by, but it is the last look
            look = plain_look(self._reader, filters)
            with self._lock:
                self._last[filters] = look
            return look
        with self._lock:
            found = self._made.get(key)
            mine = found is None
            if found is None:
                found = self._made[key] = Future()
            self._made.move_to_end(key)
        if mine:
            self._make(key, filters, seq, found)
        return found.result()

    def _make(self, key: Key, filters: Filters, seq: int | None, into: Future[Look]) -> None:
        try:
            look = self._remembered.look(filters, seq)
        except BaseException as error:
            with self._lock:
                self._made.pop(key, None)
            into.set_exception(error)
            return
        into.set_result(look)
        with self._lock:
            if seq is None and self._redacted <= look.head.seq:
                self._last[filters] = look
                self._last.move_to_end(filters)
            self._drop(key[0])

    def _drop(self, state: State | None) -> None:
        """What nobody will ask for again: looks of former states, except the last of each question; then the oldest."""
        for key in [key for key, made in self._made.items() if key[0] != state and made.done()]:
            del self._made[key]
        for looks in (self._made, self._last):
            while len(looks) > 1 and self._claims() > self._most:
                looks.popitem(last=False)

    def _claims(self) -> int:
        held = {id(one): one for one in (*self._last.values(), *(f.result() for f in self._made.values() if f.done()))}
        return sum(len(one.knowledge.tellings) for one in held.values())

    def _stale(self, filters: Filters) -> Look | None:
        """The last look like it, where that of now is not made and would take long."""
        key = self._key(filters, None)
        last = self._last.get(filters)  # after the key, which drops what was redacted
        if last is None or ((found := self._made.get(key)) is not None and found.done()):
            return None
        if len(last.knowledge.tellings) <= AT_ONCE and not self._takes_long(filters):
            return None
        self._behind.soon(filters, lambda: self._exact(filters, None))
        return last

    def _takes_long(self, filters: Filters) -> bool:
        plan = self._remembered.plan(filters)
        if plan is not None and plan.left <= QUICK:
            return False
        self._behind.soon(filters, lambda: self._exact(filters, None))
        return True
