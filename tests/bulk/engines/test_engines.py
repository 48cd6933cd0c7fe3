"""What every engine must hold, whatever dies."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import limits
from sayso.bulk import places
from sayso.bulk.engines.engine import ATTEMPTS, Engine, Lost
from sayso.bulk.engines.local import Local
from sayso.bulk.engines.on_ray import OnRay
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.run import run
from sayso.bulk.status import Status
from sayso.errors import SaysoError
from tests.bulk.engines.works import Counted, Deadly, DyingOnce, Odd, Poisoned, Refusing, Square
from tests.bulk.making import job, line, rows


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two nodes of one processor each. Told by its address."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'sayso[ray]'")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join(entry for entry in sys.path if entry))  # for works.py
        from ray.cluster_utils import Cluster

        node: dict[str, Any] = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}
        made: Any = Cluster(initialize_head=True, head_node_args=node)
        made.add_node(**node)
        patch.setenv("RAY_ADDRESS", made.address)
        yield made.address
        made.shutdown()


@pytest.fixture(scope="module")
def on_ray(cluster: str) -> Iterator[Engine]:
    made = OnRay()
    yield made
    made.close()


@pytest.fixture(params=["local", "ray"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "ray":
        yield request.getfixturevalue("on_ray")
        return
    made = Local(2)
    yield made
    made.close()


def test_each_task_has_one_result(engine: Engine) -> None:
    assert sorted(map(int, _done(engine.map(Square(), range(300))))) == [n * n for n in range(300)]


def test_tasks_are_taken_as_workers_come_free(engine: Engine) -> None:
    tasks = Counted(10_000)
    results = engine.map(Square(), tasks)
    for _ in range(10):
        next(results)
    assert tasks.taken <= 10 + 4 * engine.workers


def test_a_worker_that_is_killed_costs_nothing_but_time(engine: Engine, tmp_path: Path) -> None:
    found = _done(engine.map(DyingOnce(tmp_path, (3, 4, 20)), range(40)))
    assert Counter(found) == Counter(range(40))
    assert (tmp_path / "3-2").exists()


def test_a_task_that_kills_every_worker_is_lost_alone(engine: Engine, tmp_path: Path) -> None:
    found = list(engine.map(Poisoned(tmp_path, 5), range(20)))
    (lost,) = [one for one in found if isinstance(one, Lost)]
    assert lost.task == 5
    assert "SIGKILL" in lost.why or "WorkerCrashedError" in lost.why
    assert Counter(_done(iter(found))) == Counter(set(range(20)) - {5})
    assert len(list(tmp_path.glob("5-*"))) == ATTEMPTS


def test_what_work_raises_is_raised_here_and_the_engine_goes_on(engine: Engine) -> None:
    with pytest.raises(SaysoError, match="E010 part-3: cannot be read") as raised:
        list(engine.map(Refusing(), range(10)))
    assert "works.py" in raised.value.__notes__[0]
    assert len(_done(engine.map(Square(), range(5)))) == 5


def test_what_cannot_be_pickled_is_raised_in_words(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="odd one"):
        list(engine.map(Odd(), range(3)))


def test_rows_are_all_there_once_each_whatever_dies(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker is killed in the middle of a task, and one document of the set kills whoever reads it."""
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 4)
    inputs, output = tmp_path / "in.jsonl", tmp_path / "out"
    lines = [line(n) for n in range(1, 22)]
    lines[6] = line(7, byline="POISON")
    inputs.write_text("\n".join(lines), encoding="utf8")
    deadly = job(output, "deadly", children=(("bulk_deadly", "tests.bulk.engines.works:deadly"),))
    told: list[Status] = []
    run(deadly, places.place(str(output)), Deadly(engine, tmp_path, at=3), tasks(named([str(inputs)])), told.append, True)
    assert (tmp_path / "3-2").exists(), "no worker was killed"
    documents = rows(output, "documents")
    assert [(row["status"], row["code"]) for row in documents] == [
        ("killed", "E084") if n == 7 else ("read", None) for n in range(1, 22)
    ]
    assert [row["title"] for row in rows(output, "reports")] == [f"Fire {n}" for n in range(1, 22) if n != 7]
    assert sum(one.documents for one in told) == len({row["document"] for row in documents}) == 21


def _done(found: Iterator[int | Lost]) -> list[int]:
    return [one for one in found if not isinstance(one, Lost)]
