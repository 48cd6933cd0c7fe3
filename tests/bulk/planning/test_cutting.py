"""Wherever an input is cut, its stretches give together what all of it gives: documents, damage, and what is passed over."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso import limits
from sayso.bulk import keys
from sayso.bulk.child import Document
from sayso.bulk.collecting import documents
from sayso.bulk.planning.archives import Archive, of_warc
from sayso.bulk.planning.carried import Lines, Walked
from sayso.bulk.planning.course import Course
from sayso.bulk.planning.named import named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.task import Task
from sayso.collect import containers
from sayso.collect.archives.tally import Tally
from sayso.types import Capture, Unreadable
from tests.bulk.inputs import INPUTS
from tests.bulk.making import BEGUN, job, page
from tests.collect.archives import making

MOST = 1_000_000
Told = tuple[str, str | None, str | None]

pieces = st.lists(
    st.one_of(
        st.integers(1, 9).map(lambda n: making.response(page(n), f"http://news.example/{n}")),
        st.integers(1, 9).map(lambda n: making.request(f"http://news.example/{n}")),
        st.just(making.record("warcinfo", b"none", uri="")),
        st.just(making.response(page(1), "http://news.example/1", digest="sha1").replace(b"sha1:", b"sha1:A", 1)),
        st.just(making.response(b"", "http://news.example/nothing")),
    ),
    min_size=1,
    max_size=12,
)
damages = st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), max_size=3)


def of_whole(body: bytes, path: str) -> tuple[list[Told], Counter[str]]:
    tally = Tally()
    found = containers.documents("warc", io.BytesIO(body), path, lambda: BEGUN, MOST, tally)
    return [told(given.capture) for given in found], tally.passed


def of_tasks(found: list[Task]) -> tuple[list[Told], Counter[str]]:
    made, tally = job("nowhere", max_bytes=MOST), Tally()
    return [told(one.found) for task in found for one in documents(task, made, tally)], tally.passed


def told(found: Capture | Unreadable | Document) -> Told:
    if isinstance(found, Unreadable):
        return found.address, found.code, found.reason
    capture = found.capture if isinstance(found, Document) else found
    return capture.address, None, capture.sha256


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces, damages, st.integers(1, 4), st.booleans())
def test_an_archive_in_any_stretches(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    records: list[bytes],
    wrong: list[tuple[float, int]],
    most: int,
    packed: bool,
) -> None:
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", most)
    body = bytearray(making.zipped(records) if packed else b"".join(records))
    for share, flip in wrong:
        body[int(share * (len(body) - 1))] ^= flip
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(body)
    expected, passed = of_whole(bytes(body), str(path))
    found, passed_here = of_tasks(list(tasks(named([str(path)]), MOST)))
    if expected:
        assert (found, passed_here) == (expected, passed)


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("most", [1, 3])
def test_numbers_and_sizes_add_up(name: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _plan(name, tmp_path)
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", most)
    cut = _plan(name, tmp_path)
    assert [task.number for task in cut] == list(range(len(cut)))
    assert sum(task.size for task in cut) == sum(task.size for task in whole)
    assert len({task.key for task in cut}) == len(cut)
    assert of_tasks(cut) == of_tasks(whole)
    assert cut == _plan(name, tmp_path)


def _plan(name: str, folder: Path) -> list[Task]:
    path = folder / name
    if not path.exists():
        INPUTS[name](path)
    return list(tasks(named([str(path)]), MOST))


@pytest.mark.parametrize("ends", [b"", b"\n", b"\n\n"])
def test_lines_that_are_packed_are_brought_along(ends: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 2)
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    body = b"\n".join(b'{"text": "%d"}' % n for n in range(7)) + ends
    plain.write_bytes(body)
    packed.write_bytes(gzip.compress(body, mtime=0))
    found = list(tasks(named([str(packed)]), MOST))
    assert len(found) == 4 and all(task.data for task in found)
    packed.unlink()
    assert _lines(found) == _lines(list(tasks(named([str(plain)]), MOST))) != []


def test_a_gzip_of_lines_that_is_cut_gives_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    body = "\n".join(f'{{"text": "{hash(n)}"}}' for n in range(50_000)).encode()
    path.write_bytes(gzip.compress(body, mtime=0)[:-5_000])
    found = of_tasks(list(tasks(named([str(path)]), MOST)))[0]
    assert len(found) > 1_000 and [code for _, code, _ in found if code] == ["E078"]


def test_of_a_gzip_that_is_cut_no_whole_line_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    body = "\n".join(f'{{"text": "{hash(n)}"}}' for n in range(20_000)).encode()
    packed = gzip.compress(body, mtime=0)
    for size in (len(packed) // 3, len(packed) - 9):
        path.write_bytes(packed[:size])
        whole = zlib.decompressobj(31).decompress(packed[:size]).count(b"\n")
        found = of_tasks(list(tasks(named([str(path)]), MOST)))[0]
        assert len([code for _, code, _ in found if not code]) >= whole > 0, size


def _lines(found: list[Task]) -> list[tuple[bytes, int]]:
    collected = [one.found for task in found for one in documents(task, job("nowhere"), Tally())]
    return [(one.capture.body, one.line.object) for one in collected if isinstance(one, Document) and one.line]


def test_a_line_that_is_too_long_hurts_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + b"x" * 200_000 + b'\n{"text": "b"}\n')
    made = job("nowhere", max_bytes=100_000)
    found = [told(one.found) for task in tasks(named([str(path)]), 100_000) for one in documents(task, made, Tally())]
    assert [code for _, code, _ in found] == [None, "E005", None]


def test_memory_holds_the_beginning_of_a_long_line() -> None:
    stream = io.BytesIO(b"x" * 1_000_000 + b"\ny\n")
    found = list(Lines(stream, 100))
    assert [size for _, size in found] == [1_000_001, 2]
    assert len(found[0][0]) < 200_000


def test_a_terabyte_starts_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first task comes when a few records were walked, and not the whole archive."""
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 1)
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(making.response(page(n), f"http://news.example/{n}") for n in range(2_000)))
    with path.open("rb") as stream, closing(keys.Seen()) as seen:
        first = next(of_warc(Archive(str(path), str(path), MOST), Walked(stream, False), Course(seen)))
        assert first.documents == 1 and stream.tell() < path.stat().st_size / 5
