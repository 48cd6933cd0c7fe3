"""What the hosts have said about being asked: their robots.txt and their reservation, asked for once a day."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sayso import limits
from sayso.collect.net import reservation, robots
from sayso.collect.net.addresses import Address, address
from sayso.collect.net.exchange import Answer, short
from sayso.errors import SaysoError

Ask = Callable[[Address, int], Answer]
"""Asks for an address of which no more than so many bytes are wanted; follows redirects."""
DAY = 86_400.0
"""Seconds for which rules are kept (RFC 9309, 2.4)."""


@dataclass(frozen=True, slots=True)
class Site:
    """Both files of a host, kept until a moment of the monotonic clock; `size` is their bytes."""

    robots: robots.Rules
    reserved: reservation.Reserved
    until: float
    size: int

    def judge(self, here: Address, answer: Answer) -> None:
        """Raises SaysoError E076 where it is reserved. The page's own word counts before the header, that before the file."""
        said = (
            (reservation.by_page(answer.body), "in the page"),
            (reservation.by_header(answer.header(reservation.NAME)), "in the header"),
            (self.reserved.of(here.target), f"in {reservation.PATH}"),
        )
        for reserved, where in said:
            if reserved:
                raise SaysoError("E076", address=short(here.asked), detail=where)
            if reserved is not None:
                return


class Sites:
    """Thread-safe: of many that ask about one host, one asks the host."""

    def __init__(self, monotonic: Callable[[], float], soon: float) -> None:
        """`soon`: seconds for which it is kept that the rules could not be had."""
        self._monotonic, self._soon = monotonic, soon
        self._known: OrderedDict[str, Site] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._asking: dict[str, threading.Lock] = {}

    def of(self, asked: Address, ask: Ask) -> Site:
        """Raises SaysoError E070 where the host may not be connected to."""
        root = f"{asked.scheme}://{asked.site}"
        with self._lock:
            asking = self._asking.setdefault(root, threading.Lock())
        with asking:
            try:
                site = self._fresh(root)
                if site is None:
                    site = self._asked(root, ask)
                    self._keep(root, site)
            finally:  # whoever comes now finds what is kept; a lock for each host ever asked would add up
                with self._lock:
                    self._asking.pop(root, None)
        return site

    def _fresh(self, root: str) -> Site | None:
        with self._lock:
            site = self._known.get(root)
            if site is None or site.until <= self._monotonic():
                return None
            self._known.move_to_end(root)
            return site

    def _asked(self, root: str, ask: Ask) -> Site:
        now = self._monotonic()
        try:
            answer = ask(address(root + robots.PATH), robots.MAX_BYTES)
        except SaysoError as error:
            if error.code.code == "E070":
                raise
            return Site(robots.Rules(failure=error.what), reservation.Reserved(), now + self._soon, 0)
        rules = robots.rules(answer.status, answer.body)
        if rules.failure is not None:
            return Site(rules, reservation.Reserved(), now + self._soon, 0)
        listed = _reserved(root, ask)
        return Site(rules, reservation.Reserved(listed), now + DAY, len(answer.body) + len(listed))

    def _keep(self, root: str, site: Site) -> None:
        """The hosts that were asked longest ago are forgotten where there are too many, or their rules are too long."""
        with self._lock:
            old = self._known.pop(root, None)
            self._size += site.size - (old.size if old else 0)
            self._known[root] = site
            while len(self._known) > limits.MAX_HOSTS or (self._size > limits.MAX_RULES_BYTES and len(self._known) > 1):
                self._size -= self._known.popitem(last=False)[1].size


def _reserved(root: str, ask: Ask) -> bytes:
    try:
        return ask(address(root + reservation.PATH), reservation.MAX_BYTES).body
    except SaysoError:
        return b""
