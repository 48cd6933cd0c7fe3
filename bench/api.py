"""How many requests a second the API answers, as `sayso serve` runs it, to somebody in another process.

python -m bench.api LEDGER     a path, or postgresql://…

Of figures: one question again and again, with the ETag of its answer and without; then many questions, each asked for the first
time, on the largest stories and on all. Of the server's processor time is told how much an answer took: on a busy machine that
is the number to compare.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

from bench.pages import spread
from sayso.ledger.address import Database, where
from sayso.vocabulary import kinds

CONNECTIONS = 8
SECONDS = 8.0
"""For which one question is asked again and again."""
DRAWN = 200
"""Different questions of one sort."""
PATIENCE = 300.0
"""Seconds for which a server may read a ledger before it answers."""
IDLE = 60.0
"""The same for what it works out before anybody asks."""
QUIET = 0.1
"""Seconds of processor time in one second, below which a server does nothing."""
ONE = "/api/v1/figures?kind=killed&limit=50"
GZIP = {"Accept-Encoding": "gzip"}
TICK = os.sysconf("SC_CLK_TCK")

Row = tuple[str, str]


class Served(NamedTuple):
    port: int
    pid: int

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> tuple[int, Mapping[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", address, headers=dict(headers or {}))
        answer = connection.getresponse()
        got = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return got

    def there(self, address: str) -> Any:
        """The answer, when it is no longer being worked out."""
        end = time.monotonic() + PATIENCE
        while True:
            status, _, body = self.get(address)
            if status == 200:
                return json.loads(body)
            if status != 503 or time.monotonic() > end:
                raise RuntimeError(f"{address}: {status} {body[:200]!r}")
            time.sleep(0.5)

    @property
    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def until_idle(self) -> None:
        """Nothing is worked out behind the scenes, or that takes too long to wait for."""
        end, before = time.monotonic() + IDLE, -1.0
        while self.processor_seconds - before > QUIET and time.monotonic() < end:
            before = self.processor_seconds
            time.sleep(1.0)

    @property
    def megabytes(self) -> str:
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        [kilobytes] = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
        return f"{kilobytes / 1000:,.0f} MB"


@contextmanager
def served(of: Path | Database) -> Iterator[Served]:
    ledger = of.url if isinstance(of, Database) else str(of)
    command = [sys.executable, "-m", "sayso", "--ledger", ledger, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield Served(int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n ")), process.pid)
        finally:
            process.terminate()


def measured(of: Path | Database) -> Iterator[Row]:
    with served(of) as at:
        began = time.monotonic()
        first = at.there(ONE)
        yield "first answer after the start", f"{time.monotonic() - began:.1f} s"
        tag = at.get(ONE, GZIP)[1]["etag"]
        items = f"{len(first['items'])} figures"
        yield f"{items}, the same question", _told(at, [ONE], GZIP, seconds=SECONDS)
        yield f"{items}, the same, not packed", _told(at, [ONE], {}, seconds=SECONDS)
        yield f"{items}, the same, with its ETag", _told(at, [ONE], {**GZIP, "If-None-Match": tag}, seconds=SECONDS)
        for name, addresses in _questions(at, random.Random(9)):
            yield f"{name}, each for the first time", _told(at, addresses, GZIP, times=len(addresses))
            yield f"{name}, again", _told(at, addresses, GZIP, times=len(addresses))
        yield "after all of these", at.megabytes


def _questions(at: Served, draw: random.Random) -> Iterator[tuple[str, list[str]]]:
    days = [f"2022-{month:02}-{day:02}" for month in (1, 2, 3, 4, 5) for day in range(1, 29)]
    stories = [one["story"] for one in at.there("/api/v1/stories?limit=200")["items"]]
    people = [kind.kind for kind in kinds().values() if kind.group == "people"]
    figures = [one["series"] for story in stories[:20] for one in at.there(f"/api/v1/figures?story={story}&limit=20")["items"]]

    def some(pattern: str) -> list[str]:
        filled = {
            pattern.format(
                day=draw.choice(days), kind=draw.choice(people), story=draw.choice(stories), figure=draw.choice(figures)
            )
            for _ in range(4 * DRAWN)
        }
        return sorted(filled)[:DRAWN]

    yield "one figure", some("/api/v1/figures/{figure}?as_of={day}")
    yield "figures of one story", some("/api/v1/figures?story={story}&kind={kind}&limit=50")
    yield "figures of a kind as of a day", some("/api/v1/figures?kind={kind}&as_of={day}&limit=50")
    yield "claims of a kind as of a day", some("/api/v1/claims?kind={kind}&as_of={day}&limit=50")


def _told(at: Served, addresses: Sequence[str], headers: Mapping[str, str], **how: float) -> str:
    """ "812 requests/s; median 3 ms …; 1.1 ms of processor time each"."""
    at.until_idle()
    said = {"port": at.port, "addresses": addresses, "headers": dict(headers), "connections": CONNECTIONS, **how}
    before = at.processor_seconds
    load = [sys.executable, "-m", "bench.api_load"]
    ran = subprocess.run(load, input=json.dumps(said), capture_output=True, text=True, check=True)
    heard = json.loads(ran.stdout)
    number = sum(heard["statuses"].values())
    other = {status: n for status, n in heard["statuses"].items() if status not in ("200", "304")}
    each = 1000 * (at.processor_seconds - before) / number
    return (
        f"{number / heard['took']:,.0f} requests/s; {spread(heard['seconds'])}; {each:.1f} ms of processor time each; "
        f"{heard['bytes'] / number / 1000:,.1f} kB each"
        + "".join(f"; {n} of {number} answered {status}" for status, n in other.items())
    )


if __name__ == "__main__":
    for name, value in measured(where(sys.argv[1])):
        print(f"{name}: {value}", flush=True)
