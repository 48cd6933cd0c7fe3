"""robots.txt (RFC 9309): what a host asks robots not to fetch, and how slowly it wants to be asked.

Not there (4xx): all is allowed. There, but not to be had (5xx, no answer): nothing is. 429 is a server that has no time, not
one without rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sayso.collect.net.exchange import short
from sayso.errors import SaysoError

PATH = "/robots.txt"
MAX_BYTES = 500 * 1024
"""Bytes that are read of it; RFC 9309 (2.5) wants no less than this."""
NOT_NOW = 429


@dataclass(frozen=True, slots=True)
class Rules:
    """`parsed` is None where there are no rules; `failure` tells why they could not be had."""

    parsed: Any = None
    failure: str | None = None

    def judge(self, address: str, agent: str) -> None:
        """Raises SaysoError E075 where the rules forbid it, E071 where nobody knows."""
        if self.failure is not None:
            raise SaysoError("E071", address=short(address), detail=f"its robots.txt: {self.failure}")
        if self.parsed is not None and not self.parsed.can_fetch(address, _token(agent)):
            raise SaysoError("E075", address=short(address))

    def delay(self, agent: str) -> float | None:
        """Seconds that the host wants between two requests (`Crawl-delay`, which no standard has but many hosts write)."""
        return None if self.parsed is None else self.parsed.crawl_delay(_token(agent))


def rules(status: int, body: bytes) -> Rules:
    """What the answer to `PATH` means."""
    from protego import Protego

    if 200 <= status < 300:
        return Rules(Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace")))
    if 400 <= status < 500 and status != NOT_NOW:
        return Rules()
    return Rules(failure=f"the server says {status}")


def _token(agent: str) -> str:
    """The product's name, by which rules are addressed: `sayso` of `sayso/0.1 (+https://…)`."""
    return agent.split("/", 1)[0].split(" ", 1)[0].lower()
