"""Children that read: order, limits, death, replacement."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sayso.collect.contained import pool
from sayso.collect.contained.in_order import in_order
from sayso.collect.contained.jobs import Job
from sayso.collect.contained.pool import Contained
from sayso.collect.contained.process import Child
from sayso.errors import SaysoError
from tests.collect.contained.jobs import TABLE, job, malicious

posix_only = pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")


def doubled(children: Contained, numbers: Iterable[int]) -> Iterator[tuple[int, int | SaysoError]]:
    """As `read.contained` takes documents: some ahead, and in order."""
    return in_order(numbers, lambda n: children.begin(job("double"), (n,), str(n)), children.ahead)


def contained(workers: int = 1, seconds: float = 10, memory: int = 200_000_000, documents: int = 1_000) -> Contained:
    return Contained(workers, seconds, memory, documents, jobs=TABLE)


@pytest.fixture(scope="module")
def children() -> Iterator[Contained]:
    """Two of them, for tests that leave nothing behind."""
    with contained(workers=2) as made:
        yield made


@pytest.fixture(scope="module")
def hasty() -> Iterator[Contained]:
    """One that is quick to lose patience."""
    with contained(seconds=1) as made:
        yield made


def failure(children: Contained, name: str, argument: object) -> str:
    """What comes of a document, after which another is read as ever."""
    with pytest.raises(SaysoError) as raised:
        children.call(job(name), argument, name="bad.html")
    assert children.call(job("double"), 4, name="good.html") == 8
    return raised.value.line


def gone(pid: int) -> bool:
    """Has the process ended, at the latest in some seconds? One that has may stay in the list until somebody asks how."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
        if state.strip()[:1] in ("", "Z"):
            return True
        time.sleep(0.02)
    return False


def test_results_come_in_order(children: Contained) -> None:
    found = list(doubled(children, range(50)))
    assert found == [(n, 2 * n) for n in range(50)]


def test_few_are_taken_ahead(children: Contained) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(30):
            taken.append(number)
            yield number

    for handed, _ in enumerate(doubled(children, items())):
        assert len(taken) - handed <= children.ahead


def test_nothing_is_started_before_the_first_job(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(pool, "Child", refuse)
    with contained() as made:
        assert list(doubled(made, [])) == []


def test_one_that_hangs_is_given_up(hasty: Contained) -> None:
    assert failure(hasty, "hang", 0).startswith("E082 bad.html: took longer than 1 seconds to read")


@posix_only
def test_one_that_computes_for_ever_is_given_up(hasty: Contained) -> None:
    assert failure(hasty, "spin", 0).startswith("E082 bad.html")


@posix_only
def test_processor_time_is_limited_where_the_wall_clock_is_not() -> None:
    with contained(seconds=0.5) as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "seconds", 0.5)
        child = made._ready_child("spin", "x")
        made.seconds = 60
        made._free.append(child)
        with pytest.raises(SaysoError) as raised:
            made.call(job("spin"), 0, name="bad.html")
    assert raised.value.code.code == "E082"


@posix_only
def test_one_that_takes_much_memory_is_given_up(children: Contained) -> None:
    assert failure(children, "eat", 0).startswith("E083 bad.html: took more than 200 MB of memory to read")


@pytest.mark.parametrize(
    ("name", "argument", "why"),
    [
        pytest.param("crash", 0, "SIGSEGV", marks=posix_only),
        ("leave", 3, "exit status 3"),
        ("leave", 0, "exit status 0"),
        ("fail", 0, "it raised RecursionError"),
        ("unknown", 0, "it raised KeyError"),
        ("__import__", "os", "it raised KeyError"),
    ],
)
def test_one_that_ends_its_child(children: Contained, name: str, argument: object, why: str) -> None:
    assert failure(children, name, argument).startswith(f"E084 bad.html: the process that read it died ({why})")


@pytest.mark.parametrize(
    "message",
    [
        *(b"", b"\0", b"nonsense", b"[" * 100_000, b"[]", b"{}", b"null", b'["done"]', b'["done",0,1]', b'["well",false,1]'),
        *(b'["done",false,"1"]', b'["done",false,true]', b'["done",false,[1]]', b'["done",false,' + b"9" * 5_000 + b"]"),
        *(b'["error",false,["E999",{}]]', b'["error",false,["E012",{}]]', b'["error",false,["E012",{"code":"E001"}]]'),
        *(b'["error",false,["E012",{"path":1}]]', b'["failed",false,[]]', b'\xff["done",false,1]'),
    ],
)
def test_an_answer_that_makes_no_sense(children: Contained, message: bytes) -> None:
    assert failure(children, "answer", message).startswith("E084 bad.html: the process that read it died (its answer")


