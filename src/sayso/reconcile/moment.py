"""The moment at which something is open or closed: the one asked for, else now, but no later than the ledger is awake.

A ledger that nobody has added to for two weeks is an archive: what was in force with its last report is shown as of then, and
not as if its last report had been followed by years of silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sayso.reconcile.telling import Carrier

AWAKE = timedelta(14)
"""After the last report; the silence of a shutdown is seen for so long by itself. Set by judgement."""


def moment(asked: str | None, now: date, carriers: Iterable[Carrier]) -> str:
    """A day, `YYYY-MM-DD`. `asked` is an ISO prefix; of a month or a year it is the last day."""
    if asked is not None:
        return _last_day(asked)
    known = [carrier.known_by[:10] for carrier in carriers if carrier.known_by]
    return min(now, date.fromisoformat(max(known)) + AWAKE).isoformat() if known else now.isoformat()


def _last_day(prefix: str) -> str:
    """The last day that an ISO prefix covers."""
    year, *rest = (int(part) for part in prefix[:10].split("-"))
    if len(rest) == 2:
        return prefix[:10]
    month = rest[0] if rest else 12
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - timedelta(1)).isoformat()
