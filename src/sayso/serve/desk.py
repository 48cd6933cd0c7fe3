"""What all routes share: the ledger, what is known of it, what is being added, and the clock. One a server."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request

from sayso.commands.session import Session
from sayso.ledger.address import Place
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.days import DAY
from sayso.reconcile.looks.by_claim import ByClaim, by_claim
from sayso.reconcile.moment import moment
from sayso.reconcile.of_stories import of_stories
from sayso.serve.api.answers import Answers
from sayso.serve.kept import Kept
from sayso.serve.looks import AT_ONCE, Look, Looks
from sayso.serve.runs import Runs
from sayso.serve.shared.asked_by import DESK


@dataclass(frozen=True, slots=True)
class Desk:
    session: Session
    reader: Reader
    looks: Looks
    kept: Kept
    runs: Runs = field(default_factory=Runs)
    answers: Answers = field(default_factory=Answers)
    seen_as: Callable[[str], str | None] | None = None
    """The head of the ledger that is written to, by that of the one that is shown, where they are not one; None for none."""

    def close(self) -> None:
        """End what goes on behind the scenes; the ledger is open for it until then."""
        for one in (self.runs, self.looks, self.kept):
            one.close()

    def by_claim(self, look: Look) -> ByClaim:
        return self.kept.of(look, "by claim", lambda of: by_claim(of.series, of.incidents))

    @property
    def ledger(self) -> Place:
        return self.session.ledger

    @property
    def clock(self) -> Callable[[], datetime]:
        return self.session.clock


PAUSE = 0.01
PATIENCE = 1.5
"""Seconds that a page waits for what is being worked out: a small ledger is read by then."""
OF_ARCHIVE = 0.1
"""The same of an archive that has been read: a story that takes longer than this mostly takes seconds."""


class StillReading(Exception):  # noqa: N818  it is no error: the page comes by itself
    """What is asked for is being worked out, and takes longer than a page may."""


def known(at: Desk, filters: Filters) -> Look:
    """What is known of what `filters` ask for; of a large story to which something has just come, what was known before.

    Raises StillReading, for which every view has the same answer, and SaysoError E011 for a date that is none.
    """
    if not at.looks.is_archive:
        _until(lambda: at.looks.ready(filters), PATIENCE)
    elif not at.looks.ready(filters):
        _until(lambda: at.looks.there(filters), min(PATIENCE, OF_ARCHIVE))
    return at.looks.at(filters, stale_ok=True)


def reading(at: Desk, filters: Filters) -> None:
    """Wait for the ledger to be read, for what needs no look. Raises as `known`."""
    _until(lambda: at.looks.loaded or at.looks.ready(filters), PATIENCE)


def _until(done: Callable[[], bool], patience: float) -> None:
    end = time.monotonic() + patience
    while not done():
        if time.monotonic() > end:
            raise StillReading
        time.sleep(PAUSE)


def of_report(at: Desk, filters: Filters, report: str) -> Filters:
    """The moment of `filters`; of an archive the story of that report alone."""
    story = at.looks.story_of(report)
    return filters.moment if story is None else of_stories(filters.moment, frozenset({story}))


def moments(at: Desk, look: Look) -> list[str]:
    """When the reports of these stories were published, whatever the as-of: the steps of the slider. Of very many claims the
    days, which are worked out before anybody asks."""
    if look.shown.stories is not None and len(look.knowledge.tellings) <= AT_ONCE:
        return at.looks.published(look)
    whole = at.looks.soon(look, as_of=None) if len(look.knowledge.tellings) <= AT_ONCE else None
    if whole is not None and len(whole.knowledge.tellings) <= AT_ONCE:
        return [carrier.known_by for carrier in whole.knowledge.world.carriers.values() if carrier.known_by]
    first, last = (look.first or "")[:DAY], (look.last or "")[:DAY]
    return [day for day in at.looks.days() if first <= day <= last]


def day_shown(at: Desk, look: Look) -> str:
    """The day of which a view tells what is open, closed or drawn, `YYYY-MM-DD`."""
    of = look.filters
    return moment(of.as_of or of.until, at.clock().date(), look.knowledge.world.carriers.values())


def drawn_until(look: Look, day: str) -> str:
    """The last day of a chart: the one asked for, else that of the last report, for nobody knows what came after it."""
    asked = look.filters.as_of or look.filters.until
    return day if asked else min(day, (look.last or day)[:DAY])


async def desk(request: Request) -> Desk:
    """Nothing is waited for: but what is no coroutine would be called in a thread of its own, with every request."""
    found = request.scope.get(DESK) or request.app.state.desk
    assert isinstance(found, Desk)
    return found


At = Annotated[Desk, Depends(desk)]
