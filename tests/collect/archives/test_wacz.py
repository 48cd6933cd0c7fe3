"""Zips of web archives: read without writing anything, their list of digests checked."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from sayso import limits
from sayso.collect.archives import wacz
from sayso.collect.archives.tally import Tally
from sayso.types import Capture, Unreadable
from tests.collect.archives.making import PAGE, URL, broken, response, whole, zipped

NAME = "archive/data.warc.gz"
ARCHIVE = zipped([response(), response(uri="http://b.example/")])


def package(files: Mapping[str, bytes], listed: Mapping[str, bytes] | None = None, packing: int = zipfile.ZIP_STORED) -> bytes:
    resources = [
        {"name": path.rsplit("/")[-1], "path": path, "hash": "sha256:" + hashlib.sha256(body).hexdigest(), "bytes": len(body)}
        for path, body in (files if listed is None else listed).items()
    ]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as zipped_up:
        for path, body in files.items():
            zipped_up.writestr(path, body)
        zipped_up.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": resources}))
    return made.getvalue()


def read(body: bytes, tally: Tally | None = None) -> list[Capture | Unreadable]:
    return [given.capture for given in wacz.captures(io.BytesIO(body), "a.wacz", 1_000_000, tally or Tally())]


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_archive_in_it_is_read(packing: int) -> None:
    files = {"pages/pages.jsonl": b"{}\n", NAME: ARCHIVE, "archive/b.warc": response(uri="http://c.example/")}
    tally = Tally()
    found = read(package(files, packing=packing), tally)
    assert [one.address for one in found] == [URL, "http://b.example/", "http://c.example/"]
    assert (len(whole(found)), tally.documents) == (3, 3)


@pytest.mark.parametrize(
    ("body", "address", "word"),
    [
        (package({NAME: ARCHIVE}, {NAME: b"other"}), f"a.wacz#{NAME}", "digest is not the one in datapackage.json"),
        (package({NAME: ARCHIVE}, {}), f"a.wacz#{NAME}", "lists no digest"),
        (package({NAME: ARCHIVE}, {NAME: ARCHIVE, "archive/b.warc.gz": b""}), "a.wacz", "archive/b.warc.gz is listed and not"),
        (package({"pages/pages.jsonl": b""}), "a.wacz", "no WARC"),
        (package({NAME: ARCHIVE[:-5]}), f"a.wacz#{NAME}", "at byte"),
    ],
)
def test_what_is_wrong_with_it_is_told(body: bytes, address: str, word: str) -> None:
    [problem] = broken(read(body))
    assert (problem.address, problem.code) == (address, "E078")
    assert word in problem.reason


@pytest.mark.parametrize("listing", [{NAME: ARCHIVE}, {}], ids=["with its digest", "without"])
def test_what_stands_before_a_damaged_record_is_kept(listing: dict[str, bytes]) -> None:
    """The checksum of the zip is compared behind the last record, and not before the first."""
    body = bytearray(package({NAME: ARCHIVE}, listing))
    body[body.index(ARCHIVE) + len(ARCHIVE) - 20] ^= 1
    found = read(bytes(body))
    assert [one.address for one in whole(found)] == [URL]
    assert "by its checksum" in broken(found)[-1].reason


def test_without_its_list_it_is_read_and_told() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped_up:
        zipped_up.writestr(NAME, ARCHIVE)
    found = read(made.getvalue())
    assert len(whole(found)) == 2
    assert "datapackage.json is missing" in broken(found)[0].reason


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000_000)
    [problem] = broken(read(package({"archive/a.warc": bytes(2_000_000)}, packing=zipfile.ZIP_DEFLATED)))
    assert (problem.code, "200 times" in problem.reason) == ("E079", True)


def test_names_that_lead_out_of_it_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(package({"archive/../../escaped.warc": response(), "../escaped.warc": response(), "/archive/b.warc": b""}))
    assert [capture.body for capture in whole(found)] == [PAGE]
    assert list(tmp_path.rglob("*")) == []
    assert not (tmp_path.parent / "escaped.warc").exists()


def test_a_cut_or_a_flipped_byte_is_told_and_nothing_wrong_gets_in() -> None:
    body = package({NAME: ARCHIVE})
    start = body.index(ARCHIVE)
    for cut in range(0, len(body), 7):
        assert broken(read(body[:cut])), cut
    for place in range(len(body)):
        flipped = bytearray(body)
        flipped[place] ^= 4
        found = read(bytes(flipped))
        assert {capture.body for capture in whole(found)} <= {PAGE}, place
        assert broken(found) or not start <= place < start + len(ARCHIVE), place


def test_an_encrypted_zip_is_told() -> None:
    body = bytearray(package({NAME: ARCHIVE}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + flags] |= 1
            at = body.find(mark, at + 4)
    found = read(bytes(body))
    assert whole(found) == []
    assert any("encrypted" in problem.reason for problem in broken(found))


@pytest.mark.parametrize("sizes", ["before each file", "behind each file"])
def test_of_a_zip_that_was_cut_off_what_stands_before_the_end_is_read(sizes: str) -> None:
    class Pipe(io.BytesIO):
        """What cannot be wound back makes zipfile write sizes behind."""

        def seekable(self) -> bool:
            return sizes == "before each file"

        def seek(self, *to: int) -> int:
            if not self.seekable():
                raise io.UnsupportedOperation
            return super().seek(*to)

    made = Pipe()
    with zipfile.ZipFile(made, "w") as zipped_up:
        for path, body in (("pages/a.jsonl", b""), ("archive/a.warc.gz", ARCHIVE), ("datapackage.json", b"{}")):
            with zipped_up.open(zipfile.ZipInfo(path), "w") as file:
                file.write(body)
    body = made.getvalue()
    first, *found = read(body[: body.index(b"archive/a.warc.gz") + len(ARCHIVE)])
    assert "no whole zip" in broken([first])[0].reason
    assert [one.address for one in found] == [URL, "a.wacz#archive/a.warc.gz"]
    assert "at byte" in broken(found)[0].reason


@pytest.mark.parametrize("body", [b"PK\x03\x04", b"PK\x03\x04" + b"\xff" * 60, b"PK\x03\x04" + bytes(26)])
def test_a_zip_of_nothing_is_told(body: bytes) -> None:
    [problem] = broken(read(body))
    assert (problem.code, "no whole zip" in problem.reason) == ("E078", True)
