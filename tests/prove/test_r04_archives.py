"""R4: archives that are cut off, with flipped bits, with wrong digests, through the door of `sayso add`."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.collect.archives.stretches import BEGINS
from tests.collect.archives.making import answer, record, request, response
from tests.prove.broken_archives import BODIES, MEMBERS, PAGES, RECORDS, Came, ends, intact, reading, wacz
from tests.prove.damage import acknowledged, whole
from tests.prove.forked import Forked, forked
from tests.prove.proof import Proof

SEED = 4
CUTS, FLIPS, DIGESTS = 400, 700, 300
BY_COMMAND = 10
"""Each so many is added by the command too."""
FORMS = {"plain": (".warc", RECORDS), "gzip": (".warc.gz", MEMBERS)}
WHOLE_MEMBER = gzip.compress(b"".join(RECORDS), mtime=0)


@pytest.fixture(scope="module")
def sayso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with forked(tmp_path_factory.mktemp("forked")) as found:
        yield found


def places(length: int, count: int) -> list[int]:
    """So many different places, spread over all, never the first byte."""
    return sorted(random.Random(SEED).sample(range(1, length), min(count, length - 1)))


@pytest.mark.parametrize("form", FORMS)
def test_cuts(proof: Proof, sayso: Forked, tmp_path: Path, form: str) -> None:
    suffix, pieces = FORMS[form]
    archive, boundaries = b"".join(pieces), ends(pieces)
    by_command = inside = 0
    with reading(tmp_path / f"a{suffix}") as read:
        for number, cut in enumerate(places(len(archive), proof.count(CUTS))):
            came = read(archive[:cut])
            kept = BODIES[: intact(boundaries, cut)]
            assert came.bodies == kept, (form, cut)
            start = max(end for end in (0, *boundaries) if end <= cut)
            if cut == start:
                assert came.told == [], (form, cut, came.told)
                continue
            inside += 1
            [problem] = came.told
            assert problem.code == "E078" and f"at byte {start:,}: " in problem.reason, (form, cut, problem)
            if number % BY_COMMAND == 0:
                by_command += 1
                _by_command(proof, sayso, tmp_path / str(number), f"a{suffix}", archive[:cut], came)
    assert inside
    proof.saw(
        f"{inside} cuts inside a record ({form}): each reported with its place, every whole record before it kept; "
        f"{by_command} of them by the command, which said the same"
    )


def _by_command(proof: Proof, sayso: Forked, folder: Path, name: str, archive: bytes, came: Came) -> None:
    """`sayso add` says the same of it, in coded lines, and its account is whole."""
    folder.mkdir()
    (folder / name).write_bytes(archive)
    ended = sayso("add", folder / name, ledger=folder / "x.ledger")
    told = acknowledged(ended)
    assert told is not None and ended.status == bool(came.told) and "Traceback" not in ended.err, ended
    assert (told["reports"], told["unreadable"]) == (len(came.bodies), len(came.told)), ended
    assert len(re.findall(r"^E\d{3} .+: .+$", ended.err, re.MULTILINE)) == len(came.told), ended
    assert whole(sayso, folder / "x.ledger") is None
    proof.account(
        f"sayso add of a broken {name}",
        inputs=len(came.bodies) + len(came.told),
        reports=told["reports"],
        duplicates=told["duplicates"] + told["unchanged"],
        refused=told["refused"],
        unreadable=told["unreadable"],
    )


def test_cuts_of_one_member_around_all_records(proof: Proof, tmp_path: Path) -> None:
    cuts = places(len(WHOLE_MEMBER), proof.count(100))
    with reading(tmp_path / "a.warc.gz") as read:
        for cut in cuts:
            came = read(WHOLE_MEMBER[:cut])
            unpacked = len(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(WHOLE_MEMBER[:cut]))
            seen = max(0, unpacked - len(BEGINS))  # a record is whole once it is seen what follows it: no checksum tells yet
            assert came.bodies == BODIES[: intact(ends(RECORDS), seen)] and len(came.told) == 1, (cut, came)
    proof.saw(f"{len(cuts)} cuts of one gzip member around all records: each reported, the records before it kept")


def test_cuts_of_a_wacz(proof: Proof, tmp_path: Path) -> None:
    """What is in a zip stands at its end."""
    package, boundaries = wacz(), ends([b"x" * (30 + len("archive/data.warc.gz")), *MEMBERS])[1:]
    cuts = places(len(package), proof.count(100))
    with reading(tmp_path / "a.wacz") as read:
        for cut in cuts:
            came = read(package[:cut])
            assert came.bodies == BODIES[: intact(boundaries, cut)] and came.told, (cut, came)
            assert {problem.code for problem in came.told} <= {"E003", "E078"}, (cut, came)
    proof.saw(f"{len(cuts)} cuts of a WACZ: each reported, the records before it kept")


@pytest.mark.parametrize("form", [*FORMS, "wacz"])
def test_flips(proof: Proof, sayso: Forked, tmp_path: Path, form: str) -> None:
    suffix, pieces = FORMS.get(form, (".wacz", MEMBERS))
    archive = wacz() if form == "wacz" else b"".join(pieces)
    first = archive.index(pieces[0])
    boundaries = [first + end for end in ends(pieces)]
    dice, reported, heads, by_command = random.Random(SEED), 0, 0, 0
    flips = [(dice.randrange(len(archive)), dice.randrange(8)) for _ in range(proof.count(FLIPS))]
    with reading(tmp_path / f"a{suffix}") as read:
        undamaged = read(archive)
        assert undamaged.bodies == BODIES and not undamaged.told
        for number, (place, bit) in enumerate(flips):
            flipped = bytearray(archive)
            flipped[place] ^= 1 << bit
            came, case = read(bytes(flipped)), (form, place, bit)
            assert set(came.bodies) <= set(BODIES), case
            before = intact(boundaries, place) if place < boundaries[-1] else 0  # behind them a WACZ says what is in it
            assert came.bodies[:before] == BODIES[:before], case
            lost = len(BODIES) - len(came.bodies)
            assert not lost or came.told or came.words != undamaged.words, (case, came)
            reported += bool(came.told)
            heads += not came.told and came.heads != undamaged.heads
            assert not heads or form == "plain", case
            if number % (BY_COMMAND * 5) == 0 and lost:
                by_command += 1
                _by_command(proof, sayso, tmp_path / str(number), f"a{suffix}", bytes(flipped), came)
    proof.saw(
        f"{len(flips)} flipped bits ({form}): 0 changed pages accepted, 0 records lost unsaid, {reported} reported"
        + (f", {heads} changed only an address or time, which no digest of the format covers" if heads else "")
        + "; what stood before was kept"
    )


def test_wrong_digests(proof: Proof, tmp_path: Path) -> None:
    """Of block or payload, of every kind and writing: one record of six has a digest of something else, or other bytes."""
    dice, count = random.Random(SEED), proof.count(DIGESTS)
    with reading(tmp_path / "a.warc.gz") as read:
        for number in range(count):
            wrong = dice.randrange(len(BODIES))
            records = [
                one
                for n, (uri, body) in enumerate(PAGES.items())
                for one in (request(uri), _wrong(dice, body, uri) if n == wrong else response(body, uri))
            ]
            came = read(b"".join(gzip.compress(one, mtime=0) for one in records))
            assert came.bodies == [body for n, body in enumerate(BODIES) if n != wrong], (number, wrong)
            [problem] = came.told
            assert problem.code == "E078" and "digest" in problem.reason, (number, problem)
    proof.saw(
        f"{count} records with a wrong digest (block and payload, five kinds, three writings): 0 accepted, all others kept"
    )


def _wrong(dice: random.Random, body: bytes, uri: str) -> bytes:
    block = answer(body)
    changed = bytearray(block)
    changed[dice.randrange(block.index(b"\r\n\r\n") + 4, len(block))] ^= 1 << dice.randrange(8)
    kind = dice.choice(["md5", "sha1", "sha256", "sha384", "sha512"])
    whose, true = dice.choice([("WARC_Block_Digest", block), ("WARC_Payload_Digest", body)])
    digest = hashlib.new(kind, true).digest()
    written = dice.choice([digest.hex(), base64.b32encode(digest).decode(), base64.b64encode(digest).decode()])
    return record("response", bytes(changed), uri, digest="", **{whose: f"{kind}:{written}"})


def test_a_wacz_whose_list_tells_other_digests(proof: Proof, tmp_path: Path) -> None:
    package = wacz()
    place = package.index(b"sha256:") + len(b"sha256:")
    with reading(tmp_path / "a.wacz") as read:
        for digit in range(16):
            changed = bytearray(package)
            changed[place] = ord(f"{digit:x}")
            came = read(bytes(changed))
            assert bool(came.told) == (bytes(changed) != package), (digit, came)
    proof.saw("15 of 15 wrong digests in the list of a WACZ reported")
