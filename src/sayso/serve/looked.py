"""When this browser last looked: kept in a cookie of its own, so that nobody's looking is written into the ledger.

Two looks are remembered: the one that is going on, and the one before it. What is loaded again within half an hour belongs to
the look that is going on; so a page that is refreshed goes on showing what changed since the look before.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sayso.ledger.address import Place

COOKIE = "sayso_looked"
"""Beginning of the cookies' names: each question to each ledger has its own."""
PAUSE = timedelta(minutes=30)
"""Without a request for so long, the next one is another look."""
KEPT = 60 * 60 * 24 * 400
"""Seconds for which a browser keeps it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """`before`: number of the last entry that the look before this one saw, and when; `now`: the same of this one."""

    before: int
    before_at: datetime
    now: int
    now_at: datetime

    def written(self) -> str:
        return "_".join((str(self.before), self.before_at.isoformat(), str(self.now), self.now_at.isoformat()))


def name(ledger: Place, question: str, user: str = "") -> str:
    """`question`: what is asked for, without the moment. All ports of a machine share cookies, so the ledger is in the name;
    people may share a browser, so who is logged in is too."""
    place = ledger.resolve() if isinstance(ledger, Path) else ledger
    told = hashlib.sha256(f"{place}\0{question}{user and chr(0)}{user}".encode("utf8", "surrogatepass")).hexdigest()
    return f"{COOKIE}_{told[:12]}"


def read(cookie: str | None) -> Looked | None:
    """None where there is none, or one that is not ours."""
    parts = (cookie or "").split("_")
    try:
        before, before_at, now, now_at = parts
        found = Looked(int(before), datetime.fromisoformat(before_at), int(now), datetime.fromisoformat(now_at))
    except ValueError:
        return None
    return found if found.before_at.tzinfo and found.now_at.tzinfo else None


def again(last: Looked | None, seq: int, at: datetime) -> Looked:
    """This look, after `last`."""
    if last is None:
        return Looked(seq, at, seq, at)
    if at - last.now_at > PAUSE:
        return Looked(last.now, last.now_at, seq, at)
    return replace(last, now=seq, now_at=at)
