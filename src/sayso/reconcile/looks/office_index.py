"""Who holds which office, found by a name, as of any moment: what `origins.Offices` makes of all reports anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sayso.reconcile.looks.since import Moment, Since, earliest
from sayso.reconcile.origins.holders import Holder

Facts = Mapping[Holder, tuple[Since, ...]]
"""What reports say alike, without the report, and from when on it is known."""


class OfficeIndex:
    """It stays as it is; `grown` makes the next one, which shares what did not change."""

    def __init__(self, facts: Mapping[str, Facts]) -> None:
        self._facts = facts

    def knows(self, keys: frozenset[str]) -> bool:
        """Is anybody ever known by one of these keys?"""
        return not keys.isdisjoint(self._facts)

    def known(self, keys: frozenset[str], at: Moment) -> tuple[Holder, ...]:
        """The holders that have one of these keys, as reports of then say, sorted."""
        found = {
            fact for key in keys for fact, told in self._facts.get(key, _NOBODY).items() if any(since.by(at) for since in told)
        }
        return tuple(sorted(found))

    def grown(self, named: Iterable[tuple[Holder, Since]]) -> OfficeIndex:
        """With what other reports say."""
        more: dict[str, dict[Holder, list[Since]]] = defaultdict(lambda: defaultdict(list))
        for holder, since in named:
            fact = replace(holder, report="")
            for key in holder.keys:
                more[key][fact].append(since)
        return OfficeIndex({**self._facts, **dict(self._with(more))}) if more else self

    def _with(self, more: Mapping[str, Mapping[Holder, list[Since]]]) -> Iterator[tuple[str, Facts]]:
        for key, facts in more.items():
            before = self._facts.get(key, _NOBODY)
            merged = {fact: earliest((*before.get(fact, ()), *told)) for fact, told in facts.items()}
            yield key, {**before, **merged}


_NOBODY: Facts = {}
