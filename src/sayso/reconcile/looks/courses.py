"""Which claims of a story tell of one happening, gathered once for all moments.

What gathering decides for a report is never changed by later ones, so the incidents as of an earlier day are a beginning of
those of a later one; and a report that comes last is gathered onto what there is. What it decides hangs on the claims and on
the copy group of each report before; where one of these is another, the story is gathered anew.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sayso.reconcile.incidents.gathering import Gathering
from sayso.reconcile.incidents.settings import Setting
from sayso.reconcile.incidents.told import Linked
from sayso.reconcile.looks.at_moment import Unit
from sayso.reconcile.looks.told import Told

Because = tuple[str, ...]


class Happening(NamedTuple):
    """What is told of one happening by some moment."""

    linked: Linked
    main: bool


class _Placed(NamedTuple):
    """One claim: that of a report, by their numbers, belongs to the happening `draft`."""

    report: int
    claim: int
    draft: int
    because: Because


class Course:
    """One story, growing report by report. Threads may share it."""

    def __init__(self, gone: frozenset[str]) -> None:
        self._gone = gone
        self._lock = threading.Lock()
        self._gathering = Gathering()
        self._reports: list[tuple[Told, str]] = []
        """What each tells, and its copy group."""
        self._placed: list[_Placed] = []
        self._ends: list[int] = []
        """After each report, how many claims are placed."""

    def happenings(self, units: Sequence[Unit]) -> Sequence[Happening] | None:
        """What `units` tell of, in the order in which it was founded; None where they are not of this course."""
        with self._lock:
            known = len(self._reports)
            if any(unit.told is not told or unit.carrier.copy != copy for unit, (told, copy) in zip(units, self._reports)):  # noqa: B905
                return None
            for unit in units[known:]:
                self._gather(unit)
            end = self._ends[len(units) - 1] if units else 0
            placed = self._placed[:end]
        return _happenings(placed, [_in_order(unit, self._gone) for unit in units])

    def _gather(self, unit: Unit) -> None:
        settings = _in_order(unit, self._gone)
        at = {id(one): number for number, one in enumerate(settings)}
        number = len(self._reports)
        for one, draft, because in self._gathering.report([one for one in settings if one.families and not one.many]):
            self._placed.append(_Placed(number, at[id(one)], draft, because))
        self._reports.append((unit.told, unit.carrier.copy))
        self._ends.append(len(self._placed))


class Courses:
    """Of each story its last course; one that does not fit any more is made anew. Threads may share it."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[frozenset[str], Course]] = {}

    def happenings(self, story: str, units: Sequence[Unit], gone: frozenset[str]) -> Sequence[Happening]:
        without, course = self._of.get(story, (frozenset[str](), None))
        found = course.happenings(units) if course and without == gone else None
        if found is not None:
            return found
        course = Course(gone)
        found = course.happenings(units)
        assert found is not None  # a course without reports takes any
        self._of[story] = gone, course
        return found

    def forget(self, story: str) -> None:
        self._of.pop(story, None)


def _in_order(unit: Unit, gone: frozenset[str]) -> Sequence[Setting]:
    return [one for one in unit.in_order if one.claim.id not in gone] if gone else unit.in_order


def _happenings(placed: Sequence[_Placed], settings: Sequence[Sequence[Setting]]) -> Sequence[Happening]:
    linked: Mapping[int, list[tuple[Setting, Because]]] = defaultdict(list)
    tell = Counter[int]()
    last: dict[int, int] = {}
    for report, claim, draft, because in placed:
        linked[draft].append((settings[report][claim], because))
        if last.get(draft) != report:
            last[draft] = report
            tell[draft] += 1
    main = min(tell, key=lambda draft: (-tell[draft], draft), default=None)
    return [Happening(linked[draft], draft == main) for draft in sorted(linked)]
