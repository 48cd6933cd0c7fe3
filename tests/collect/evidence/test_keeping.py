"""Keeping: byte for byte, once, where the ledger is told, whatever other processes do or left behind."""

import gzip
import hashlib
import os
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sayso.collect.evidence import Evidence, body, record
from sayso.errors import SaysoError
from sayso.types import Capture
from tests.collect.evidence.made import capture, clock, exchange, fetched


def kept(folder: Path, *captures: Capture) -> list[Capture]:
    with Evidence(folder, clock) as evidence:
        return [evidence.keep(one) for one in captures]


def given_back(folder: Path, one: Capture) -> bytes:
    assert one.warc is not None and one.offset is not None
    return body(folder, one.warc, one.offset, one.sha256)


def records(folder: Path) -> list[tuple[str, str, bytes]]:
    """Kind, address and block of every record, as warcio reads them with digests checked."""
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for one in ArchiveIterator(stream, check_digests="raise"):
                one.raw_stream.read()
        with path.open("rb") as stream:
            for one in ArchiveIterator(stream, no_record_parse=True):
                address = one.rec_headers.get_header("WARC-Target-URI") or ""
                found.append((one.rec_type, address, one.raw_stream.read()))
    return found


def test_a_file_is_a_resource_and_a_page_a_response_with_its_request(tmp_path: Path) -> None:
    file, page = capture(b"Two died."), fetched(b"<p>Three died.")
    places = kept(tmp_path / "e", file, page)
    assert [given_back(tmp_path / "e", one) for one in places] == [file.body, page.body]
    assert page.exchange is not None
    assert records(tmp_path / "e")[1:] == [
        ("resource", "file:reports/a.txt", b"Two died."),
        ("response", "https://news.example/a", page.exchange.head + page.exchange.payload),
        ("request", "https://news.example/a", page.exchange.request),
    ]


def test_other_readers_accept_digests_dates_and_links(tmp_path: Path) -> None:
    kept(tmp_path, fetched(b"<p>Three died."))
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as stream:
        info, response, request = list(FastIterator(stream, parse_http=False))
    with path.open("rb") as stream:
        assert all(one.verify_block_digest() for one in FastIterator(stream, parse_http=False))
    told = dict(response.headers.asdict())
    assert (told["WARC-Date"], told["WARC-IP-Address"]) == ("2026-01-07T12:30:05.123456Z", "203.0.113.7")
    assert dict(request.headers.asdict())["WARC-Concurrent-To"] == told["WARC-Record-ID"]
    assert dict(info.headers.asdict())["WARC-Filename"] == path.name


def test_the_first_record_tells_the_software_and_no_machine_or_person(tmp_path: Path) -> None:
    kept(tmp_path, capture(b"Two died."))
    kind, _, block = records(tmp_path)[0]
    assert kind == "warcinfo" and b"software: sayso/" in block
    assert not any(name in block for name in (os.uname().nodename.encode(), b"host", b"operator", b"ip:"))


def test_a_response_that_does_not_give_the_body_stands_beside_it(tmp_path: Path) -> None:
    """One message of a feed, or an encoding that is not undone here."""
    odd = capture(b"Two died.", "https://news.example/a", exchange(b"\x0b\x04 brotli", b"Content-Encoding: br\r\n"))
    (one,) = kept(tmp_path, odd)
    assert given_back(tmp_path, one) == b"Two died."
    assert [kind for kind, _, _ in records(tmp_path)] == ["warcinfo", "resource", "response", "request"]


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (b"Two died.", b""),
        (gzip.compress(b"Two died.", mtime=0), b"content-encoding: GZIP\r\n"),
        (zlib.compress(b"Two died."), b"Content-Encoding: deflate\r\n"),
        (zlib.compress(b"Two died.", wbits=-15), b"Content-Encoding: deflate\r\n"),
        (b"4\r\nTwo \r\n5;x=y\r\ndied.\r\n0\r\n\r\n", b"Transfer-Encoding: chunked\r\n"),
        (b"Two died.", b"Transfer-Encoding: chunked\r\n"),
    ],
)
def test_chunks_and_encodings_are_undone_when_read_not_when_kept(tmp_path: Path, payload: bytes, headers: bytes) -> None:
    told = exchange(payload, headers)
    (one,) = kept(tmp_path, capture(b"Two died.", "https://news.example/a", told))
    assert given_back(tmp_path, one) == b"Two died."
    assert records(tmp_path)[1] == ("response", "https://news.example/a", told.head + payload)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=40), st.text(max_size=20), st.booleans())
