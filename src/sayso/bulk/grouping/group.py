"""The jobs one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sayso.bulk.engines.engine import Engine, Lost
from sayso.bulk.grouping import features
from sayso.bulk.grouping.asked import OF_COPIES, OF_NAMES, OF_STORIES, Answer
from sayso.bulk.grouping.candidates import Candidates
from sayso.bulk.grouping.carry import Carry
from sayso.bulk.grouping.choosing import Chosen, Told
from sayso.bulk.grouping.comparing import Alike
from sayso.bulk.grouping.components import Labelled, Star, edges_step
from sayso.bulk.grouping.crediting import Credited, Members
from sayso.bulk.grouping.files import Files
from sayso.bulk.grouping.judging import Judged
from sayso.bulk.grouping.numbering import Keyed, Moved, Once, Sample, divided, starts_of
from sayso.bulk.grouping.plan import Plan
from sayso.bulk.grouping.slices import COPIES, KINDS, STORIES, Sliced
from sayso.bulk.manifest import NAME, read
from sayso.bulk.places import place, store
from sayso.errors import SaysoError
from sayso.reconcile.keep.schema import version

SLICE = 20_000
"""Reports of a slice, and of a bucket of ids: a job then takes some 1.2 GB (docs/scale.md)."""

LEAST = 1_000
"""Reports that are worth a slice of their own, so that no worker is idle."""
MOST_SLICES = 5_000
"""More reports than fit in so many make larger slices: each job opens every file of the step before it, so that opening grows
with the square of their number (docs/scale.md)."""

TABLES = ("copies", "copy_groups", "stories")
DONE = "grouping.json"
"""Written last: without it the tables are not whole."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """`copies`: pairs of copies. `repeated`: reports that are in the group of an earlier one."""

    reports: int
    stories: int
    copies: int
    repeated: int


@dataclass(frozen=True, slots=True)
class Step:
    """For whom progress is shown: a step begins, with so many jobs."""

    name: str
    jobs: int
    done: int


Progress = Callable[[Step], None]


def group(output: str, engine: Engine, progress: Progress = lambda _: None, slices: int | None = None) -> Grouped:
    """Reads `features/` of `output`, a path or fsspec address, and writes `copies/`, `copy_groups/` and `stories/` beside it.

    What stood there before is dropped first. However the parts, slices and workers are, the rows are the same.
    Raises SaysoError E113 where there are no features, E114 and E116 for features that cannot be used, E115 where every worker
    died of one of the jobs, E102 where `output` takes no more; said again, it begins anew.
    """
    try:
        _check(output)
        _drop(output, DONE, *TABLES, "grouping.tmp")
        made = _Run(output, engine, progress).all(slices)
        _drop(output, "grouping.tmp")
        place(output).write(DONE, json.dumps({"version": version(), **asdict(made)}, indent=1).encode())
    except OSError as error:
        raise SaysoError("E102", path=output, detail=error.strerror or type(error).__name__) from error
    return made


def slices_for(reports: int, workers: int) -> int:
    """How many slices so many reports make, and how many buckets: every worker gets something to do, if it is worth it."""
    spread = min(2 * workers, reports // LEAST)
    return min(max(1, spread, -(-reports // SLICE)), MOST_SLICES)


def is_grouped(output: str) -> bool:
    """Are the tables there and whole?"""
    fs, path = store(f"{output}/{DONE}")
    return bool(fs.exists(path))


def _check(output: str) -> None:
    """Are the features made by these rules? Raises SaysoError E103 as `manifest.read`, E114."""
    if place(output).read(NAME) is None:
        return  # written by hand; its columns are looked at
    made = str(read(place(output), output)["views"])
    if made != version():
        raise SaysoError("E114", path=output, detail=f"{made}, this is {version()}")


@dataclass(slots=True)
class _Run:
    output: str
    engine: Engine
    progress: Progress

    def all(self, slices: int | None) -> Grouped:
        plan = self._numbered(self._plan(slices))
        for kind in KINDS:
            self._do(f"{kind.name}: what earlier slices hold", Carry(plan, kind), plan.buckets)
            plan.files.forget(kind.step("tails"), kind.step("wanted"))
            self._do(f"{kind.name}: candidates", Candidates(plan, kind), plan.slices)
            plan.files.forget(kind.step("held"), kind.step("carried"))
        return Grouped(plan.starts[-1], self._stories(plan), *self._copies(plan))

    def _plan(self, slices: int | None) -> Plan:
        loads = features.loads(self.output)
        samples = self._do("looking at the features", Sample(loads), len(loads))
        parts = slices or slices_for(sum(sample.rows for sample in samples), self.engine.workers)
        ids, places = (divided([getattr(one, name) for one in samples], parts) for name in ("ids", "places"))
        return Plan(self.output, Files(f"{self.output}/grouping.tmp"), loads, ids, places)

    def _numbered(self, plan: Plan) -> Plan:
        self._do("ids", Keyed(plan), len(plan.loads))
        counts = self._do("each report once", Once(plan), plan.buckets)
        plan.files.forget("keyed")
        sent = self._do("into slices", Moved(plan, tuple(counts)), len(plan.loads))
        plan.files.forget("once")
        plan = replace(plan, starts=starts_of(sent, plan.slices))
        self._do("in order", Sliced(plan), plan.slices)
        plan.files.forget("moved")
        return plan

    def _stories(self, plan: Plan) -> int:
        self._answer(plan, STORIES.name, OF_STORIES)
        self._do("stories: how alike", Alike(plan), plan.slices)
        plan.files.forget(STORIES.step("answered"), STORIES.step("found"))
        (stories,) = self._do("stories: choosing", Chosen(plan), 1)
        self._answer(plan, "names", OF_NAMES)
        self._do("stories: words", Told(plan), plan.slices)
        plan.files.forget("near", "shared", "chosen", "names-answered")
        return int(stories)

    def _copies(self, plan: Plan) -> tuple[int, int]:
        self._answer(plan, COPIES.name, OF_COPIES)
        copies = self._do("copies: how alike", Judged(plan), plan.slices)
        plan.files.forget(COPIES.step("answered"), COPIES.step("found"))
        half, files = self._components(plan)
        self._do("copies: groups", Labelled(plan, half, files), plan.buckets)
        self._do("copies: members", Members(plan), plan.slices)
        return sum(copies), sum(self._do("copies: credits", Credited(plan), plan.buckets))

    def _components(self, plan: Plan) -> tuple[int, int]:
        """The half round after which every report hangs on the first of its group, and how many files it left."""
        half, files = 0, plan.slices
        while sum(self._do(f"copies: round {half // 2 + 1}", Star(plan, half, files), plan.buckets)):
            plan.files.forget(edges_step(half))
            half, files = half + 1, plan.buckets
        return half, files

    def _answer(self, plan: Plan, name: str, columns: tuple[str, ...]) -> None:
        self._do(f"{name}: fetching", Answer(plan, name, columns), plan.slices)
        plan.files.forget(f"{name}-asked")

    def _do(self, name: str, work: Callable[[int], Any], jobs: int) -> Sequence[Any]:
        """What `work` returns for each of the jobs 0 to `jobs`, in their order."""
        found: dict[int, Any] = {}
        self.progress(Step(name, jobs, 0))
        for result in self.engine.map(_Numbered(work), range(jobs)):
            if isinstance(result, Lost):
                raise SaysoError("E115", path=self.output, detail=f"{name}, job {result.task}: {result.why}")
            found[result[0]] = result[1]
            self.progress(Step(name, jobs, len(found)))
        return [found[number] for number in range(jobs)]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Results come in any order: each with the number of its job."""

    work: Callable[[int], Any]

    def __call__(self, number: int) -> tuple[int, Any]:
        return number, self.work(number)


def _drop(output: str, *names: str) -> None:
    for name in names:
        fs, path = store(f"{output}/{name}")
        if fs.exists(path):
            fs.rm(path, recursive=True)
