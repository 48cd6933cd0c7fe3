"""The story of every report: one pass in the order of all, since whom a report joins hangs on whom its candidates joined.

The pass looks at a few numbers of each candidate, and remembers eight bytes a report: the number of the report that founded
its story. All that is dear was done before it, and the words are told after it, in parallel.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.asked import ASKED, OF_NAMES, answers
from sayso.bulk.grouping.comparing import terms_of
from sayso.bulk.grouping.files import made, numbers, split, write_part
from sayso.bulk.grouping.plan import Plan
from sayso.ledger.storable import storable
from sayso.reconcile.stories.assign import because, story_id
from sayso.reconcile.stories.choice import Choice, Near, nearest

CHOSEN = pa.schema(
    [
        ("story", pa.int64()),  # the founder of the nearest story; -1 where nothing is near
        ("nearness", pa.float64()),
        ("joined", pa.bool_()),
        ("best", pa.binary()),  # its best members, a byte each: their number among the report's candidates
    ]
)

STORY = pa.schema([("report", pa.string()), ("story", pa.string()), ("because", pa.string())])


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pass: writes the choice of each report, slice by slice. Returns how many stories there are."""

    plan: Plan

    def __call__(self, _: int) -> int:
        founders, stories = array("q"), 0
        for number in range(self.plan.slices):
            made_choices = list(self._slice(number, founders))
            stories += sum(not (one and one.joined) for one in made_choices)
            self._write(number, made_choices)
        return stories

    def _slice(self, number: int, founders: array[int]) -> Iterator[Choice[int] | None]:
        near = self.plan.files.read("near", number)
        at, other, value, close = (column.tolist() for column in numbers(near, "at", "other", "value", "close"))
        cuts = np.searchsorted(at, np.arange(self.plan.reports_in(number) + 1)).tolist()
        for start, end in pairwise(cuts):
            choice = nearest([Near(value[one], close[one], founders[other[one]]) for one in range(start, end)])
            founders.append(choice.story if choice and choice.joined else len(founders))
            yield choice

    def _write(self, number: int, choices: list[Choice[int] | None]) -> None:
        files = self.plan.files
        columns = {
            "story": [one.story if one else -1 for one in choices],
            "nearness": [one.nearness if one else 0.0 for one in choices],
            "joined": [bool(one and one.joined) for one in choices],
            "best": [bytes(one.best) if one else b"" for one in choices],
        }
        files.write("chosen", number, [made(columns, CHOSEN)], CHOSEN)
        asked = np.unique(np.array([c.story for c in choices if c and c.joined], dtype=np.int64))
        asked = asked[asked < self.plan.starts[number]]
        files.write(
            "names-asked", number, split(made({"order": asked}, ASKED), self.plan.slice_of(asked), self.plan.slices), ASKED
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Writes `stories/` of a slice: the story of each report, and why."""

    plan: Plan

    def __call__(self, number: int) -> int:
        rows = list(self._rows(number))
        write_part(self.plan.output, "stories", number, pa.RecordBatch.from_pylist(rows, schema=STORY))
        return len(rows)

    def _rows(self, number: int) -> Iterator[dict[str, object]]:
        files, start = self.plan.files, self.plan.starts[number]
        own = files.read("slice", number, columns=("report", "terms"))
        shared = files.read("shared", number)
        cuts = np.searchsorted(numbers(files.read("near", number, columns=("at",)), "at")[0], np.arange(len(own))).tolist()
        reports = own.column("report").to_pylist()
        theirs, known = answers(self.plan, "names", number, OF_NAMES)
        for at, choice in enumerate(_choices(files.read("chosen", number))):
            terms, days = [], []
            for one in choice.best if choice else ():
                own_terms = terms_of(own.column("terms")[at].as_py())
                terms.append([own_terms[term] for term in shared.column("shared")[cuts[at] + one].as_py()])
                days.append(shared.column("known_by")[cuts[at] + one].as_py())
            founder = reports[at]
            if choice and choice.joined:
                of = choice.story
                founder = (
                    reports[of - start] if of >= start else theirs.column("report")[int(np.searchsorted(known, of))].as_py()
                )
            yield {"report": reports[at], "story": story_id(founder), "because": storable(because(choice, terms, days))}


def _choices(rows: pa.RecordBatch) -> Iterator[Choice[int] | None]:
    for story, nearness, joined, best in zip(*(rows.column(name).to_pylist() for name in CHOSEN.names), strict=True):
        yield Choice(story, tuple(best), nearness, joined) if best else None
