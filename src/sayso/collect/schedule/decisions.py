"""What an answer means for the next fetch. Pure: the same state, answer and moment give the same next state.

A poll that went well comes again after `every`, less up to a tenth by address, so that many addresses spread; a poll that
failed waits twice as long each time, up to a day. An article is fetched again at fixed times after its first fetch. If the
watch stood still over several of them, one fetch stands for all: which of them are done follows from the moment alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from sayso.collect.schedule.records import Again, Article, Failed, Known, Polled

LONGEST_PAUSE = 24 * 3600.0
"""Seconds that failures alone can put off a poll: a feed that is back is found within a day."""
LONGEST_WAIT = 7 * LONGEST_PAUSE
"""Seconds that a server can ask for. Some ask for years."""
RETRY = 600.0
"""Seconds to the second try of an article that could not be had."""
TRIES = 6
"""Tries before an article is given up: with pauses that double, some five hours after the first."""
SLACK = 60.0
"""Seconds by which a clock may be set back without a word."""
SPREAD = 0.1
"""Share of a pause that the address takes off."""


def is_due(due: float | None, at: float) -> bool:
    return due is not None and due <= at


def poll_at(before: Polled, every: float, at: float) -> float:
    """When it is polled next, seen at `at`: as was said then, or at once where no pause is as long as that. So it is after a
    clock was set back, and where a shorter period is asked for now.
    """
    longest = max(every, LONGEST_WAIT) if before.failures else every
    return before.due if before.due - at <= longest + SLACK else at


def polled(before: Polled, every: float, at: float, known: Known) -> Polled:
    """After an answer, be it new or the same as before (then `known` is what was known)."""
    return replace(before, due=at + _spread(before.address, every), known=known, failures=0, success=at)


def not_polled(before: Polled, every: float, at: float, failed: Failed) -> Polled:
    """After a failure. What was refused is asked for once a day: rules change."""
    failures = before.failures + 1
    pause = LONGEST_PAUSE if failed.again is Again.NEVER else _doubled(every, failures)
    due = at + max(_spread(before.address, max(pause, every)), _asked(failed))
    return replace(before, due=due, failures=failures, failure=at, reason=failed.reason)


def fetched(before: Article, refetch: Sequence[float], at: float, known: Known) -> Article:
    """After a document or a 304. `refetch`: seconds after the first fetch at which it is fetched again."""
    first = at if before.first is None else min(before.first, at)  # later than now: the clock was set back
    return replace(before, due=_next(first, refetch, at), first=first, known=known, failures=0)


def not_fetched(before: Article, refetch: Sequence[float], at: float, failed: Failed) -> Article:
    """After a failure. No failures left in the result: this fetch is given up."""
    if failed.again is Again.NEVER:
        return replace(before, due=None, failures=0)
    failures = before.failures + 1
    if failures >= TRIES:
        due = None if before.first is None else _next(before.first, refetch, at)
        return replace(before, due=due, failures=0)
    pause = _spread(before.address, _doubled(RETRY, failures - 1))
    return replace(before, due=at + max(pause, _asked(failed)), failures=failures)


def given_up(after: Article) -> bool:
    """Whether the failure that led to `after` was the last try."""
    return after.failures == 0


def _next(first: float, refetch: Sequence[float], at: float) -> float | None:
    """The first of the fixed times that lies after `at`."""
    return min((first + after for after in refetch if first + after > at), default=None)


def _doubled(pause: float, times: int) -> float:
    return min(pause * 2.0 ** min(times, 30), LONGEST_PAUSE)


def _spread(address: str, pause: float) -> float:
    share = int.from_bytes(hashlib.sha256(address.encode("utf8", "replace")).digest()[:4]) / 2**32
    return pause * (1 - SPREAD * share)


def _asked(failed: Failed) -> float:
    return min(max(failed.wait or 0.0, 0.0), LONGEST_WAIT)
