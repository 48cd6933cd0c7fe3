"""A run that was stopped goes on where it stopped; doing all of it again changes nothing; a full disk ends it with one line."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso import limits
from sayso.bulk import batch, manifest
from sayso.bulk.engines.inline import Inline
from sayso.bulk.parts import done as parts_done
from sayso.bulk.places import TEMPORARY, Local, place
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.run import Sum, run
from sayso.errors import SaysoError
from tests.bulk.making import done, job, line, rows
from tests.conftest import Sayso


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten documents in five tasks."""
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 2)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(line, range(10))), encoding="utf8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_doing_it_again_changes_nothing(lines: Path, tmp_path: Path) -> None:
    made = job(tmp_path / "out")
    first = done([lines], made)
    before = files(tmp_path / "out")
    again = done([lines], made)
    assert files(tmp_path / "out") == before
    assert [one.before for one in again] == [True] * 5 and [one.read for one in again] == [one.read for one in first]
    other = job(tmp_path / "other")
    done([lines], other)
    assert files(tmp_path / "other") == before


class Stopped(Exception):  # noqa: N818 - as a key would
    pass


def test_what_is_stopped_goes_on(lines: Path, tmp_path: Path) -> None:
    whole, made = job(tmp_path / "whole"), job(tmp_path / "out")
    done([lines], whole)
    told: list[int] = []

    def stop(status: object) -> None:
        told.append(1)
        if len(told) == 2:
            raise Stopped

    target = place(made.output)
    with pytest.raises(Stopped):
        run(made, target, Inline(), tasks(named([str(lines)])), stop, True)
    (tmp_path / "out" / "claims" / f"{TEMPORARY}1-part").write_bytes(b"half")
    assert len(list(parts_done(target))) == 2
    target.clear()
    sum = Sum()
    run(made, target, Inline(), tasks(named([str(lines)])), sum.add, False)
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert (sum.documents, sum.before) == (10, 4)


