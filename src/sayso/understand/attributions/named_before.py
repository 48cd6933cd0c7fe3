"""What a report has named so far, indexed so that resolving a source costs the same in a long report as in a short one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sayso.types import Source, Span
from sayso.understand.attributions.name_runs import NameRun
from sayso.understand.attributions.source_kinds import is_place, kind_of
from sayso.vocabulary import SourceKind

RANKS = frozenset({"prime", "vice", "deputy", "former", "acting", "ex"})
"""Words that make another office of one: "the minister" is not the prime minister."""


class Named:
    """The names of a report and the sources met so far; `add` a source once it is resolved, in text order."""

    def __init__(self, runs: Sequence[NameRun]) -> None:
        self._runs = runs
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_office: dict[str, list[NameRun]] = defaultdict(list)
        self._by_word: dict[str, list[NameRun]] = defaultdict(list)
        self._people = {run.name for run in runs if run.person}
        self._sources: list[Source] = []
        self._she: dict[str, bool] = {}
        self._kinds: dict[str, SourceKind] = {}
        for run in runs:
            self._index(run)

    def _index(self, run: NameRun) -> None:
        parts = run.name.split()
        if run.person:
            for word in run.office:
                self._by_office[word].append(run)
            if len(parts) > 1:
                self._by_surname[parts[-1]].add(run.name)
        if not run.person or len(parts) > 2:
            for word in {part.lower() for part in parts}:
                self._by_word[word].append(run)

    def add(self, source: Source, name: str | None) -> None:
        """A source of the text, and the name that it goes by from now on."""
        self._sources.append(source)
        if name is not None and source.kind is not SourceKind.OTHER:
            self._kinds.setdefault(name, source.kind)

    def kind(self, name: str) -> SourceKind | None:
        """The kind of the sources so far that go by a name."""
        return self._kinds.get(name)

    def fullest(self, name: str) -> str | None:
        """The longest name of the report that ends in the same surname; None where two people share it."""
        full = self._by_surname.get(name.rsplit(maxsplit=1)[-1], set())
        if not full:
            return name
        return max(full, key=lambda n: (len(n), n)) if len({n.split()[0] for n in full}) == 1 else None

    def is_full_name(self, name: str) -> bool:
        """Is it the full name of a person whom the report names?"""
        return name in self._by_surname.get(name.rsplit(maxsplit=1)[-1], set())

    def is_person(self, name: str) -> bool:
        """Does the report use it as a name that may be a person's?"""
        return name in self._people

    def agrees(self, name: str, she: bool) -> bool:
        """May "she" (or "he") be the person called `name`: has the report called them so, or nothing yet?"""
        return self._she.get(name, she) is she

    def gender(self, name: str, she: bool) -> None:
        """The report has called the person `name` "she" or "he"."""
        self._she.setdefault(name, she)

    def holding(self, office: Sequence[str], before: int) -> list[NameRun]:
        """People named before a place in the text whose office has these words, and no rank beside them ("deputy")."""
        runs = self._by_office.get(office[-1], [])
        runs = runs[: bisect_right(runs, before, key=_end)]
        return [run for run in runs if set(office) <= run.office and not (run.office & RANKS) - set(office)]

    def bodies(self, described: Sequence[str], before: int) -> list[str]:
        """Names of bodies that hold all these words ("health ministry"), before a place in the text, the last named last."""
        runs = self._by_word.get(described[-1], [])
        runs = runs[: bisect_right(runs, before, key=_end)]
        return [run.name for run in runs if set(described) <= set(run.name.lower().split())]

    def other_bodies(self, within: Span) -> list[str]:
        """Names of bodies inside a stretch of text that can speak: ministries, agencies, alliances, no places."""
        runs = (run for run in self._within(within) if not run.person)
        return [run.name for run in runs if kind_of(run.name) is not SourceKind.OTHER and not is_place(run.name)]

    def people(self, within: Span) -> list[NameRun]:
        """People named inside a stretch of text."""
        return [run for run in self._within(within) if run.person]

    def _within(self, within: Span) -> Sequence[NameRun]:
        first = bisect_left(self._runs, within.start, key=_start)
        return self._runs[first : bisect_right(self._runs, within.end, key=_end)]

    def last_sources(self, within: Span) -> list[Source]:
        """The sources of a stretch of text, the last one first."""
        out = []
        for source in reversed(self._sources):
            if source.span is None or source.span.start < within.start:
                break
            out.append(source)
        return out


def _start(run: NameRun) -> int:
    return run.span.start


def _end(run: NameRun) -> int:
    return run.span.end
