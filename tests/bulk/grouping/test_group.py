"""Copies, copy groups and stories of jobs are those of the embedded path, row by row, however the reports are cut up."""

from __future__ import annotations

import errno
import shutil
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pyarrow.parquet as pq
import pytest
from fsspec.implementations.local import LocalFileSystem
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.bulk import places
from sayso.bulk.engines.engine import Lost
from sayso.bulk.grouping.group import Step, group, is_grouped
from sayso.errors import SaysoError
from sayso.reconcile.keep.ordering import EACH
from sayso.types import Report
from tests.bulk.grouping.made import Here, Row, by_jobs, embedded, row, row_of, write
from tests.reconcile.keep.made import POOL
from tests.reconcile.keep.test_ordering import many

T = TypeVar("T")
R = TypeVar("R")

MOMENTS = [None, *(f"2022-03-{day:02}T23:59:59.999999Z" for day in (1, 1, 2, 4, 9)), "2021-01-01T00:00:00.000000Z"]
SENTENCES = [tuple(range(20 * n, 20 * n + 18)) for n in range(8)]
WEIGHTS = [0.1, 0.1, 0.2, 0.35, 0.7]

SIZES = (0, 1, 2, 5, 20, 90, 240)


def reports(seed: int, many: int) -> list[Row]:
    """Made up: they share keys, moments, addresses and ids, so that look-ups overflow, ties stand, and reports come twice."""
    draw = Random(seed)
    variety = draw.choice([3, 12, 60])
    return [_report(draw, draw.randrange(2 * many), variety) for _ in range(many)]


def _report(draw: Random, id: int, variety: int) -> Row:
    return row(
        f"r{id:x}",
        MOMENTS[id % len(MOMENTS)],
        keys=[draw.randrange(-variety, variety) for _ in range(draw.randrange(6))],
        sentences=draw.sample(SENTENCES, draw.randrange(5)),
        terms=[
            (f"k{key}", f"K{key}" if key % 3 else f"k{key}", draw.choice(WEIGHTS), draw.choice([0.0, 0.0, 0.3, 0.5]))
            for key in draw.sample(range(variety + 40), draw.randrange(40))
        ],
        address=draw.choice([None, None, "", "a.invalid/x", "b.invalid/y"]),
        credit=draw.choice([None, None, "AP", "dpa"]),
    )


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), many=st.sampled_from(SIZES), cut=st.integers(1, 4), slices=st.integers(1, 4))
def test_any_reports_however_cut_up_are_grouped_as_by_the_embedded_path(seed: int, many: int, cut: int, slices: int) -> None:
    found = reports(seed, many)
    with TemporaryDirectory() as folder:
        output = Path(folder)
        parts = [found[start::cut] for start in range(cut)]
        write(output, parts)
        grouped = group(str(output), Here(), slices=slices)
        expected = embedded([one for part in parts for one in part])
        assert by_jobs(output) == expected
    assert grouped.reports == len(expected["stories"]) and grouped.copies == len(expected["copies"])
    assert grouped.stories == len({story for _, story, _ in expected["stories"]})
    assert grouped.repeated == sum(report != copy for report, copy, _ in expected["copy_groups"])


def test_what_is_made_up_tries_everything() -> None:
    """Or the test above would prove little: more holders of a key than are looked at, copies, stories joined and founded."""
    found = reports(3, 240)
    expected = embedded(found)
    holders = Counter(key for one in {one["report"]: one for one in found}.values() for key in set(array("q", one["keys"])))
    assert max(holders.values()) > 3 * EACH
    assert len(expected["copies"]) > 100
    begins = Counter(because.split(" ")[0] for _, _, because in expected["stories"])
    assert min(begins["shares"], begins["the"]) > 5
    assert len({copy for _, copy, _ in expected["copy_groups"]}) not in {1, len(expected["stories"])}


@pytest.mark.parametrize("texts", [POOL, many()], ids=["pool", "many"])
def test_texts_are_grouped_as_by_the_embedded_path(tmp_path: Path, texts: Sequence[Report]) -> None:
    rows = [row_of(one) for one in texts]
    write(tmp_path, [rows[:5], rows[5:]])
    group(str(tmp_path), Here(), slices=3)
    expected = embedded(rows)
    assert by_jobs(tmp_path) == expected
    assert len(expected["copies"]) > 1


