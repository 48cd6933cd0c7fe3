"""The moment at which something is open or closed: the one asked for, else now, but no later than the ledger is awake.

A ledger that nobody has added to for two weeks is an archive: what was in force with its last report is shown as of then, and
not as if its last report had been followed by years of silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from sayso.ledger.moments import stretch
from sayso.reconcile.days import DAY

AWAKE = timedelta(14)
"""After the last report; the silence of a shutdown is seen for so long by itself. Set by judgement."""


class Dated(Protocol):
    """A report, in whatever form."""

    @property
    def known_by(self) -> str | None: ...


def moment(asked: str | None, now: date, carriers: Iterable[Dated]) -> str:
    """A day, `YYYY-MM-DD`. `asked` is an ISO prefix; of a month or a year it is the last day."""
    if asked is not None:
        covered = stretch(asked)
        return covered.end[:DAY] if covered else asked
    known = [carrier.known_by[:10] for carrier in carriers if carrier.known_by]
    return min(now, _awake_until(date.fromisoformat(max(known)))).isoformat() if known else now.isoformat()


def _awake_until(last: date) -> date:
    """A report may give the last day that there is."""
    return last + AWAKE if date.max - last > AWAKE else date.max
