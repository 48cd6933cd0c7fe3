"""What stories amount to, each worked out once for the reports of it that were known and what people had said by then."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TypeVar

from sayso.reconcile.denials import named_denials
from sayso.reconcile.former_ids import VALUE, called_after
from sayso.reconcile.incident_standing import by_rules, verdicts_on
from sayso.reconcile.incidents import Incident, Judged, as_told
from sayso.reconcile.incidents.settings import Setting
from sayso.reconcile.incidents.verdicts import judged
from sayso.reconcile.judgement import Judged as Verdicts
from sayso.reconcile.judgement import Standing, with_persons
from sayso.reconcile.knowledge import weight, with_sums
from sayso.reconcile.links import Link
from sayso.reconcile.looks.at_moment import Unit
from sayso.reconcile.looks.courses import Courses
from sayso.reconcile.series import Series, series
from sayso.reconcile.series_view import SeriesView, Settled, series_view, settled, withdrawn_of
from sayso.reconcile.sums import Sum, sums
from sayso.reconcile.telling import Telling
from sayso.reconcile.withdrawn_parts import Withdrawn

LARGE = 1_000
"""Claims from which on everything is made at once: of a large story that is remembered nobody should wait for the rest."""
T = TypeVar("T", Incident, Series)


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that people's words on incidents tie to each other; mostly one. Compared by what was known of them."""

    units: tuple[Unit, ...]
    """Their reports, in the order of publication."""
    words: tuple[Judged, ...]
    """What people said of incidents in them, in the order in which they said it."""
    gone: frozenset[str]
    """Claims that were misread or are doubles."""

    @property
    def stories(self) -> frozenset[str]:
        return frozenset(unit.carrier.story for unit in self.units)

    @property
    def size(self) -> int:
        """Claims that are looked at."""
        return sum(len(unit.tellings) for unit in self.units)


class Made:
    """What a group amounts to: incidents and series at once, what is made of each of them when it is first asked for."""

    def __init__(self, group: Group, courses: Courses) -> None:
        self.told = told_in_order(group.units, group.gone)
        settings = {id(one.telling): one for unit in group.units for one in unit.settings}

        def setting(telling: Telling) -> Setting:
            return settings[id(telling)]

        counted = {id: of for unit in group.units for id, of in unit.told.counted.items()}
        of: dict[str, list[Unit]] = defaultdict(list)
        for unit in group.units:
            of[unit.carrier.story].append(unit)
        told = (as_told(story, courses.happenings(story, of[story], group.gone)) for story in sorted(of))
        found = judged([one for of_story in told for one in of_story], group.words)
        self.incidents: Mapping[str, Sequence[Incident]] = _by_story(found)
        self.series: Mapping[str, Sequence[Series]] = _by_story(
            series(self.told, found, setting, lambda claim: counted[claim.id])
        )
        self._views: dict[tuple[str, Hashable], SeriesView] = {}
        self._settled_series: dict[str, Settled] = {}
        self._weights: dict[str, tuple[int, int]] = {}
        self._standings: dict[str, Standing] = {}
        self._links: Sequence[Link] | None = None
        self._back: Withdrawn | None = None
        self._sums: Mapping[str, Sum] | None = None
        if group.size > LARGE:
            self._complete()

    def _complete(self) -> None:
        for lines in self.series.values():
            for line in lines:
                self._view(line, ())
        for happened in self.incidents.values():
            for incident in happened:
                self.standing(incident, {})

    def weight(self, one: Series) -> tuple[int, int]:
        if one.id not in self._weights:
            self._weights[one.id] = weight(one)
        return self._weights[one.id]

    def view(self, one: Series, judged: Verdicts, said_of: frozenset[str]) -> SeriesView:
        """As `Knowledge.shown_series` makes it; made anew only where people said something else of this very series. `said_of`:
        the claims that the subjects of `judged` are, or are called after."""
        if said_of.isdisjoint(telling.claim.id for telling in one.tellings):
            return replace(self._view(one, ()), judged=judged)
        claims = [telling.claim.id for telling in one.tellings]
        subjects = (*one.names, *(called_after(VALUE, claim) for claim in claims), *claims)
        said = tuple((subject, tuple(judged[subject])) for subject in subjects if subject in judged)
        return replace(self._view(one, said), judged=judged)

    def _view(self, one: Series, said: tuple[tuple[str, tuple[object, ...]], ...]) -> SeriesView:
        found = self._views.get((one.id, said))
        if found is None:
            made = with_sums(series_view(one, dict(said), self._withdrawn, self._settled), self._part_of)  # type: ignore[arg-type]
            found = self._views.setdefault((one.id, said), made)
        return found

    def _settled(self, one: Series) -> Settled:
        found = self._settled_series.get(one.id)
        return found if found is not None else self._settled_series.setdefault(one.id, settled(one))

    def standing(self, one: Incident, judged: Verdicts) -> Standing:
        found = self._standings.get(one.id)
        if found is None:
            found = self._standings.setdefault(one.id, by_rules(one, self._denials))
        return with_persons(found, verdicts_on(one, judged))

    # Not `cached_property`: until Python 3.12 it has one lock for all groups, and a small story would wait for a large one.

    @property
    def _denials(self) -> Sequence[Link]:
        if self._links is None:
            self._links = named_denials(self.told)
        return self._links

    @property
    def _withdrawn(self) -> Withdrawn:
        if self._back is None:
            self._back = withdrawn_of((one for of_story in self.series.values() for one in of_story), self._settled)
        return self._back

    @property
    def _part_of(self) -> Mapping[str, Sum]:
        if self._sums is None:
            self._sums = {part.claim.id: one for one in sums(self.told) for part in one.parts}
        return self._sums


class Stories:
    """Remembers what groups amount to, the latest asked for, up to `most` tellings of all of them together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[Group, Future[Made]] = OrderedDict()
        self._held = 0
        self._of: dict[str, set[Group]] = defaultdict(set)
        self._courses = Courses()

    def made(self, group: Group) -> Made:
        """Threads that ask for one group at once wait for the one that makes it."""
        with self._lock:
            found = self._made.get(group)
            mine = found is None
            if found is None:
                found = self._made[group] = Future()
                self._held += group.size
                for story in group.stories:
                    self._of[story].add(group)
            self._made.move_to_end(group)
            while self._held > self._most and len(self._made) > 1:
                self._drop(next(iter(self._made)))
        if mine:
            try:
                found.set_result(Made(group, self._courses))
            except BaseException as error:
                found.set_exception(error)
                with self._lock:
                    self._drop(group)
        return found.result()

    def forget(self, story: str) -> None:
        """Whatever was made of it at any moment."""
        with self._lock:
            for group in list(self._of.get(story, ())):
                self._drop(group)
        self._courses.forget(story)

    def _drop(self, group: Group) -> None:
        if self._made.pop(group, None) is None:
            return
        self._held -= group.size
        for story in group.stories:
            self._of[story].discard(group)
            if not self._of[story]:
                del self._of[story]

    def has(self, group: Group) -> bool:
        with self._lock:
            found = self._made.get(group)
            return found is not None and found.done()


def _by_story(things: Sequence[T]) -> Mapping[str, Sequence[T]]:
    out: dict[str, list[T]] = defaultdict(list)
    for one in things:
        out[one.story].append(one)
    return out


def told_in_order(units: Iterable[Unit], gone: frozenset[str]) -> tuple[Telling, ...]:
    every = (telling for unit in units for telling in unit.tellings)
    return tuple(t for t in every if t.claim.id not in gone) if gone else tuple(every)
