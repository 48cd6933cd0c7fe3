"""Addresses of stores that are no plain folders: archives within archives, queries, passwords, drivers that fail."""

from __future__ import annotations

import zipfile
from pathlib import Path

import fsspec
import pytest

from sayso.bulk import places
from sayso.bulk.planning.named import Input, named
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.task import Kind
from sayso.errors import SaysoError
from tests.bulk.making import done, job, line, rows, story
from tests.conftest import Sayso


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.jsonl", "\n".join(map(line, range(3))))
        file.writestr("below/b.txt", story(7))
        file.writestr("../c.jsonl", line(8))
        file.writestr("passed.docx", "PK")
    return tmp_path / "all.zip"


@pytest.mark.parametrize(
    ("pattern", "count"),
    [("a.jsonl", 3), ("*.jsonl", 3), ("below", 1), ("**/*.txt", 1)],
    ids=["file", "pattern", "folder", "**"],
)
def test_files_in_a_zip(pattern: str, count: int, packed: Path, tmp_path: Path) -> None:
    done([f"zip://{pattern}::{packed}"], job(tmp_path / "out"))
    found = rows(tmp_path / "out", "documents")
    assert [row["status"] for row in found] == ["read"] * count
    assert all(row["input"].startswith("zip://") and row["input"].endswith(f"::{packed}") for row in found)


def test_an_end_is_known_before_a_query_and_within_an_archive() -> None:
    assert places.name("https://a.example/x.jsonl?key=1") == "https://a.example/x.jsonl"
    assert places.name("zip://x.jsonl::https://a.example/y.zip") == "zip://x.jsonl"
    assert places.name("what?.jsonl") == "what?.jsonl"


def test_a_file_with_a_sign_of_patterns_in_its_name() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/in/a.jsonl?key=[1]", line(1).encode())
    try:
        assert named(["memory://in/a.jsonl?key=[1]"]) == [Input("memory://in/a.jsonl?key=[1]")]
        assert [task.kind for task in tasks(named(["memory://in/a.jsonl?key=[1]"]))] == [Kind.LINES]
    finally:
        memory.store.clear()


SECRET = ("s3://me:hush@bucket/a.warc", "zip://a.jsonl::https://me:hush@a.example/b.zip", "sftp://:hush@a.example/b.warc")


@pytest.mark.parametrize("address", SECRET, ids=["s3", "zip", "sftp"])
def test_a_password_in_an_address_is_refused_and_not_repeated(address: str, sayso: Sayso, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(line(1))
    for typed in (
        ("bulk", address, "-o", tmp_path / "out"),
        ("bulk", tmp_path / "a.jsonl", "-o", address),
        ("load", address),
    ):
        ran = sayso(*typed)
        assert ran.status == 2 and ran.err.startswith("E104 ") and "hush" not in ran.err, typed
    assert not (tmp_path / "out").exists()


def test_an_owner_and_a_repository_are_no_password() -> None:
    assert not places.SECRET.search("github://owner:repository@main/a.jsonl")


def test_what_a_driver_raises_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    class RefusedError(Exception):
        pass

    place = places.Remote("memory://out")
    monkeypatch.setattr(place.store, "pipe_file", lambda *_: (_ for _ in ()).throw(RefusedError("501 no PUT")))
    with pytest.raises(OSError, match="RefusedError: 501 no PUT"):
        place.write("a", b"")


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(address: str) -> None:
        try:
            raise ImportError(name="aiohttp")
        except ImportError as cause:
            raise ImportError("HTTPFileSystem requires aiohttp") from cause

    monkeypatch.setattr(fsspec.core, "url_to_fs", without)
    with pytest.raises(SaysoError, match="E100 aiohttp is not installed"):
        places.store("https://a.example/b.warc")
