"""Somebody who asks the API as fast as it answers, in a process of its own: some connections that stay open, each asks in turn.

python -m bench.api_load     reads {"port", "addresses", "headers", "connections", "seconds" or "times"} as JSON from standard
input, and prints {"statuses": {"200": n}, "seconds": of each answer, "bytes": of all, "took": seconds} as JSON.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

HOST = "127.0.0.1"


@dataclass(slots=True)
class Heard:
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    bytes: int = 0


def _numbers(until: float, times: int | None) -> Iterator[int]:
    """Which of the addresses is next, for all connections together: each number is given once."""
    for n in count():
        if (times is not None and n >= times) or time.monotonic() >= until:
            return
        yield n


class Turns:
    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers, self._lock = numbers, threading.Lock()

    def next(self) -> int | None:
        with self._lock:
            return next(self._numbers, None)


def ask(port: int, addresses: Sequence[str], headers: Mapping[str, str], turns: Turns, into: Heard) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    while (n := turns.next()) is not None:
        began = time.perf_counter()
        connection.request("GET", addresses[n % len(addresses)], headers=dict(headers))
        answer = connection.getresponse()
        into.bytes += len(answer.read())
        into.seconds.append(time.perf_counter() - began)
        into.statuses[str(answer.status)] += 1
    connection.close()


def load(said: Mapping[str, Any]) -> dict[str, Any]:
    until = time.monotonic() + said.get("seconds", 3600)
    turns, began = Turns(_numbers(until, said.get("times"))), time.perf_counter()
    heard = [Heard() for _ in range(said["connections"])]
    asking = [
        threading.Thread(target=ask, args=(said["port"], said["addresses"], said["headers"], turns, one)) for one in heard
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    return {
        "statuses": dict(sum((one.statuses for one in heard), Counter[str]())),
        "seconds": [seconds for one in heard for seconds in one.seconds],
        "bytes": sum(one.bytes for one in heard),
        "took": time.perf_counter() - began,
    }


if __name__ == "__main__":
    json.dump(load(json.load(sys.stdin)), sys.stdout)
