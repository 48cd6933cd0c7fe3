"""The web, asked politely and without trust: one object for a run, used by any number of threads.

Each address, and each that it redirects to, is brought into one form, judged by name, looked up in its host's rules, waited
for, asked over a connection to the IP address that was judged, and bounded. Nothing goes from one answer to the next request
but validators: no cookies, no credentials, no referrer.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import httpcore2

from sayso import __version__, limits
from sayso.collect.net import headers, redirects
from sayso.collect.net.addresses import Address, address
from sayso.collect.net.backend import Backend, Connect, Resolve, connected, resolved
from sayso.collect.net.exchange import Answer, ask, short
from sayso.collect.net.fetched import Fetched, FetchLimits, LeftAloneError, NotModified, StatusError, Validators
from sayso.collect.net.guard import Guard
from sayso.collect.net.politeness import Politeness, WaitError
from sayso.collect.net.sites import Site, Sites
from sayso.collect.net.stream import Deadline
from sayso.errors import SaysoError

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
NOT_MODIFIED, NOT_NOW = 304, frozenset({429, 503})
RULES_SECONDS = 20.0
"""Seconds for a host's rules, beside those for the page: neither is blamed for the slowness of the other."""
RULES_REDIRECTS = 5
"""RFC 9309, 2.3.1.2."""
FAILURE_DELAYS = 60.0
"""For how many delays it is kept that a host's rules could not be had: a minute, where the delay is a second."""
MOST_SAID = 1_000_000
"""Bytes of the answer to what was posted."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What the tests replace: the resolver, the connector, the clock and the certificates."""

    resolve: Resolve = resolved
    connect: Connect = connected
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None
    """None: waits that `Web.close` ends."""
    tls: ssl.SSLContext | None = None


