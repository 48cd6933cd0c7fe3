"""`sayso bulk` as a person types it: its account, its exit status, its errors, and the line that tells how far it is."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import fsspec
import pytest

from sayso.bulk import places
from sayso.bulk.run import Sum
from sayso.bulk.status import Status
from sayso.commands.bulk_progress import Pace, duration
from tests.bulk.inputs import INPUTS
from tests.bulk.making import entries, line, story
from tests.conftest import Sayso


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(story(3), encoding="utf8")
    return path


def test_the_account_adds_up_and_the_status_says_what_was_not_read(sayso: Sayso, tmp_path: Path) -> None:
    path = tmp_path / "whole.warc.gz"
    INPUTS["whole.warc.gz"](path)
    ran = sayso("bulk", path, "-o", tmp_path / "out", "--reader", "rules", "--workers", "1", "--published", "2022-01-07")
    told = ran.err.splitlines()
    assert told[-2].startswith("received 10 = 8 read + 1 duplicate + 1 unreadable + 0 killed + 0 timed out; 8 reports, ")
    assert told[0].startswith("E004 http://news.example/empty") and "passed over: 7 request, 1 style, 1 warcinfo" in told
    assert (ran.status, ran.out) == (1, "")


def test_two_workers_write_what_one_does(sayso: Sayso, tmp_path: Path, demo: Path) -> None:
    for workers in ("1", "2"):
        ran = sayso("bulk", demo, "-o", tmp_path / workers, "--reader", "rules", "--workers", workers)
        assert ran.status == 0, ran.err
    assert entries(tmp_path / "1") == entries(tmp_path / "2") != []


def test_inputs_and_results_in_a_store_of_fsspec(sayso: Sayso, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/in/a.jsonl", "\n".join(map(line, range(3))).encode())
    memory.pipe_file("/in/b.txt", story(9).encode())
    memory.pipe_file("/in/c.docx", b"PK")
    try:
        ran = sayso("bulk", "memory://in", "-o", "memory://out", "--reader", "rules")
        assert (ran.status, "received 4 = 4 read" in ran.err) == (0, True), ran.err
        assert len(memory.ls("/out/documents", detail=False)) == 2
        ran = sayso("bulk", "memory://in/*.jsonl", "-o", "memory://out", "--reader", "rules", "--resume")
        assert ran.err.startswith("E103 ")
        ran = sayso("bulk", "memory://in", "-o", "memory://out", "--reader", "rules", "--resume")
        assert "4 of the documents were done before" in ran.err
    finally:
        memory.store.clear()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["nowhere.warc"], "E001"),
        (["*.nothing"], "E001"),
        (["."], "E002"),
        (["-"], "E104"),
        (["nostore://a/b.warc"], "E104"),
        (["a.txt", "--engine", "abacus"], "E033"),
        (["a.txt", "--published", "soon"], "E011"),
        (["a.txt", "--reader", "nobody"], "E013"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[-1],
)
def test_what_is_wrong_is_one_line(
    typed: list[str], code: str, sayso: Sayso, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder if typed == ["."] else text.parent)
    ran = sayso("bulk", *typed, "-o", tmp_path / "out")
    assert ran.err.startswith(f"{code} ") and len(ran.err.splitlines()) == 1 and ran.status == 2


@pytest.mark.parametrize("package", ["pyarrow", "fsspec"])
def test_a_package_that_is_missing_is_named(
    package: str, sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name=package)
        return found(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    ran = sayso("bulk", "memory://in", "-o", tmp_path / "out", "--reader", "rules")
    assert (ran.status, ran.err) == (
        2,
        f"E100 {package} is not installed, and this needs it: pip install 'sayso[bulk]', or the package itself\n",
    )


def test_what_is_wrong_with_one_input_is_told_and_the_others_are_read(sayso: Sayso, text: Path, tmp_path: Path) -> None:
    (tmp_path / "b.mbox").write_bytes(b"From a@b.example Fri Jan  7 12:00:00 2022\n\nwords\n")
    memory = "memory://nothing/there.warc"
    ran = sayso("bulk", tmp_path / "b.mbox", memory, text, "-o", tmp_path / "out", "--reader", "rules", "--workers", "1")
    assert "received 3 = 1 read + 0 duplicate + 2 unreadable" in ran.err and ran.status == 1
    assert "E104" in ran.err and "E010" in ran.err


def test_pace_tells_rate_and_what_is_left() -> None:
    clock = iter((100.0, 110.0, 110.0))
    pace, sum = Pace(1_000, lambda: next(clock)), Sum()
    sum.add(Status(0, "a", size=200, read=300, before=True))
    pace.before(200, 300)
    sum.add(Status(1, "a", size=400, read=1_195, unreadable=5, claims=4_000, reports=1_195))
    assert pace.words(sum) == "1,500 documents, 120/s, 4,000 claims, 5 unreadable, 10 s left"
    assert pace.share(sum) == 0.6
    assert "left" not in Pace(0, lambda: 0.0).words(sum)


@pytest.mark.parametrize(("seconds", "words"), [(3, "3 s"), (90, "2 min"), (7_500, "2 h 5 min"), (300_000, "3 days")], ids=str)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = places.place(str(tmp_path / "new"))
    place.write("a/b", b"one")
    monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(OSError, match="no"):
        place.write("a/b", b"two")
    assert place.read("a/b") == b"one" and list(place.names("a")) == ["b"] and len(list((tmp_path / "new/a").iterdir())) == 1
