"""Tasks grow with what came before them, and with nothing else."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso import limits
from sayso.bulk import keys
from sayso.bulk.collecting import documents
from sayso.bulk.planning.course import Course
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.task import Task
from sayso.collect.archives.tally import Tally
from tests.bulk.making import job


def test_the_first_are_small_and_none_is_larger_than_the_largest() -> None:
    with closing(keys.Seen()) as seen:
        course, sizes = Course(seen), []
        while course.planned < 2_000_000:
            sizes.append((course.documents, course.bytes))
            course.planned += course.documents
    assert sizes == sorted(sizes)
    assert sizes[0] == (limits.BULK_DOCUMENTS, limits.BULK_BYTES)
    assert sizes[-1] == (limits.BULK_MOST_DOCUMENTS, limits.BULK_MOST_BYTES)
    assert len(sizes) < 2_000


def test_what_is_carried_stays_small() -> None:
    with closing(keys.Seen()) as seen:
        course = Course(seen, planned=10_000_000)
        assert course.is_full(1, limits.BULK_BYTES, carried=True)
        assert not course.is_full(1, limits.BULK_BYTES, carried=False)


@pytest.mark.parametrize("kind", ["lines", "rows", "files"])
def test_later_tasks_have_more_documents(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the input, all of it once, and the same tasks when it is planned again."""
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 2)
    monkeypatch.setattr(limits, "BULK_SHARE", 4)
    monkeypatch.setattr(limits, "BULK_MOST_DOCUMENTS", 7)
    inputs = _inputs(kind, tmp_path)
    found = _planned(inputs)
    counts = [task.documents or 0 for task in found]
    assert sum(counts) == 60 and counts[0] == 2 and max(counts) in (6, 7)
    assert counts[:-1] == sorted(counts[:-1])
    assert len([one for task in found for one in documents(task, job("nowhere"), Tally())]) == 60
    assert [task.part for task in _planned(inputs)] == [task.part for task in found]


def _planned(inputs: list[str]) -> list[Task]:
    return list(tasks(named(inputs), limits.MAX_BYTES))


def _inputs(kind: str, folder: Path) -> list[str]:
    texts = [f"Fire number {n} killed three people." for n in range(60)]
    if kind == "files":
        for number, text in enumerate(texts):
            (folder / f"{number:02d}.txt").write_text(text)
        return [str(folder)]
    if kind == "rows":
        pq.write_table(pa.table({"text": texts}), folder / "a.parquet")
        return [str(folder / "a.parquet")]
    (folder / "a.jsonl").write_text("\n".join(f'{{"text": "{text}"}}' for text in texts))
    return [str(folder / "a.jsonl")]
