"""One thread that works out what nobody waits for: what was asked for last first, then what a page that is being looked at
links to, then what may be asked for."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from sayso.errors import SaysoError

log = logging.getLogger(__name__)

Work = Callable[[], object]
MOST_LINKED = 60
"""Links whose pages are worked out before they are followed: a page has about so many, and one before it nobody follows now."""

MOST_SOON = 500
"""Questions that wait: whoever asked for one that was let go asks again, and who asks for more than so many waits for none."""


class BehindTheScenes:
    """`give_way` is asked before anything that nobody waits for."""

    def __init__(self, give_way: Callable[[], object] = lambda: None) -> None:
        self._give_way = give_way
        self._more = threading.Condition()
        self._soon: OrderedDict[Hashable, Work] = OrderedDict()
        self._linked: OrderedDict[Hashable, Work] = OrderedDict()
        self._some_time: OrderedDict[Hashable, Work] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._idle = True

    def soon(self, name: Hashable, work: Work) -> None:
        """Before everything that waits. What waits under one name already is done once; of more than `MOST_SOON` the oldest is
        let go."""
        with self._more:
            self._soon[name] = work
            self._soon.move_to_end(name)
            while len(self._soon) > MOST_SOON:
                self._soon.popitem(last=False)
            self._go()

    def linked(self, name: Hashable, work: Work) -> None:
        """After what somebody asked for, in the order given; of more than `MOST_LINKED` the oldest is let go."""
        with self._more:
            self._linked.setdefault(name, work)
            while len(self._linked) > MOST_LINKED:
                self._linked.popitem(last=False)
            self._go()

    def some_time(self, name: Hashable, work: Work) -> None:
        """When nothing else is to be done, in the order in which it was given."""
        with self._more:
            self._some_time.setdefault(name, work)
            self._go()

    def close(self) -> None:
        """What waits is not done any more; what is being done may go on until the process ends."""
        with self._more:
            self._closed = True
            self._more.notify_all()

    def until_idle(self, seconds: float) -> bool:
        """Wait until nothing is left to be done, so many seconds at most; whether that is so."""
        with self._more:
            return self._more.wait_for(lambda: self._idle and not self._waiting, seconds)

    @property
    def _waiting(self) -> bool:
        return bool(self._soon or self._linked or self._some_time)

    def _go(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sayso looks", daemon=True)
            self._thread.start()
        self._more.notify_all()

    def _work(self) -> None:
        while (work := self._next()) is not None:
            try:
                work()
            except SaysoError as error:  # a server that went away: one line, as everywhere
                log.warning("%s", error.line)
            except Exception:  # whoever asks for it meets the error; the thread goes on
                log.exception("a look could not be made")

    def _next(self) -> Work | None:
        """Waits until there is any; None once it is closed."""
        if not self._wait():
            return None
        if not self._soon:
            self._give_way()
        with self._more:
            if self._soon:
                return self._soon.popitem()[1]
            return (self._linked or self._some_time).popitem(last=False)[1]

    def _wait(self) -> bool:
        with self._more:
            while not (self._waiting or self._closed):
                self._idle = True
                self._more.notify_all()
                self._more.wait()
            self._idle = False
            return not self._closed