class Web:
    """`allowed_hosts` and `agent` are SAYSO_ALLOW_HOSTS and SAYSO_AGENT; SaysoError E035 where the first names no host."""

    def __init__(
        self,
        limits: FetchLimits,
        allowed_hosts: Sequence[str],
        agent: str,
        clock: Callable[[], datetime],
        outside: Outside | None = None,
    ) -> None:
        self._limits, self._clock = limits, clock
        self._agent = agent or f"sayso/{__version__}"
        self._outside = outside or Outside()
        self._guard = Guard(allowed_hosts)
        self._closed = threading.Event()
        sleep = self._outside.sleep or self._closed.wait
        self._politeness = Politeness(limits.delay_seconds, self._outside.monotonic, sleep)
        self._sites = Sites(self._outside.monotonic, FAILURE_DELAYS * limits.delay_seconds)
        self._tls = self._outside.tls
        self._tls_lock = threading.Lock()

    def fetch(self, url: str, known: Validators | None = None, *, robots: bool = True) -> Fetched | NotModified:
        """Raises SaysoError: E015 no address, E070 refused, E071 no answer, E072 broken or cut, E073 (`StatusError`) a status
        that gives nothing, E074 too large, E075 robots.txt, E076 reserved. `robots=False` asks neither for rules nor for
        reservations."""
        first = here = address(url)
        deadline, seen = self._deadline(), {first.asked}
        for _ in range(limits.MAX_REDIRECTS + 1):
            site = self._allowed(here, deadline) if robots else None
            sent = known if known is not None and here.asked == (known.of or first.asked) else None
            answer = self._paced(here, site, headers.conditions(sent), deadline)
            if answer.status not in redirects.STATUSES:
                return self._result(url, here, answer, sent, site)
            here = redirects.redirected(here, answer)
            if here.asked in seen:
                raise SaysoError("E072", address=short(first.asked), detail="it redirects in a circle")
            seen.add(here.asked)
        raise SaysoError("E072", address=short(first.asked), detail=f"more than {limits.MAX_REDIRECTS} redirects")

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched:
        """To a web hook or a time-stamp service: the same guard and bounds, but no redirects, no rules and no waiting."""
        here = address(url)
        answer = self._asked(here, headers, self._deadline(), min(self._limits.max_bytes, MOST_SAID), content=body)
        if not 200 <= answer.status < 300:
            raise self._status_error(here, answer)
        return self._fetched(url, here, answer)

    def close(self) -> None:
        """Whoever waits for a turn gives up (E071), and nothing more is asked. What is being received goes on to its end."""
        self._closed.set()

    # --- one hop --------------------------------------------------------------------------------------------------------

    def _allowed(self, here: Address, deadline: Deadline) -> Site:
        self._guard.judge_name(here.host, here.port)
        if deadline.is_over:
            raise SaysoError("E071", address=short(here.asked), detail="it took too long")
        own = Deadline(min(RULES_SECONDS, self._limits.seconds), self._outside.monotonic)
        site = self._sites.of(here, partial(self._rules, own))
        site.robots.judge(here.asked, self._agent)
        return site

    def _rules(self, deadline: Deadline, here: Address, max_bytes: int) -> Answer:
        """A file of rules, over redirects; after too many it counts as not there."""
        answer = self._asked(here, {"Accept-Encoding": "identity"}, deadline, max_bytes, whole=False)
        for _ in range(RULES_REDIRECTS):
            if answer.status not in redirects.STATUSES:
                break
            here = redirects.redirected(here, answer)
            answer = self._asked(here, {"Accept-Encoding": "identity"}, deadline, max_bytes, whole=False)
        return answer

    def _paced(self, here: Address, site: Site | None, conditions: Mapping[str, str], deadline: Deadline) -> Answer:
        """Asked when it is its turn; what comes of it decides how soon the host is asked again."""
        self._guard.judge_name(here.host, here.port)
        try:
            waited = self._politeness.wait(here.site, site.robots.delay(self._agent) if site else None)
        except WaitError as error:
            raise LeftAloneError(short(here.asked), error.seconds) from None
        deadline.put_off(waited)
        try:
            answer = self._asked(here, {"Accept": ACCEPT, **conditions}, deadline, self._limits.max_bytes)
        except SaysoError as error:
            if error.code.code == "E071":
                self._politeness.failed(here.site)
            raise
        if answer.status in NOT_NOW or answer.status >= 500:
            self._politeness.failed(here.site, headers.retry_after(answer, self._clock()))
        else:
            self._politeness.succeeded(here.site)
        return answer

    def _asked(
        self,
        here: Address,
        told: Mapping[str, str],
        deadline: Deadline,
        max_bytes: int,
        content: bytes | None = None,
        whole: bool = True,
    ) -> Answer:
        self._guard.judge_name(here.host, here.port)
        if self._closed.is_set():
            raise SaysoError("E071", address=short(here.asked), detail="nothing is asked any more: it was stopped")
        backend = Backend(self._guard, self._outside.resolve, self._outside.connect, deadline)
        sent = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", **told}
        return ask(here, backend, self._certificates(here), sent, max_bytes, content, whole)

    def _certificates(self, here: Address) -> ssl.SSLContext | None:
        """Made when first needed: reading the system's certificates takes a while."""
        if here.scheme == "https" and self._tls is None:
            with self._tls_lock:
                self._tls = self._tls or httpcore2.default_ssl_context()
        return self._tls

    def _deadline(self) -> Deadline:
        return Deadline(self._limits.seconds, self._outside.monotonic)

    # --- what came ------------------------------------------------------------------------------------------------------

    def _result(
        self, url: str, here: Address, answer: Answer, sent: Validators | None, site: Site | None
    ) -> Fetched | NotModified:
        if answer.status == NOT_MODIFIED and sent is not None:
            now = headers.validators(answer, here.asked)
            kept = Validators(now.etag or sent.etag, now.last_modified or sent.last_modified, here.asked)
            return NotModified(url, here.asked, self._clock(), kept)
        if not 200 <= answer.status < 300:
            raise self._status_error(here, answer)
        if site is not None:
            site.judge(here, answer)
        return self._fetched(url, here, answer)

    def _fetched(self, url: str, here: Address, answer: Answer) -> Fetched:
        return Fetched(
            url=url,
            final=here.asked,
            at=self._clock(),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            exchange=answer.exchange,
            media_type=headers.media_type(answer),
            encoding=headers.charset(answer),
            validators=headers.validators(answer, here.asked),
        )

    def _status_error(self, here: Address, answer: Answer) -> StatusError:
        return StatusError(short(here.asked), answer.status, headers.retry_after(answer, self._clock()))
