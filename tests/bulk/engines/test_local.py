"""The local engine: what only it must hold, beside what every engine must (`test_engines`)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.bulk.engines.local import Local
from sayso.errors import SaysoError
from tests.bulk.engines.works import Printing, Process, Waiting

WAIT = 30.0


@pytest.fixture
def engine() -> Iterator[Local]:
    made = Local(2)
    yield made
    made.close()


def test_processes_are_others_than_ours_and_as_many_as_said(engine: Local) -> None:
    processes = set(engine.map(Process(), range(50)))
    assert os.getpid() not in processes
    assert len(processes) <= 2


def test_workers_stay_for_the_next_map(engine: Local) -> None:
    first = set(engine.map(Process(), range(20)))
    assert first & set(engine.map(Process(), range(20)))


def test_what_work_prints_is_no_answer(engine: Local) -> None:
    assert sorted(map(str, engine.map(Printing(), range(3)))) == ["0", "1", "2"]


def test_nothing_is_started_for_nothing(engine: Local) -> None:
    assert list(engine.map(Process(), [])) == []
    assert engine._all == []


def test_who_takes_no_more_results_ends_what_is_at_work(engine: Local, tmp_path: Path) -> None:
    results = engine.map(Waiting(tmp_path), [1, 0])
    assert next(results) == 0
    worker = _told(tmp_path / "1.pid")
    results.close()  # type: ignore[attr-defined]
    assert _is_gone(worker)
    assert sorted(map(str, engine.map(Printing(), range(3)))) == ["0", "1", "2"]


def test_closing_ends_who_is_at_work(engine: Local, tmp_path: Path) -> None:
    results = engine.map(Waiting(tmp_path), [1, 0])
    next(results)
    worker = _told(tmp_path / "1.pid")
    engine.close()
    assert _is_gone(worker)


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sayso.bulk.engines.local import Local;"
        "from tests.bulk.engines.works import Waiting;"
        "list(Local(2).map(Waiting(Path(sys.argv[1])), [1, 2]))"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=os.environ | {"PYTHONPATH": path}) as parent:
        workers = [_told(tmp_path / f"{number}.pid") for number in (1, 2)]
        parent.send_signal(signal.SIGKILL)
    assert all(map(_is_gone, workers))


def test_a_key_ends_the_workers_and_says_nothing_of_them(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from sayso.bulk.engines.local import Local;"
        "from tests.bulk.engines.works import Waiting;"
        "engine = Local(2)\n"
        "try: list(engine.map(Waiting(Path(sys.argv[1])), [1, 2]))\n"
        "except KeyboardInterrupt: engine.close(); sys.exit(130)"
    )
    path = os.pathsep.join(entry for entry in sys.path if entry)
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, stderr=subprocess.PIPE) as parent:
        workers = [_told(tmp_path / f"{number}.pid") for number in (1, 2)]
        parent.send_signal(signal.SIGINT)
        _, said = parent.communicate(timeout=WAIT)
    assert (parent.returncode, said) == (130, b"")
    assert all(map(_is_gone, workers))


def test_workers_that_cannot_start_are_told_and_not_tried_for_ever(engine: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SaysoError, match=r"E107 .* \(exit status 1\)"):
        list(engine.map(Process(), range(3)))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(SaysoError, match=r"E107 .* \(No such file"):
        list(engine.map(Process(), range(3)))


def test_a_worker_that_died_while_it_had_nothing_to_do_is_replaced(engine: Local) -> None:
    for process in set(engine.map(Process(), range(20))):
        os.kill(int(str(process)), signal.SIGKILL)
    for worker in engine._all:
        worker.process.wait()
    assert len(list(engine.map(Process(), range(20)))) == 20


def _told(path: Path) -> int:
    end = time.monotonic() + WAIT
    while not path.exists():
        assert time.monotonic() < end, "nobody is at work"
        time.sleep(0.01)
    return int(path.read_text())


def _is_gone(process: int) -> bool:
    """Waits for it. A process that its parent has not heard of yet is gone too."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False
