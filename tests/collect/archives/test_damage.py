"""Archives that are broken: every cut is told with its place, and nothing whose digest is wrong is taken (R4)."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import limits
from sayso.collect.archives import digests, warc
from sayso.collect.archives.raw import Raw
from sayso.collect.archives.tally import Tally
from tests.collect.archives.making import PAGE, URL, answer, broken, read, record, request, response, sha1, whole, zipped

BODIES = {f"http://news.example/{n}": PAGE + f" Number {n}.".encode() * 3 for n in range(3)}
RECORDS = [made for uri, body in BODIES.items() for made in (request(uri), response(body, uri))]
MEMBERS = [gzip.compress(one, mtime=0) for one in RECORDS]
PLAIN, PACKED = b"".join(RECORDS), b"".join(MEMBERS)


def ends(pieces: list[bytes]) -> list[int]:
    """Where each piece ends in the file."""
    return [sum(map(len, pieces[: n + 1])) for n in range(len(pieces))]


@pytest.mark.parametrize("pieces", [RECORDS, MEMBERS])
def test_every_cut_within_a_record_is_told_and_what_was_before_is_kept(pieces: list[bytes]) -> None:
    archive, boundaries = b"".join(pieces), ends(pieces)
    assert len(archive) > 500
    for cut in range(len(archive)):
        found = read(archive[:cut])
        intact = sum(end <= cut for end in boundaries)
        assert [capture.body for capture in whole(found)] == list(BODIES.values())[: intact // 2], cut
        told = [problem.reason for problem in broken(found)]
        if cut in (0, *boundaries):
            assert told == [], cut
        else:
            start = ([0, *boundaries])[intact]
            assert len(told) == 1 and f"at byte {start:,}: " in told[0], (cut, told)


def test_every_cut_of_one_member_around_all_records_is_told() -> None:
    archive = gzip.compress(PLAIN)
    for cut in range(1, len(archive)):
        assert len(broken(read(archive[:cut]))) == 1, cut


@pytest.mark.parametrize("pieces", [RECORDS, MEMBERS])
def test_no_flipped_bit_gets_a_wrong_record_in(pieces: list[bytes]) -> None:
    archive, boundaries, dice = b"".join(pieces), ends(pieces), random.Random(7)
    for _ in range(1_500):
        place = dice.randrange(len(archive))
        flipped = bytearray(archive)
        flipped[place] ^= 1 << dice.randrange(8)
        found = read(bytes(flipped))
        bodies = [capture.body for capture in whole(found)]
        assert set(bodies) <= set(BODIES.values()), place
        intact = sum(end <= place for end in boundaries)
        assert bodies[: intact // 2] == list(BODIES.values())[: intact // 2], place
        if pieces is MEMBERS and bodies != list(BODIES.values()):  # header and padding of gzip have bits that mean nothing
            assert len(broken(found)) == 1, place
            others = [body for n, body in enumerate(BODIES.values()) if n != intact // 2]
            assert bodies == others, place


def test_without_digests_the_checksum_of_gzip_counts() -> None:
    archive = gzip.compress(response(digest=""))
    for place in range(10, len(archive)):
        flipped = bytearray(archive)
        flipped[place] ^= 1
        assert whole(read(bytes(flipped))) == [], place


@given(st.binary(max_size=400), st.integers(0, len(PACKED)), st.integers(0, len(PACKED)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_bytes_lead_to_no_exception(junk: bytes, start: int, end: int, packed: bool) -> None:
    archive = PACKED if packed else PLAIN
    found = read(archive[:start] + junk + archive[end:])
    assert {capture.body for capture in whole(found)} <= set(BODIES.values())


@pytest.mark.parametrize("body", [b"", b"WARC/1.0\r\n\r\n", b"\x1f\x8b", b"\x1f\x8b\x08", b"Two people died.", b"WARC/2.0\r\n"])
def test_what_is_no_archive_is_told(body: bytes) -> None:
    assert whole(read(body)) == []
    assert bool(broken(read(body))) == bool(body)


@pytest.mark.parametrize(
    "digest",
    [
        sha1(answer(PAGE)),
        sha1(answer(PAGE)).lower(),
        "SHA-256:" + hashlib.sha256(answer(PAGE)).hexdigest(),
        "md5:" + hashlib.md5(answer(PAGE)).hexdigest().upper(),
        "sha256:" + base64.b32encode(hashlib.sha256(answer(PAGE)).digest()).decode(),
    ],
)
def test_digests_are_read_in_every_writing(digest: str) -> None:
    assert len(whole(read(response(WARC_Block_Digest=digest)))) == 1
    changed = digest[:-6] + ("AAAAAA" if digest[-6:] != "AAAAAA" else "BBBBBB")
    [problem] = broken(read(response(WARC_Block_Digest=changed)))
    assert (problem.code, "at byte 0: its digest does not fit" in problem.reason) == ("E078", True)


@pytest.mark.parametrize("name", ["WARC_Block_Digest", "WARC_Payload_Digest"])
@pytest.mark.parametrize("kind", ["response", "resource"])
def test_a_wrong_digest_is_told_and_reading_goes_on(name: str, kind: str) -> None:
    block = answer(PAGE) if kind == "response" else PAGE
    wrong = record(kind, block, **{name: sha1(b"other"), "Content_Type": "text/html"})
    first, second = read(wrong + response(uri="http://b.example/"))
    assert (first.address, second.address) == ("a.warc", "http://b.example/")


def test_a_picture_with_a_wrong_digest_is_told_too() -> None:
    [problem] = read(response(b"\x89PNG", content_type="image/png", WARC_Block_Digest=sha1(b"")))
    assert "digest" in broken([problem])[0].reason


def test_a_request_with_a_wrong_digest_is_told_and_not_joined() -> None:
    bad = record("request", b"GET / HTTP/1.1\r\n\r\n", WARC_Block_Digest=sha1(b""))
    problem, capture = read(bad + response())
    assert "digest" in broken([problem])[0].reason
    assert whole([capture])[0].exchange.request == b""  # type: ignore[union-attr]


def test_a_digest_of_an_unknown_kind_proves_nothing() -> None:
    [problem] = broken(read(response(digest="", WARC_Payload_Digest="crc32:12345678")))
    assert "not known (crc32:12345678)" in problem.reason
    assert len(whole(read(response(WARC_Payload_Digest="crc32:12345678")))) == 1  # the block's own digest does
    assert digests.wrong({}, PAGE) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Content-Length: ", b"Content-Length: 9"),
        (b"Content-Length: ", b"Content-Length: -"),
        (b"Content-Length: ", b"Content-Lenght: "),
        (b"Content-Length: ", b"Content-Length: 1\r\nContent-Length: "),
        (b"Content-Length: ", b"Content-Length: 99999999999999999999"),
        (b"WARC-Date: 2022", b"WARC-Date: 20x2"),
        (b"WARC/1.0", b"WARC/3.0"),
        (b"HTTP/1.1 200", b"QTTP/1.1 200"),
        (b"WARC-Type: ", b"WARC-Type "),
    ],
)
def test_a_broken_header_is_told(old: bytes, new: bytes) -> None:
    archive = response(digest="").replace(old, new)
    [problem] = broken(read(archive))
    assert (problem.code, "at byte 0: " in problem.reason) == ("E078", True)
    packed = zipped([archive, response(uri="http://b.example/")])
    assert [capture.address for capture in whole(read(packed))] == ["http://b.example/"]


def test_a_length_that_ends_at_the_head_of_the_answer_is_not_believed() -> None:
    """The head of an answer ends with the same empty line as a record; only what follows tells them apart."""
    block = answer(PAGE)
    head = block.index(b"\r\n\r\n")
    archive = response(digest="").replace(b"Content-Length: %d" % len(block), b"Content-Length: %d" % head)
    [problem] = broken(read(archive + response()))
    assert "what follows it is no record" in problem.reason


def test_a_record_with_a_proof_is_kept_whatever_follows() -> None:
    found = read(response() + b"\0" * 100)
    assert (len(whole(found)), len(broken(found))) == (1, 1)


def test_members_after_rubbish_are_found() -> None:
    a, b = zipped([response()]), zipped([response(uri="http://b.example/")])
    found = read(a + b"rubbish \x1f\x8b\x08 rubbish" + b)
    assert [one.address for one in found] == [URL, "a.warc", "http://b.example/"]
    assert f"at byte {len(a):,}: no record begins there" in broken(found)[0].reason


def test_two_halves_joined_give_all_whole_records() -> None:
    found = read(PACKED[: len(MEMBERS[0]) + 40] + PACKED)
    assert [capture.body for capture in whole(found)] == list(BODIES.values())
    assert len(broken(found)) == 1


def test_a_gzip_bomb_ends_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000_000)
    bomb = gzip.compress(response(bytes(4_000_000), content_type="image/png"))
    found = read(zipped([response()]) + bomb + zipped([response()]))
    assert len(whole(found)) == 1
    assert "200 times its size; the rest is not read" in broken(found)[0].reason


def test_damage_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_DAMAGED", 5)
    found = read(zipped([b"WARC/1.0 rubbish"] * 20))
    assert len(found) == 6
    assert "in 5 places" in broken(found)[-1].reason


def test_false_beginnings_are_tried_a_limited_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PROBES", 10)
    assert len(read(b"\x1f\x8b\x08" * 1_000 + zipped([response()]))) == 1


def test_a_disk_that_fails_is_told() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    [found] = warc.captures(Failing(), "a.warc", 1_000, Tally())
    assert broken([found.capture])[0].code == "E010"


@given(st.binary(max_size=600), st.integers(1, 50), st.binary(min_size=1, max_size=3))
def test_raw_bytes_are_found_and_gone_back_to(body: bytes, step: int, mark: bytes) -> None:
    raw = Raw(io.BytesIO(body))
    assert raw.find(mark) == (mark in body)
    assert raw.at == (body.index(mark) if mark in body else len(body))
    raw.go(0)
    assert raw.piece() == body
    assert raw.piece() == b""
