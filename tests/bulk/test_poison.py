"""A document that ends, hangs or fills the process that reads it costs one row, and all others are read once each."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import limits
from sayso.bulk import children
from sayso.bulk.batch import lost, process_batch
from sayso.bulk.parts import status_of
from sayso.bulk.places import place
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.schema import DOCUMENTS
from tests.bulk import poison
from tests.bulk.making import done, entries, job, line, page, rows, story
from tests.collect.archives import making

WAYS = {
    "POISON-EXIT": ("killed", "E084"),
    "POISON-CRASH": ("killed", "E084"),
    "POISON-STACK": ("killed", "E084"),
    "POISON-MEMORY": ("killed", "E083"),
    "POISON-HANG": ("timed_out", "E082"),
    "POISON-BURN": ("timed_out", "E082"),
    "POISON-RAISE": ("unreadable", "E084"),
}


@pytest.fixture(autouse=True)
def no_child_stays() -> Iterator[None]:
    yield
    children.close()


def test_each_way_to_die_costs_one_row(tmp_path: Path) -> None:
    lines = [line(0)]
    for n, word in enumerate(WAYS, 1):
        lines += [line(100 + n, title=word), line(n)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf8")
    made = job(tmp_path / "out", "poison", children=poison.JOBS, seconds=4)
    [status] = done([path], made)
    found = rows(tmp_path / "out", DOCUMENTS.name)
    assert [(row["status"], row["code"]) for row in found[1::2]] == list(WAYS.values())
    assert [row["status"] for row in found[0::2]] == ["read"] * (len(WAYS) + 1)
    assert [len(row["reports"]) for row in found] == [n % 2 == 0 for n in range(len(lines))]
    assert (status.read, status.killed, status.timed_out, status.unreadable) == (len(WAYS) + 1, 4, 2, 1)
    assert status.documents == len(lines) and status.lost == len(WAYS)
    assert "words of the document" not in str([row["reason"] for row in found])


def test_who_is_killed_from_outside_is_asked_once_more(tmp_path: Path) -> None:
    """The system kills what it likes when memory is short; the document may be innocent."""
    marker = tmp_path / "kill-once"
    marker.touch()
    path = tmp_path / "a.txt"
    path.write_text(f"{story(1)} ONCE {marker} ", encoding="utf8")
    [status] = done([path], job(tmp_path / "out", "poison", children=poison.JOBS))
    assert (status.read, status.killed, marker.exists()) == (1, 0, False)


def test_documents_that_were_found_to_be_hard(tmp_path: Path) -> None:
    """The real reader of pages: a bomb, a page of nothing but tags, and one of nothing but angle brackets."""
    bomb = gzip.compress(bytes(100_000_000))
    records = [
        making.response(page(1), "http://news.example/1"),
        making.response(bomb, "http://news.example/bomb", extra="Content-Encoding: gzip\r\n"),
        making.response(b"<p>" + b"<div>" * 400_000 + b"x", "http://news.example/nested"),
        making.response(b"<" * 2_000_000, "http://news.example/angles"),
        making.response(page(2), "http://news.example/2"),
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(making.zipped(records))
    done([path], job(tmp_path / "out"))
    found = {row["address"].rpartition("/")[2]: row for row in rows(tmp_path / "out", DOCUMENTS.name)}
    assert [found[name]["status"] for name in ("1", "2")] == ["read", "read"]
    assert found["bomb"]["code"] == "E079" or found["bomb"]["code"] == "E005"
    assert len(found) == len(records)


def test_a_task_that_ends_every_worker_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(line, range(3))), encoding="utf8")
    [task] = tasks(named([str(path)]))
    made = job(tmp_path / "out")
    status = lost(task, made, "SIGSEGV")
    assert (status.killed, status.documents) == (3, 3)
    assert Counter(kind for kind, _, _ in entries(tmp_path / "out")) == {"unreadable": 1}
    assert process_batch(task, made).before


def test_what_is_no_documents_fault_is_the_jobs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(story(1), encoding="utf8")
    [task] = tasks(named([str(path)]))
    nowhere = (("bulk_poison", "nowhere:read"),)
    wrong = (job(tmp_path / "out", version="other"), "E105"), (job(tmp_path / "out", "poison", children=nowhere), "E106")
    for made, code in wrong:
        status = process_batch(task, made)
        assert status.error and status.error[0] == code and status.documents == 0
        assert status_of(place(made.output), task.part) is None


def test_a_child_is_kept_from_task_to_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 1)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(line, range(3))), encoding="utf8")
    made, seen = job(tmp_path / "out"), set()
    for task in tasks(named([str(path)])):
        assert process_batch(task, made).read == 1
        seen |= {one.process.pid for one in children.of(made)._all}
    assert len(seen) == 1
