"""A web that is a table, and a clock that stands until it is moved: for rounds of the watch without a socket."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from sayso.collect.schedule.records import Answer, Came, Failed, Item, Kind, Known, Listing, Same, Watched
from sayso.commands.session import Session
from sayso.settings import Settings
from sayso.types import Capture

START = datetime(2022, 1, 7, 12, tzinfo=UTC)
HTML = "text/html"


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> None:
        self.now += timedelta(**amount)


def page(words: str) -> bytes:
    """An article that both readers of pages take, with one claim a sentence about people killed."""
    text = f"<p>{words}</p><p>The ministry said on Friday that the number may change as searches go on in the town.</p>"
    return f"<html><head><title>News</title></head><body><article><h1>News</h1>{text}</article></body></html>".encode()


class Web:
    """`pages`: address to body, to a failure, or to what makes one of them. Lists are one address a line."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Failed | Callable[[], bytes | Failed]] = {}
        self.asked: Counter[str] = Counter()
        self.order: deque[str] = deque()
        self.lock = threading.Lock()

    def fetch(self, address: str, known: Known, article: bool = False) -> Answer:
        with self.lock:
            self.asked[address] += 1
            self.order.append(address)
        found = self.pages.get(address, Failed("E073", f"E073 {address}: status 404: look at it"))
        found = found() if callable(found) else found
        if isinstance(found, Failed):
            return found
        digest = hashlib.sha256(found).hexdigest()
        if known.etag == digest:
            return Same(known)
        return Came(Capture(address.partition("?")[0], START, HTML, digest, found), Known(digest, None, digest))

    def listing(self, kind: Kind, capture: Capture) -> Listing:
        names = capture.body.decode().split()
        return Listing(tuple(Item(name.partition("?")[0], name, "2022-01-07") for name in names))


def feed(host: str, every: float = 900) -> Watched:
    return Watched(Kind.FEED, f"http://{host}/feed", every)


def session(folder: Path, clock: Clock) -> Session:
    """`session.err.file` is a StringIO."""
    out, err = (Console(file=io.StringIO(), width=200) for _ in range(2))
    return Session(Settings(), folder / "test.ledger", clock, io.BytesIO(), out, err)


def said(session: Session) -> list[str]:
    assert isinstance(session.err.file, io.StringIO)
    return session.err.file.getvalue().splitlines()