def test_whatever_the_bytes_and_names_it_comes_back(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, address: str, kind: str, wired: bool
) -> None:
    folder = tmp_path_factory.mktemp("e")
    address = f"https://news.example/{address}" if wired else address
    one = replace(capture(content, address, exchange(content, server=kind) if wired else None), media_type=kind)
    (place,) = kept(folder, one)
    assert given_back(folder, place) == content
    assert all(address.isascii() and address.isprintable() for _, address, _ in records(folder)[1:])


def test_the_same_body_is_kept_once_from_wherever_it_comes(tmp_path: Path) -> None:
    first, second = kept(tmp_path, capture(b"Two died."), capture(b"Two died.", "elsewhere.txt"))
    (third,) = kept(tmp_path, fetched(b"Two died."))
    assert (first.warc, first.offset) == (second.warc, second.offset) == (third.warc, third.offset)
    assert third.address == "https://news.example/a"
    assert len(records(tmp_path)) == 2


def test_a_run_that_keeps_nothing_leaves_nothing(tmp_path: Path) -> None:
    with Evidence(tmp_path / "e", clock) as evidence:
        assert evidence.find("0" * 64) is None
        evidence.sync()
    assert not (tmp_path / "e").exists()
    kept(tmp_path / "e", capture(b"Two died."))
    kept(tmp_path / "e", capture(b"Two died."))
    assert len(list((tmp_path / "e").glob("*.warc.gz"))) == 1


@pytest.mark.parametrize("harm", ["delete", "garbage", "empty", "other version"])
def test_the_index_is_only_a_cache(tmp_path: Path, harm: str) -> None:
    first = kept(tmp_path, capture(b"Two died."), fetched(b"<p>Three died."))
    index = tmp_path / "index.sqlite"
    if harm == "delete":
        index.unlink()
    elif harm == "other version":
        with sqlite3.connect(index) as connection:
            connection.executescript("PRAGMA user_version = 99; DROP TABLE bodies; CREATE TABLE bodies (a);")
    else:
        index.write_bytes(b"no database" * 1000 if harm == "garbage" else b"")
    again = kept(tmp_path, capture(b"Two died."), fetched(b"<p>Three died."))
    assert [(one.warc, one.offset) for one in again] == [(one.warc, one.offset) for one in first]


def test_what_the_index_says_of_a_file_that_is_gone_is_not_believed(tmp_path: Path) -> None:
    (one,) = kept(tmp_path, capture(b"Two died."))
    (tmp_path / str(one.warc)).unlink()
    (again,) = kept(tmp_path, capture(b"Two died."))
    assert given_back(tmp_path, again) == b"Two died."


@pytest.mark.parametrize("cut", [1, 9, 60, 150])
def test_a_torn_end_is_told_once_and_never_extended(tmp_path: Path, cut: int) -> None:
    first, second = kept(tmp_path, capture(b"Two died."), capture(os.urandom(200)))
    path, told = tmp_path / str(first.warc), list[str]()
    os.truncate(path, path.stat().st_size - cut)
    (tmp_path / "index.sqlite").unlink()
    torn = path.read_bytes()
    with Evidence(tmp_path, clock, told.append) as evidence:
        assert (evidence.keep(first).offset, evidence.keep(first).warc) == (first.offset, first.warc)
        again = evidence.keep(second)
    assert again.warc != second.warc and path.read_bytes() == torn
    assert len(told) == 1 and f"at byte {second.offset}" in told[0]
    with Evidence(tmp_path, clock, told.append) as evidence:
        evidence.keep(first)
    assert len(told) == 1


def test_the_file_of_a_run_that_still_goes_on_is_not_told_torn(tmp_path: Path) -> None:
    told = list[str]()
    with Evidence(tmp_path, clock) as one, Evidence(tmp_path, clock, told.append) as other:
        place = one.keep(capture(b"Two died."))
        path = tmp_path / str(place.warc)
        with path.open("ab") as stream:
            stream.write(b"\x1f\x8b\x08half")
        assert other.keep(capture(b"Two died.")).offset == place.offset
    assert told == []


def test_two_at_once_each_write_a_file_and_learn_from_one_another(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock) as one, Evidence(tmp_path, clock) as other:
        first = one.keep(capture(b"One died."))
        second = other.keep(capture(b"Two died."))
        one.sync()
        other.sync()
        assert one.keep(capture(b"Two died.")).warc == second.warc
        assert other.keep(capture(b"One died.")).warc == first.warc
    assert first.warc != second.warc


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock, largest=2000) as evidence:
        places = [evidence.keep(capture(os.urandom(900))) for _ in range(6)]
    assert len({one.warc for one in places}) == 3
    assert [given_back(tmp_path, one) for one in places] == [one.body for one in places]