def test_an_answer_that_can_run_code_runs_none(children: Contained, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    message = malicious(folder)
    assert failure(children, "answer", message).startswith("E084")
    assert failure(children, "answer", b'["done",false,"' + message.hex().encode() + b'"]').startswith("E084")
    assert not folder.exists()


@pytest.mark.parametrize("length", [6_000_000, 2**40, 2**64 - 1])
def test_an_answer_that_would_fill_memory_is_not_read(children: Contained, length: int) -> None:
    assert failure(children, "claim", length) == (
        f"E084 bad.html: the process that read it died (its answer has {length:,} bytes): "
        "split it, or save its text alone; the rest was read"
    )


def test_an_answer_that_ends_early_is_waited_for_no_longer_than_a_document(hasty: Contained) -> None:
    assert failure(hasty, "claim", 2_000).startswith("E082")


def test_what_the_function_raises_comes_through(children: Contained) -> None:
    with pytest.raises(SaysoError) as raised:
        children.call(job("refuse"), "a{b}.html", name="a{b}.html")
    assert raised.value.line == SaysoError("E012", path="a{b}.html", detail="it holds {nothing}").line


def test_what_is_printed_breaks_nothing(children: Contained, capfd: pytest.CaptureFixture[str]) -> None:
    assert children.call(job("say"), 7, name="x") == 7
    assert capfd.readouterr() == ("", "")


def test_no_connection(children: Contained) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        assert "PermissionError" in failure(children, "connect", server.getsockname()[1])
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("name", ["look_up", "start", "fork"])
def test_no_look_up_and_no_process(children: Contained, name: str) -> None:
    assert "PermissionError" in failure(children, name, 0)


@posix_only
def test_no_file_is_written(children: Contained, tmp_path: Path) -> None:
    file = tmp_path / "out"
    assert "PermissionError" in failure(children, "write", str(file))
    assert not file.exists()


def test_no_secret_is_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_SECRET", "x")
    monkeypatch.setenv("AUTHORISATION", "x")
    with contained() as made:
        names = made.call(Job("environment", str), 0, name="x").split()
    assert "PYTHONPATH" in names
    assert not {"SAYSO_SECRET", "AUTHORISATION", "HOME", "PATH"} & set(names)


def test_the_others_are_unhurt_and_in_order() -> None:
    jobs = ["double", "crash", "double", "hang", "double", "double", "leave", "double", "eat", "double"]
    with contained(workers=2, seconds=3) as made:
        begun = [made.begin(job(name), (number,), "x") for number, name in enumerate(jobs)]
        found = [future.result() for future in begun]
    codes = {"crash": "E084", "hang": "E082", "leave": "E084", "eat": "E083"}
    assert [one.code.code if isinstance(one, SaysoError) else one for one in found] == [
        codes.get(name, 2 * number) for number, name in enumerate(jobs)
    ]


def test_a_document_that_ends_its_child_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    ask = Child.ask

    def counted(child: Child, request: bytes, most: int, seconds: float) -> bytes:
        asked.append(request)
        return ask(child, request, most, seconds)

    monkeypatch.setattr(Child, "ask", counted)
    with contained() as made:
        failure(made, "leave", 1)
    assert len(asked) == 2


@posix_only
def test_a_child_that_died_while_it_waited_is_no_documents_fault() -> None:
    with contained() as made:
        first = made.call(job("pid"), name="x")
        os.kill(first, signal.SIGKILL)
        while made._free[0].process.poll() is None:
            time.sleep(0.001)
        assert made.call(job("pid"), name="x") != first


def test_a_child_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with contained() as made, pytest.raises(SaysoError) as raised:
        made.call(job("pid"), name="x.html")
    assert raised.value.line.startswith("E084 x.html: the process that read it died (it could not be started: No such file")


def test_a_child_that_dies_before_its_first_job_is_told() -> None:
    with Contained(1, jobs={"pid": "no.such.module:f"}) as made, pytest.raises(SaysoError) as raised:
        made.call(job("pid"), name="x.html")
    assert raised.value.line.startswith("E084 x.html: the process that read it died (it did not start)")


def test_children_are_replaced_after_some_documents() -> None:
    with contained(documents=3) as made:
        pids = [made.call(job("pid"), name="x") for _ in range(9)]
        assert [len(set(pids[n : n + 3])) for n in (0, 3, 6)] == [1, 1, 1]
        assert len(set(pids)) == 3
        assert gone(pids[0])


def test_the_next_child_is_started_before_the_last_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "STARTED_BEFORE", 2)
    with contained(documents=4) as made:
        for _ in range(2):
            made.call(job("pid"), name="x")
        [successor] = made._started
        pids = [made.call(job("pid"), name="x") for _ in range(3)]
    assert successor.process.pid not in pids[:2]
    assert successor.process.pid == pids[2]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell what a process holds")
def test_a_child_that_has_grown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.limits.CHILD_WORN", 100_000_000)
    with contained(memory=400_000_000) as made:
        pids = [made.call(job("grow"), megabytes, name="x") for megabytes in (1, 1, 120, 1)]
    assert pids[0] == pids[1] == pids[2] != pids[3]


def test_many_threads_may_share_it() -> None:
    with contained(workers=2) as made, ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(lambda n: made.call(job("double"), n, name="x"), range(200)))
    assert numbers == [2 * n for n in range(200)]


@pytest.mark.parametrize("leave", [lambda made: made.close(), lambda made: made.__exit__(None, None, None)])
def test_closing_ends_every_child_at_once(leave: Callable[[Contained], None]) -> None:
    made = contained(workers=2, seconds=60)
    pids = [child.process.pid for child in [made._ready_child("pid", "x"), made._ready_child("pid", "x")]]
    hanging = [made.begin(job("hang"), (0,), "x") for _ in range(4)]
    begun = time.monotonic()
    leave(made)
    assert time.monotonic() - begun < 5
    assert all(isinstance(future.result(1), SaysoError) for future in hanging)
    assert all(map(gone, pids))


def test_who_asks_for_no_more_leaves_nothing_in_work(children: Contained) -> None:
    results = doubled(children, range(1_000_000))
    assert next(results) == (0, 0)
    assert isinstance(results, Iterator)
    results.close()  # type: ignore[attr-defined]
    assert children.call(job("double"), 1, name="x") == 2


def test_large_documents_come_and_go(children: Contained) -> None:
    text = "ä\ud800\0" * 2_000_000
    with Contained(1, jobs={"same": "copy:copy"}) as made:
        assert made.call(Job("same", str), text, name="x") == text
