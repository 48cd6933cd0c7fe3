"""Which earlier story a report is nearest to, and whether it is near enough: from how alike its candidates are.

Only this step looks at stories of other reports. Who sets one report in order and who sets millions as jobs both choose by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Generic, NamedTuple, TypeVar

NEAR_ENOUGH = 0.21
"""Middle of the range, 0.18 to 0.24, in which the development stories come out about as well (docs/measurements.md)."""
ENOUGH_WHILE_RUNNING = 0.16
"""For a story of which RUNNING earlier reports share the report's terms, some of the best within RUNNING_DAYS: while a story
fills the news, a short report that takes most of it as known is its next report rather than the first of another."""
RUNNING = 5
RUNNING_DAYS = 3
BEST = 3
"""Members that a story is judged by. One alone would chain stories together, all of them would shut a long story."""

StoryId = TypeVar("StoryId", str, int)
"""Ids of stories, or numbers that stand for them."""


class Near(NamedTuple, Generic[StoryId]):
    """A candidate: an earlier report that shares terms."""

    value: float
    """How alike it is."""
    close: bool
    """Were they published within RUNNING_DAYS of each other?"""
    story: StoryId


@dataclass(frozen=True, slots=True)
class Choice(Generic[StoryId]):
    """The nearest earlier story."""

    story: StoryId
    best: tuple[int, ...]
    """Its BEST candidates, by their number in the list, the most alike first."""
    nearness: float
    joined: bool
    """Is it near enough?"""


def nearest(near: Sequence[Near[StoryId]]) -> Choice[StoryId] | None:
    """Of the stories of `near`, the most alike first, the one with the largest margin, of equals the one that comes first; None
    where nothing is near."""
    chosen, margin = None, 0.0
    for story, members in _by_story(near).items():
        best = members[:BEST]
        nearness = fsum(near[one].value for one in best) / len(best)
        running = len(members) >= RUNNING and any(near[one].close for one in best)
        over = nearness - (ENOUGH_WHILE_RUNNING if running else NEAR_ENOUGH)
        if chosen is None or over > margin:
            chosen, margin = Choice(story, tuple(best), nearness, over >= 0), over
    return chosen


def is_close(days: float | None) -> bool:
    """Of the days between two reports, None where one of them has no date."""
    return days is not None and days <= RUNNING_DAYS


def _by_story(near: Sequence[Near[StoryId]]) -> dict[StoryId, list[int]]:
    members: dict[StoryId, list[int]] = defaultdict(list)
    for number, one in enumerate(near):
        members[one.story].append(number)
    return members
