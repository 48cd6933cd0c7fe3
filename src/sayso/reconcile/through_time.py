"""What stood of a series on each of its days, worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.reconcile.bounds import Spread, spread
from sayso.reconcile.judgement import Standing, Word
from sayso.reconcile.undone import Undone, taken_back, undone
from sayso.reconcile.values import Value


class ThroughTime:
    """Of values and how each of them stands. Views that differ in nothing else share it, so that a chart which is drawn again,
    of another day or another question, takes what was worked out for the one before."""

    def __init__(self, values: Sequence[Value], standings: Mapping[str, Standing]) -> None:
        self._values, self._standings = values, standings
        self._by_most: dict[int, Sequence[tuple[str, Spread]]] = {}
        self._back: Mapping[str, Undone] | None = None

    # Not `cached_property`: until Python 3.12 it has one lock for all series, and a small one would wait for a large one.

    @property
    def back(self) -> Mapping[str, Undone]:
        """What was wholly taken back, by the id of a value."""
        if self._back is None:
            self._back = taken_back(undone(self._values))
        return self._back

    @property
    def days(self) -> Sequence[str]:
        """For which there is a value."""
        return sorted({v.day for v in self._values if v.day})

    def on_days(self, most: int) -> Sequence[tuple[str, Spread]]:
        """What stood on each day for which there is a value; of more than `most` the last, and so many before it, evenly."""
        found = self._by_most.get(most)
        if found is None:
            gone = self._gone()
            found = self._by_most.setdefault(most, [(day, spread(self._by(day), gone)) for day in self._some(most)])
        return found

    def _some(self, most: int) -> Sequence[str]:
        days = self.days
        step = -(-len(days) // most) if days else 1
        return days[::-1][::step][::-1]

    def _by(self, day: str) -> Sequence[Value]:
        return [v for v in self._values if (v.day or "") <= day]

    def _gone(self) -> frozenset[str]:
        """What persons refute, and what falls with a total."""
        words = ((v.id, self._standings[v.id]) for v in self._values)
        return frozenset(
            id for id, s in words if s.word is Word.REFUTED or (s.by_rules is Word.RETRACTED and id not in self.back)
        )
