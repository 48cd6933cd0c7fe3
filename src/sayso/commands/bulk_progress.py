"""How far a bulk run is: a bar on a terminal, a line every minute to a pipe."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

from sayso.bulk.run import Sum
from sayso.commands.session import Session

EVERY = 60.0
"""Seconds between two lines to a pipe."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400


@dataclass(slots=True)
class Pace:
    """`total`: bytes of all inputs; 0 where nobody tells. `now`: seconds of a clock that only goes forward."""

    total: int
    now: Callable[[], float]
    begun: float = field(init=False)
    _bytes: int = 0
    _documents: int = 0
    """Of earlier runs, which took no time."""

    def __post_init__(self) -> None:
        self.begun = self.now()

    def before(self, size: int, documents: int) -> None:
        self._bytes += size
        self._documents += documents

    def share(self, sum: Sum) -> float:
        return min(sum.bytes / self.total, 1.0) if self.total else 0.0

    def words(self, sum: Sum) -> str:
        """ "12,345 documents, 41/s, 98,765 claims, 3 unreadable, 2 h 5 min left"."""
        passed = max(self.now() - self.begun, 1e-9)
        rate = (sum.documents - self._documents) / passed
        told = [f"{sum.documents:,} documents", f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s", f"{sum.claims:,} claims"]
        if sum.lost:
            told.append(f"{sum.lost:,} unreadable")
        done = sum.bytes - self._bytes
        if self.total > sum.bytes and done > 0:
            told.append(f"{duration(passed * (self.total - sum.bytes) / done)} left")
        return ", ".join(told)


def duration(seconds: float) -> str:
    """ "40 s", "12 min", "2 h 5 min", "3 days"."""
    if seconds < MINUTE:
        return f"{seconds:.0f} s"
    if seconds < HOUR:
        return f"{seconds / MINUTE:.0f} min"
    if seconds < 2 * DAY:
        return f"{int(seconds // HOUR)} h {int(seconds % HOUR // MINUTE)} min"
    return f"{seconds / DAY:.0f} days"


@contextmanager
def shown(session: Session, pace: Pace) -> Iterator[Callable[[Sum], None]]:
    """To be called after each task."""
    console = session.err
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task: TaskID = bar.add_task("planning", total=1.0 if pace.total else None)
        last = pace.now()

        def show(sum: Sum) -> None:
            nonlocal last
            if console.is_terminal:
                bar.update(task, completed=pace.share(sum), description=pace.words(sum))
            elif pace.now() - last >= EVERY:
                last = pace.now()
                session.tell(pace.words(sum))

        yield show


now = time.monotonic
