"""What a command that receives something needs from outside: the web, children that read what is hostile, evidence.

All of it begins with its first use: who reads one text file starts nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from sayso.collect.contained.pool import Contained
from sayso.collect.door import Door
from sayso.commands.session import Session
from sayso.types import Capture

if TYPE_CHECKING:
    from sayso.collect.evidence import Evidence
    from sayso.collect.net.fetch import Web
    from sayso.collect.net.fetched import Fetched
    from sayso.ledger.ledger import Ledger


class Outside:
    """Threads may share it. To be closed, which ends the children."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.contained = Contained()
        self._web: Web | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Outside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.contained.close()
        if self._web:
            self._web.close()

    @property
    def web(self) -> Web:
        """SaysoError E035 where SAYSO_ALLOW_HOSTS names no host."""
        from sayso.collect.net.fetch import Web  # a third of a second, which files need not wait for
        from sayso.collect.net.fetched import FetchLimits

        settings = self.session.settings
        with self._lock:
            if self._web is None:
                bounds = FetchLimits(max_bytes=settings.max_bytes, delay_seconds=settings.delay_seconds)
                self._web = Web(bounds, settings.allowed_hosts, settings.agent, self.session.clock)
            return self._web

    def fetch(self, address: str) -> Capture:
        """What stands at an address. SaysoError as `Web.fetch` and `captured`."""
        from sayso.collect.captured import captured

        return captured(self.web.fetch(address))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched:
        """To a web hook or a time-stamp authority. SaysoError as `Web.post`."""
        return self.web.post(url, body, headers)

    def door(
        self,
        keep: Callable[[Capture], Capture] = lambda capture: capture,
        tell: Callable[[str, str], None] | None = None,
        along: Callable[[float], None] = lambda share: None,
    ) -> Door:
        """What collecting needs. `keep`: of the evidence, where there is a ledger. `tell`: a word on an address. `along`: how
        far it is."""
        session = self.session
        told = tell or (lambda address, text: session.tell(f"{address}: {text}"))
        most = session.settings.max_bytes
        return Door(session.stdin, session.clock, most, self.fetch, self.contained.call, keep, told, along)


@contextmanager
def adding_to(session: Session) -> Iterator[tuple[Ledger, Evidence]]:
    """The ledger to add to, made where there is none, and the evidence beside it, which is on the disk before each commit.

    SaysoError as `Ledger.open`.
    """
    from sayso.collect.evidence import Evidence  # both late, because who reads without a ledger waits for neither
    from sayso.ledger.ledger import Ledger

    with Evidence(session.evidence, session.clock, session.tell) as evidence:
        wait = session.settings.wait_seconds
        ledger = Ledger.open(session.ledger, session.clock, create=True, wait_seconds=wait, before_commit=evidence.sync)
        with ledger:
            yield ledger, evidence