def test_a_report_counts_as_it_came_first(tmp_path: Path) -> None:
    """Other bytes with the same text: what hangs on the page, not on the text, is that of the first page in the inputs."""
    first = row("r1", None, keys=[1], sentences=SENTENCES[:2], address="a.invalid/x", credit="AP")
    again = {**first, "address": "b.invalid/y", "credit": "dpa"}
    other = row("r2", None, keys=[1], sentences=SENTENCES[:2], address="b.invalid/y")
    write(tmp_path, [[first], [other, again]])
    group(str(tmp_path), Here(), slices=2)
    assert [(later, earlier) for later, earlier, *_ in by_jobs(tmp_path)["copies"]] == [("r2", "r1")]
    assert by_jobs(tmp_path)["copy_groups"] == [("r1", "r1", "AP"), ("r2", "r1", "AP")]


def test_what_no_task_committed_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, [[row("r1", None)], [row("r2", None)]])
    (tmp_path / "documents" / "part-00000001.parquet").unlink()
    assert group(str(tmp_path), Here()).reports == 1


def test_it_can_be_done_again(tmp_path: Path) -> None:
    """Of more reports, in fewer parts: nothing of the first time is left."""
    write(tmp_path, [[row(f"r{n}", None, keys=[1], sentences=SENTENCES[:2])] for n in range(9)])
    group(str(tmp_path), Here(), slices=5)
    shutil.rmtree(tmp_path / "features")
    rows = [row(f"r{n}", None, keys=[1], sentences=SENTENCES[:2]) for n in range(4)]
    write(tmp_path, [rows])
    group(str(tmp_path), Here())
    assert by_jobs(tmp_path) == embedded(rows)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        *("copies", "copy_groups", "documents", "features", "grouping.json", "stories")
    ]


def test_progress_tells_every_job(tmp_path: Path) -> None:
    write(tmp_path, [[row(f"r{n}", None, keys=[1], sentences=SENTENCES[:2])] for n in range(9)])
    steps: list[Step] = []
    group(str(tmp_path), Here(), steps.append, slices=3)
    by_name = {step.name: [(one.done, one.jobs) for one in steps if one.name == step.name] for step in steps}
    assert by_name["stories: choosing"] == [(0, 1), (1, 1)]
    assert by_name["copies: candidates"] == [(0, 3), (1, 3), (2, 3), (3, 3)]


class Losing(Here):
    """The task 0 of every map ends all its workers."""

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R | Lost]:
        yield from (Lost(task, "killed by signal 9") if task == 0 else work(task) for task in tasks)


def test_a_job_that_no_worker_survives_is_told(tmp_path: Path) -> None:
    write(tmp_path, [[row("r1", None)]])
    with pytest.raises(SaysoError, match=r"E115 .*looking at the features, job 0: killed by signal 9"):
        group(str(tmp_path), Losing())


def test_a_folder_without_features_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="E113"):
        group(str(tmp_path), Here())
    write(tmp_path, [[row("r1", None)]], committed=False)
    with pytest.raises(SaysoError, match="E113"):
        group(str(tmp_path), Here())


def test_features_of_another_version_are_told(tmp_path: Path) -> None:
    write(tmp_path, [[row("r1", None)]])
    path = next((tmp_path / "features").iterdir())
    pq.write_table(pq.read_table(path).drop_columns(["terms"]), path)
    with pytest.raises(SaysoError, match=r"E114 .*it has no column terms"):
        group(str(tmp_path), Here())


@pytest.mark.parametrize("name", ["grouping.json", "stories", "grouping.tmp"])
def test_a_disk_that_takes_no_more_is_told_and_nothing_looks_whole(tmp_path: Path, name: str) -> None:
    write(tmp_path, [[row(f"r{n}", None, keys=[1], sentences=SENTENCES[:2]) for n in range(9)]])

    def full(owner: object, method: str) -> None:
        before = getattr(owner, method)

        def opened(*given: Any, **named: Any) -> Any:
            if any(name in str(one) for one in given):
                raise OSError(errno.ENOSPC, "No space left on device")
            return before(*given, **named)

        patch.setattr(owner, method, opened)

    with pytest.MonkeyPatch.context() as patch:
        full(places, "_opened")
        full(LocalFileSystem, "_open")
        with pytest.raises(SaysoError, match=r"E102 .*results cannot be written \(No space left") as told:
            group(str(tmp_path), Here())
    assert told.value.values["path"] == str(tmp_path)
    assert not is_grouped(str(tmp_path))
    group(str(tmp_path), Here())
    assert is_grouped(str(tmp_path))


def test_features_that_are_cut_are_told(tmp_path: Path) -> None:
    write(tmp_path, [[row("r1", None)]])
    path = next((tmp_path / "features").iterdir())
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SaysoError, match="E116"):
        group(str(tmp_path), Here())