def test_a_wrong_digest_is_the_fault_of_who_calls(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock) as evidence, pytest.raises(ValueError, match="sha256"):
        evidence.keep(replace(capture(b"Two died."), sha256="0" * 64))


def test_a_folder_that_cannot_be_made_is_coded(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Evidence(tmp_path / "file" / "e", clock) as evidence, pytest.raises(SaysoError) as caught:
        evidence.keep(capture(b"Two died."))
    assert caught.value.code.code == "E085"


def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.collect.evidence import segment

    class Full:
        def __init__(self, file: object) -> None:
            self.file = file

        def write(self, data: memoryview) -> int:
            self.file.write(data[:10])  # type: ignore[attr-defined]
            raise OSError(28, "No space left on device")

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

    with Evidence(tmp_path, clock) as evidence:
        first = evidence.keep(capture(b"Two died."))
        size = (tmp_path / str(first.warc)).stat().st_size
        now = evidence._segment
        assert isinstance(now, segment.Segment)
        whole, now._file = now._file, Full(now._file)  # type: ignore[assignment]
        with pytest.raises(SaysoError, match=r"E085.*No space left"):
            evidence.keep(capture(b"Three died."))
        assert (tmp_path / str(first.warc)).stat().st_size == size
        now._file = whole
        assert given_back(tmp_path, evidence.keep(capture(b"Four died."))) == b"Four died."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_medium_that_cannot_be_written_is_still_read(tmp_path: Path) -> None:
    (one,) = kept(tmp_path, capture(b"Two died."))
    (tmp_path / "index.sqlite").unlink()
    tmp_path.chmod(0o500)
    try:
        with Evidence(tmp_path, clock) as evidence:
            assert evidence.keep(capture(b"Two died.")).offset == one.offset
            with pytest.raises(SaysoError, match="E085"):
                evidence.keep(capture(b"Three died."))
    finally:
        tmp_path.chmod(0o700)


def test_without_an_index_on_the_disk_the_files_are_read_instead(tmp_path: Path) -> None:
    """As on a medium that cannot be written."""
    (one,) = kept(tmp_path, capture(b"Two died."))
    (tmp_path / "index.sqlite").unlink()
    (tmp_path / "index.sqlite").mkdir()
    again, other = kept(tmp_path, capture(b"Two died."), capture(b"Three died."))
    assert (again.warc, again.offset) == (one.warc, one.offset)
    assert kept(tmp_path, capture(b"Three died."))[0].warc == other.warc


def test_a_wrong_place_is_told(tmp_path: Path) -> None:
    first, second = kept(tmp_path, capture(b"Two died."), capture(b"Three died."))
    assert first.warc and second.offset and first.offset
    for warc, offset, sha256 in [
        (first.warc, first.offset, second.sha256),
        (first.warc, first.offset + 1, first.sha256),
        (first.warc, 10**9, first.sha256),
        (first.warc, -1, first.sha256),
        ("sayso-none.warc.gz", 0, first.sha256),
        (f"../{tmp_path.name}/{first.warc}", first.offset, first.sha256),
    ]:
        with pytest.raises(SaysoError, match="E086"):
            body(tmp_path, warc, offset, sha256)


def test_a_record_alone_is_a_valid_file(tmp_path: Path) -> None:
    (one,) = kept(tmp_path / "e", fetched(b"<p>Three died."))
    (tmp_path / "alone").mkdir()
    assert one.warc and one.offset
    (tmp_path / "alone" / "one.warc.gz").write_bytes(record(tmp_path / "e", one.warc, one.offset))
    assert [kind for kind, _, _ in records(tmp_path / "alone")] == ["response"]


def test_every_changed_byte_of_a_record_is_noticed(tmp_path: Path) -> None:
    (one,) = kept(tmp_path, capture(b"Two died."))
    path, told = tmp_path / str(one.warc), 0
    whole = path.read_bytes()
    for at in range(one.offset or 0, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            assert given_back(tmp_path, one) == b"Two died."
        except SaysoError as error:
            told += error.code.code == "E086"
    assert told > len(whole) - (one.offset or 0) - 12, "only time and system of the gzip header say nothing of the record"
    assert hashlib.sha256(b"Two died.").hexdigest() == one.sha256
