"""What a story is about, as far as its figures need it: since when, and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.incidents.days import day
from sayso.reconcile.incidents.places import NOWHERE, Spot
from sayso.reconcile.incidents.settings import Setting

BEFORE = 14
"""Days before its first report, or its most told day, at which a story may have begun: as `understand.incidents` has it."""
MOST = 0.5
"""A place is that of the story if more than this share of its reports are about it."""


@dataclass(frozen=True, slots=True)
class Frame:
    begins: int | None
    """The first day that belongs to the story; None where nothing is dated."""
    spot: Spot


def frame(settings: Sequence[Setting]) -> Frame:
    """Of the claims of a story that are of incidents, or count people."""
    told = [one for one in settings if one.families or one.claim.figure]
    published = [d for one in told if (d := day(one.telling.carrier.published or one.telling.carrier.updated)) is not None]
    days = Counter(one.days for one in told if one.days and one.days.one)
    most_told = min(days, key=lambda d: (-days[d], d), default=None)
    starts = [*published[:1], *([most_told.first] if most_told else [])]
    return Frame(min([*published, *starts]) - BEFORE if starts else None, _spot(told))


def _spot(told: Sequence[Setting]) -> Spot:
    """The narrowest place that half of the reports are mostly about."""
    of_report: dict[str, Counter[Spot]] = defaultdict(Counter)
    for one in told:
        if one.spot.known:
            of_report[one.telling.carrier.id][one.spot] += 1
    votes = [min(spots, key=lambda s: (-spots[s], s.level, str(s))) for spots in of_report.values()]
    for level in (3, 2, 1):
        counts = Counter(vote.up_to(level) for vote in votes if vote.level >= level)
        best = min(counts, key=lambda s: (-counts[s], str(s)), default=None)
        if best is not None and counts[best] > MOST * len(votes):
            return best
    return NOWHERE
