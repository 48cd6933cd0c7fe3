"""What a person can give on the command line, and what comes of it."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import re
import threading
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.collect import sniff
from sayso.collect.arguments import PassedOver, named
from sayso.collect.files import captures
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Capture, Unreadable

NOW = datetime(2022, 1, 7, 12, tzinfo=UTC)


def collect(paths: Sequence[str | Path], stdin: bytes = b"", limit: int = 1_000) -> list[Capture | Unreadable]:
    return list(captures([str(path) for path in paths], io.BytesIO(stdin), lambda: NOW, limit))


def test_a_file_becomes_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "fire.txt"
    file.write_bytes(b"Two people died.\r\n")
    [found] = collect([file])
    digest = hashlib.sha256(b"Two people died.\r\n").hexdigest()
    assert found == Capture(str(file), NOW, "text/plain", digest, b"Two people died.\r\n")


def test_a_folder_gives_its_reports_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.JSON", ".hidden.txt", ".git/d.txt", "picture.png", "sub/e.jsonl"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"[]")
    found = [Path(capture.address).name for capture in collect([tmp_path])]
    assert found == ["a.html", "b.txt", "c.JSON", "e.jsonl"]
    *reports, other = named([str(tmp_path)])
    assert len(reports) == 4 and isinstance(other, PassedOver) and other.endings == {".png": 1}


def test_the_folders_of_news_please_give_each_article_once(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2022" / "01" / "07" / "news.example"
    folder.mkdir(parents=True)
    for name in ("fire_1641556800.html", "fire_1641556800.html.json", "flood_1641556900.html"):
        (folder / name).write_bytes(b"{}")
    found = [Path(capture.address).name for capture in collect([tmp_path])]
    assert found == ["fire_1641556800.html.json", "flood_1641556900.html"]


def test_the_evidence_of_a_ledger_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "sayso.ledger.evidence").mkdir()
    (tmp_path / "sayso.ledger.evidence" / "sayso-20220107T120000Z-abcd.warc.gz").write_bytes(b"x")
    (tmp_path / "a.txt").write_text("one")
    assert [Path(capture.address).name for capture in collect([tmp_path])] == ["a.txt"]


def test_a_ring_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "ring").symlink_to(tmp_path)
    assert len(collect([tmp_path])) == 1


def test_a_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    os.mkfifo(tmp_path / "b.txt")
    first, second = collect([tmp_path])
    assert isinstance(first, Capture)
    assert isinstance(second, Unreadable)
    assert (second.code, "pipe" in second.reason) == ("E003", True)


def test_a_pipe_that_is_typed_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("Two people died.",))
    writer.start()
    [found] = collect([pipe])
    writer.join()
    assert isinstance(found, Capture)
    assert found.body == b"Two people died."


@pytest.mark.parametrize("typed", ["loop.txt", "."])
def test_a_loop_of_links_is_told_in_the_systems_words(tmp_path: Path, typed: str) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    [found] = collect([tmp_path / typed])
    assert isinstance(found, Unreadable)
    assert found.code == "E010"
    assert os.strerror(errno.ELOOP) in found.reason


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("missing.txt", "E001"),
        ("a\0b", "E001"),
        ("x" * 5_000, "E001"),
        ("ftp://example.invalid/fire.html", "E015"),
        ("www.example invalid", "E015"),
        (".", "E002"),
    ],
)
def test_wrong_arguments_are_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str, code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SaysoError) as error:
        captures(["-", argument], io.BytesIO(b"text"), lambda: NOW, 1_000)
    assert error.value.code.code == code


@pytest.mark.parametrize(
    ("name", "body", "code", "word"),
    [
        ("a.txt", b"", "E004", "empty"),
        ("a.txt", b" \r\n\t", "E004", "empty"),
        ("a.txt", b"x" * 1_001, "E005", "1,001 bytes"),
        ("a.doc", b"\xd0\xcf\x11\xe0....", "E003", "an old office document"),
        ("a.warc", b"WARC/1.0\r\n", "E003", "a web archive"),
        ("a.txt", b"PK\x03\x04....", "E003", "zip"),
        ("a.html", b"\x89PNG\r\n....", "E003", "PNG"),
        ("a.txt", b"two\0people", "E003", "binary data"),
    ],
)
def test_what_is_no_report_is_told(tmp_path: Path, name: str, body: bytes, code: str, word: str) -> None:
    (tmp_path / name).write_bytes(body)
    [found] = collect([tmp_path / name])
    assert isinstance(found, Unreadable)
    assert found.code == code
    assert word in found.reason
    assert name in found.reason


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("one")
    monkeypatch.setattr(Path, "open", refuse)
    [found] = collect([tmp_path / "a.txt"])
    assert isinstance(found, Unreadable)
    assert (found.code, "Permission denied" in found.reason) == ("E010", True)


def test_standard_input_is_not_read_beyond_the_limit() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size == 1_001
            return b"x" * 1_001

    [found] = list(captures(["-"], Endless(), lambda: NOW, 1_000))
    assert isinstance(found, Unreadable)
    assert found.code == "E005"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"Two people died.", sniff.TEXT),
        (b"<!doctype html><p>Two people died.", sniff.HTML),
        (b"\xef\xbb\xbf <html lang=en>", sniff.HTML),
        (b"<3 people died", sniff.TEXT),
        (b'{"text": "Two"}', sniff.JSON),
        (b'[{"text": "Two"}]', sniff.JSON),
        (b'{"text": "Two"}\n{"text": "Three"}\n', sniff.JSON_LINES),
        (b"[1] Two people died", sniff.TEXT),
        (b"[" * 100_000, sniff.TEXT),
    ],
)
def test_the_kind_of_a_paste_is_told_by_its_content(body: bytes, media_type: str) -> None:
    [found] = collect(["-"], body, 1_000_000)
    assert isinstance(found, Capture)
    assert (found.address, found.media_type) == ("-", media_type)


MAIL = b"From: press@agency.example\r\nSubject: Fire\r\nDate: Fri, 7 Jan 2022 12:00:00 +0600\r\n\r\nTwo people died."


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.pdf", b"%PDF-1.7 \0\xff", sniff.PDF),
        ("a.txt", b"%PDF-1.7 \0\xff", sniff.PDF),
        ("a.bin", b"\r\n%PDF-1.7", sniff.PDF),
        ("a.pdf", b"<!doctype html><p>You must log in.", sniff.HTML),  # what a server sends instead
        ("a.txt", b"Every PDF begins with %PDF-", sniff.TEXT),
        ("a.eml", b"Two people died.", sniff.MAIL),
        ("-", MAIL, sniff.MAIL),
        ("-", b"From: the Ministry\nSubject: Fire\nTwo people died.\nDate: 7 January\n", sniff.TEXT),
        ("-", b"From: the Ministry\n\nTwo people died.\n", sniff.TEXT),
    ],
)
def test_mails_and_pdfs_are_told(name: str, body: bytes, media_type: str) -> None:
    assert sniff.binary(body) is None
    assert sniff.media_type(name, body) == media_type


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.bin", b"WARC/1.0\r\n", sniff.WARC),
        ("a.gz", gzip.compress(b"WARC/1.1\r\n", mtime=0), sniff.WARC),
        ("a.gz", gzip.compress(b"Two people died.", mtime=0), None),
        ("a.WARC.gz", b"\x1f\x8b\x08damaged", sniff.WARC),
        ("a.warc", b"", sniff.WARC),
        ("a.zip", b"PK\x03\x04" + bytes(26) + b"datapackage.json", sniff.WACZ),
        ("a.zip", b"PK\x03\x04" + bytes(26) + b"archive/data.warc.gz", sniff.WACZ),
        ("a.zip", b"PK\x03\x04" + bytes(26) + b"word/document.xml", None),
        ("a.wacz", b"damaged", sniff.WACZ),
        ("mail", b"From press@agency.example Fri Jan  7 12:00:00 2022\n", sniff.MBOX),
        ("mail", b"From 09:00 on 7 January 2022 the street is closed.\n", None),
        ("a.mbox", b"", sniff.MBOX),
        ("a.txt", b"Two people died.", None),
        ("-", b"", None),
    ],
)
def test_files_of_many_documents_are_told(name: str, head: bytes, kind: str | None) -> None:
    assert sniff.container(name, head) == kind


def test_utf16_is_no_binary_file() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        [found] = collect(["-"], "Two people died in the city.".encode(encoding))
        assert isinstance(found, Capture), encoding


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    path = str(tmp_path) + "/caf\udce9.txt"
    Path(path).write_text("one")
    [found] = collect([path])
    assert found.address.endswith("caf\N{REPLACEMENT CHARACTER}.txt")


@given(st.text(max_size=40))
def test_a_name_is_one_line_without_control_characters(name: str) -> None:
    shown = printable(name.encode("utf8", "surrogatepass").decode("utf8", "surrogateescape"))
    assert len(shown.splitlines()) <= 1
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", shown)


def test_a_file_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[2J\nE099\x9b.txt"
    file.write_bytes(b"")
    [found] = collect([file])
    assert isinstance(found, Unreadable)
    assert found.reason.startswith(f"E004 {tmp_path}/a␛[2J␊E099\N{REPLACEMENT CHARACTER}.txt: ")


@given(st.binary(max_size=300))
def test_any_bytes_lead_to_something(body: bytes) -> None:
    assert len(collect(["-"], body)) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"[" + b"[],\n" * 400_000, sniff.TEXT),
        (b'[{"text": "' + b"a" * 1_200_000 + b'"}]', sniff.JSON),
        (b'{"text": "' + b"a" * 1_200_000 + b'"}', sniff.JSON),
        (b'{"text": "a"}\n' * 100_000, sniff.JSON_LINES),
        (b"[" * 1_200_000, sniff.TEXT),
    ],
)
def test_large_json_is_told_by_its_beginning(body: bytes, told: str) -> None:
    """Parsed here, 20 MB of nothing but brackets take 600 MB of the process that no limit holds."""
    tracemalloc.start()
    try:
        assert sniff.media_type("download", body) == told
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
