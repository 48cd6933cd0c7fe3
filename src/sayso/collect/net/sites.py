"""What the hosts have said about being asked: their robots.txt and their reservation, asked for once a day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sayso import limits
from sayso.collect.net import reservation, robots
from sayso.collect.net.addresses import Address, address
from sayso.collect.net.exchange import Answer
from sayso.errors import SaysoError

Ask = Callable[[Address, int], Answer]
"""Asks for an address of which no more than so many bytes are wanted; follows redirects."""
DAY = 86_400.0
SOON = 600.0
"""Seconds for which rules are kept (RFC 9309, 2.4), and for which it is kept that they could not be had."""
LOCKS = 64


@dataclass(frozen=True, slots=True)
class Site:
    robots: robots.Rules
    reserved: reservation.Reserved
    until: float


class Sites:
    """Thread-safe: of many that ask about one host, one asks the host."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: OrderedDict[str, Site] = OrderedDict()
        self._lock = threading.Lock()
        self._asking = [threading.Lock() for _ in range(LOCKS)]

    def of(self, asked: Address, ask: Ask) -> Site:
        """Raises SaysoError E070 where the host may not be connected to."""
        root = f"{asked.scheme}://{asked.site}"
        with self._asking[hash(root) % LOCKS]:
            with self._lock:
                site = self._known.get(root)
            if site is None or site.until <= self._monotonic():
                site = self._asked(root, ask)
                self._keep(root, site)
        return site

    def _asked(self, root: str, ask: Ask) -> Site:
        rules = _rules(root, ask)
        seconds = DAY if rules.failure is None else SOON
        reserved = _reserved(root, ask) if rules.failure is None else reservation.Reserved()
        return Site(rules, reserved, self._monotonic() + seconds)

    def _keep(self, root: str, site: Site) -> None:
        with self._lock:
            self._known[root] = site
            self._known.move_to_end(root)
            while len(self._known) > limits.MAX_HOSTS:
                self._known.popitem(last=False)


def _rules(root: str, ask: Ask) -> robots.Rules:
    try:
        answer = ask(address(root + robots.PATH), robots.MAX_BYTES)
    except SaysoError as error:
        if error.code.code == "E070":
            raise
        return robots.Rules(failure=error.what)
    return robots.rules(answer.status, answer.body)


def _reserved(root: str, ask: Ask) -> reservation.Reserved:
    try:
        answer = ask(address(root + reservation.PATH), reservation.MAX_BYTES)
    except SaysoError:
        return reservation.Reserved()
    return reservation.Reserved(answer.body)
