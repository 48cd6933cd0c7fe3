"""What a report has named so far, indexed so that resolving a source costs the same in a long report as in a short one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sayso.types import Source, Span
from sayso.understand.name_runs import NameRun
from sayso.vocabulary import SourceKind


class Named:
    """The names of a report and the sources met so far; `add` a source once it is resolved, in text order."""

    def __init__(self, runs: Sequence[NameRun]) -> None:
        self._runs = runs
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_title: dict[str, list[NameRun]] = defaultdict(list)
        self._by_word: dict[str, list[NameRun]] = defaultdict(list)
        self._sources: list[Source] = []
        self._kinds: dict[str, SourceKind] = {}
        for run in runs:
            self._index(run)

    def _index(self, run: NameRun) -> None:
        parts = run.name.split()
        if run.person:
            self._by_title[run.title or ""].append(run)
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

    def titled(self, title: str, before: int) -> list[NameRun]:
        """People named with this title before a place in the text."""
        runs = self._by_title.get(title, [])
        return runs[: bisect_right(runs, before, key=_end)]

    def bodies(self, word: str, before: int) -> set[str]:
        """Names of bodies that hold a word ("ministry"), before a place in the text."""
        runs = self._by_word.get(word, [])
        return {run.name for run in runs[: bisect_right(runs, before, key=_end)]}

    def people(self, within: Span) -> list[NameRun]:
        """People named inside a stretch of text."""
        first = bisect_left(self._runs, within.start, key=_start)
        last = bisect_right(self._runs, within.end, key=_end)
        return [run for run in self._runs[first:last] if run.person]

    def last_source(self, within: Span) -> Source | None:
        """The last source met, if it stands in a stretch of text."""
        last = self._sources[-1] if self._sources else None
        return last if last is not None and last.span is not None and within.start <= last.span.start < within.end else None

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