def test_a_killed_run_goes_on(sayso: Sayso, tmp_path: Path) -> None:
    """The command itself, killed in the middle with all that it started."""
    path, output = tmp_path / "a.jsonl", tmp_path / "out"
    path.write_text("\n".join(map(line, range(150))), encoding="utf8")
    typed = ["bulk", str(path), "-o", str(output), "--reader", "rules", "--workers", "1"]
    process = subprocess.Popen([sys.executable, "-m", "sayso", *typed], stderr=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: any(parts_done(Local(output))))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = sum(1 for _ in parts_done(Local(output)))
    ran = sayso(*typed)
    assert ran.status == 2 and ran.err.startswith("E101 ")
    ran = sayso(*typed, "--resume")
    assert ran.status == 0 and "received 150 = 150 read" in ran.err and "done before" in ran.err
    assert [row["sequence"] for row in rows(output, "documents")] == [n // 64 * 1_000_000 + n % 64 for n in range(150)]
    assert before in (1, 2, 3) and json.loads((output / "bulk.json").read_text())["complete"] is True


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(
    "more", [("--published", "2022-01-01"), ("--reader", "model"), ("b.jsonl",)], ids=["published", "reader", "inputs"]
)
def test_with_anything_else_it_does_not_go_on(more: tuple[str, ...], lines: Path, sayso: Sayso, tmp_path: Path) -> None:
    made = job(tmp_path / "out")
    manifest.begin(place(made.output), made, [str(lines)], False)
    (tmp_path / "b.jsonl").write_text(line(1))
    typed = [str(tmp_path / one) if one == "b.jsonl" else one for one in ("--reader", "rules", *more)]
    ran = sayso("bulk", lines, "-o", tmp_path / "out", "--resume", *typed)
    assert ran.status == 2 and ran.err.startswith("E103 ") and len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("change", ["more", "fewer"])
def test_inputs_that_changed_are_noticed(change: str, lines: Path, tmp_path: Path) -> None:
    made = job(tmp_path / "out")
    done([lines], made)
    text = lines.read_text()
    lines.write_text(line(77) + "\n" + text if change == "more" else "\n".join(text.split("\n")[:4]))
    with pytest.raises(SaysoError) as raised:
        run(made, place(made.output), Inline(), tasks(named([str(lines)])), lambda status: None, False)
    assert raised.value.code.code == "E103"


@pytest.fixture
def full_after_two(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that takes the files of two tasks."""
    write, count = Local.write, iter(range(100))

    def full(self: Local, name: str, data: bytes) -> None:
        if next(count) >= 11:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(self, name, data)

    monkeypatch.setattr(Local, "write", full)
    yield


@pytest.mark.usefixtures("full_after_two")
def test_a_full_disk_ends_it_and_what_was_written_is_whole(lines: Path, tmp_path: Path) -> None:
    made = job(tmp_path / "out")
    sum = Sum()
    with pytest.raises(SaysoError) as raised:
        run(made, place(made.output), Inline(), tasks(named([str(lines)])), sum.add, True)
    assert raised.value.code.code == "E102" and "No space left" in raised.value.line
    assert sum.documents == 4 and len(rows(tmp_path / "out", "documents")) == 4
    assert not list((tmp_path / "out").rglob(f"{TEMPORARY}*"))


@pytest.mark.parametrize("more", [(), ("--resume",)])
def test_a_disk_that_failed_at_the_first_file_is_begun_on_anew(
    more: tuple[str, ...], sayso: Sayso, lines: Path, tmp_path: Path
) -> None:
    """It took neither the whole file nor that the half of it be removed."""
    left = tmp_path / "out" / f"{TEMPORARY}1-{manifest.NAME}"
    left.parent.mkdir()
    left.write_text("{")
    assert sayso("bulk", lines, "-o", left.parent, "--workers", "1", *more).status == 0
    assert len(rows(left.parent, "documents")) == 10
    assert not left.exists()


def test_a_folder_that_cannot_be_written(sayso: Sayso, lines: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    ran = sayso("bulk", lines, "-o", tmp_path / "file", "--reader", "rules")
    assert ran.status != 0 and ran.err.startswith("E10") and len(ran.err.splitlines()) == 1


def test_process_batch_never_raises(lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(batch, "_outcome", broken)
    [first, *_] = tasks(named([str(lines)]))
    status = batch.process_batch(first, job(tmp_path / "out"))
    assert status.error and status.error[0] == "E099" and "nobody foresaw" in dict(status.error[1])["detail"]


@pytest.mark.parametrize("more", [(), ("--resume",)], ids=["anew", "resume"])
def test_of_two_runs_in_one_folder_the_second_ends(more: tuple[str, ...], lines: Path, sayso: Sayso, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with manifest.held(place(str(out)), str(out)):
        (out / f"{TEMPORARY}of-the-first").write_bytes(b"")
        ran = sayso("bulk", lines, "-o", out, "--reader", "rules", *more)
        assert (ran.status, ran.err.partition(": give")[0]) == (
            2,
            f"E103 {out}: cannot be gone on with (another run is writing to it)",
        )
        assert (out / f"{TEMPORARY}of-the-first").exists()


def test_a_task_whose_file_of_documents_is_cut_is_done_again(lines: Path, tmp_path: Path) -> None:
    made = job(tmp_path / "out")
    done([lines], made)
    before = files(tmp_path / "out")
    part = sorted((tmp_path / "out/documents").iterdir())[2]
    for body in (b"", part.read_bytes()[:-100]):
        part.write_bytes(body)
        assert [one.before for one in done([lines], made)] == [True, True, False, True, True]
        assert files(tmp_path / "out") == before


@pytest.mark.parametrize("how", ["gone", "shorter"])
def test_an_input_that_is_gone_ends_the_run_and_gives_up_no_document(how: str, lines: Path, tmp_path: Path) -> None:
    made, body = job(tmp_path / "out"), lines.read_bytes()
    planned = list(tasks(named([str(lines)])))
    lines.unlink() if how == "gone" else lines.write_bytes(body[: planned[3].start + 10])
    found = [batch.process_batch(task, made) for task in planned]
    failed = [one for one in found if one.error]
    assert len(failed) == (5 if how == "gone" else 2) and {one.error[0] for one in failed if one.error} == {"E010"}
    lines.write_bytes(body)
    assert sum(one.read for one in done([lines], made)) == 10


def test_a_task_that_is_done_is_not_lost(lines: Path, tmp_path: Path) -> None:
    made = job(tmp_path / "out")
    [first, *_] = tasks(named([str(lines)]))
    assert batch.process_batch(first, made).read == 2
    before = files(tmp_path / "out")
    assert batch.lost(first, made, "SIGKILL").read == 2 and files(tmp_path / "out") == before
