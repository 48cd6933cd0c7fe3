"""R12, beneath the database: bytes of the file itself, and the files of evidence. Found with a coded line, or of no effect."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.collect.evidence import body
from sayso.commands.capturing import sound
from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.keep.schema import derived
from tests.command import done
from tests.ledger import independent_verifier
from tests.prove.proof import Proof
from tests.prove.tamper import ledgers

FLIPS, EVIDENCE = 400, 120
WORDS = "At least {} people were killed in Kokshar on Thursday, the Interior Ministry said. Police arrested {} others."


@dataclass(frozen=True, slots=True)
class Whole:
    path: Path
    head: str
    said: str
    """All that the ledger answers from, in one word."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    path = tmp_path_factory.mktemp("bytes") / "whole.ledger"
    return Whole(path, ledgers.make(path), said_by(path))


def said_by(path: Path) -> str:
    with ledgers.opened(path) as store:
        reader = Reader(store)
        with store.reading() as connection:
            rows = [tuple(map(repr, row)) for table in derived.sorted_tables for row in connection.execute(select(table))]
            kept = [tuple(row) for row in connection.execute(select(schema.entries).order_by(schema.entries.c.seq))]
        found = [listed.claim.id for word in ("ministry", "flood") for listed in reader.claims(Filters(text=word))]
        return repr((reader.content_hash(), reader.state_hash(), sorted(rows), kept, found))


Damage = Callable[[random.Random, bytearray], str]


def bit(rng: random.Random, data: bytearray) -> str:
    at, which = rng.randrange(len(data)), rng.randrange(8)
    data[at] ^= 1 << which
    return f"bit {which} of byte {at}"


def run(rng: random.Random, data: bytearray) -> str:
    at, length = rng.randrange(len(data)), rng.choice((2, 16, 200))
    data[at : at + length] = rng.randbytes(min(length, len(data) - at))
    return f"{length} bytes at {at}"


def page(rng: random.Random, data: bytearray) -> str:
    """A page emptied, or two of them exchanged."""
    one, two = (4096 * rng.randrange(len(data) // 4096) for _ in range(2))
    first, second = bytes(data[one : one + 4096]), bytes(data[two : two + 4096])
    if rng.random() < 0.5:
        data[one : one + 4096] = bytes(4096)
        return f"page at {one} emptied"
    data[one : one + 4096], data[two : two + 4096] = second, first
    return f"pages at {one} and {two} exchanged"


def header(rng: random.Random, data: bytearray) -> str:
    at = rng.randrange(100)
    data[at] ^= 1 << rng.randrange(8)
    return f"byte {at} of the header"


def shorter(rng: random.Random, data: bytearray) -> str:
    kept = rng.randrange(len(data))
    del data[kept:]
    return f"cut after {kept} bytes"


DAMAGES: tuple[Damage, ...] = (bit, bit, bit, bit, run, page, header, shorter)


def test_bytes_of_the_file(whole: Whole, tmp_path: Path, proof: Proof) -> None:
    copy, seen = tmp_path / "copy.ledger", Counter[str]()
    data = whole.path.read_bytes()
    for seed in range(proof.count(FLIPS)):
        rng, changed = random.Random(f"bytes {seed}"), bytearray(data)
        what = DAMAGES[seed % len(DAMAGES)](rng, changed)
        for beside in ("", "-wal", "-shm"):
            copy.with_name(copy.name + beside).unlink(missing_ok=True)
        copy.write_bytes(bytes(changed))
        seen[became(copy, whole, f"seed {seed}, {what}")] += 1
    told = ", ".join(f"{count} {what}" for what, count in sorted(seen.items()))
    proof.saw(f"{proof.count(FLIPS)} damages of the file's own bytes: {told}; 0 tracebacks, 0 that changed an answer unseen")


def became(path: Path, whole: Whole, case: str) -> str:
    """In a word; an error other than a coded one fails the test."""
    theirs = verified_by_the_other(path, whole.head)
    try:
        with ledgers.opened(path) as store:
            findings = ledgers.found(store, whole.head)
    except SaysoError as error:
        assert error.code.code not in ("E099", "E021", "E022"), f"{case}: {error.line}"
        return "refused with a code"
    if not findings:
        assert theirs == set(), f"{case}: nothing found, by the other {theirs}"
        assert said_by(path) == whole.said, f"{case}: not found, and something else is said"
        return "without any effect"
    ours = {finding.seq for finding in findings if finding.seq}
    assert theirs is None or theirs <= ours | {0} or "damaged" in findings[0].what, f"{case}: {findings}, by the other {theirs}"
    return "found"


def verified_by_the_other(path: Path, head: str) -> set[int] | None:
    """None where SQLite itself cannot read it any more."""
    try:
        return independent_verifier.faults(path, head)
    except (sqlite3.Error, TypeError, ValueError):
        return None


@pytest.fixture(scope="module")
def evident(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose reports have their evidence beside it."""
    folder = tmp_path_factory.mktemp("evident")
    (folder / "in").mkdir()
    for number in range(12):
        (folder / "in" / f"{number}.txt").write_text(WORDS.format(number + 2, number + 30), "utf-8")
    done(folder / "evident.ledger", "add", str(folder / "in"), "--published", "2022-01-07", "--reader", "rules")
    return folder / "evident.ledger"


@dataclass(frozen=True, slots=True)
class Kept:
    file: str
    offset: int
    end: int
    sha256: str


def kept(ledger: Path) -> list[Kept]:
    folder = ledger.with_name(ledger.name + ".evidence")
    with Reader.open(ledger) as reader:
        places = sorted((one.warc or "", one.offset or 0, one.sha256) for one in reader.kept())
    ends = [
        b[1] if b[0] == a[0] else (folder / a[0]).stat().st_size
        for a, b in zip(places, [*places[1:], ("", 0, "")], strict=True)
    ]
    return [Kept(name, offset, end, sha256) for (name, offset, sha256), end in zip(places, ends, strict=True)]


def test_files_of_evidence(evident: Path, tmp_path: Path, proof: Proof) -> None:
    places, seen = kept(evident), Counter[str]()
    folder = evident.with_name(evident.name + ".evidence")
    bodies = {one: body(folder, one.file, one.offset, one.sha256) for one in places}
    copy = tmp_path / "evidence"
    for seed in range(proof.count(EVIDENCE)):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        rng = random.Random(f"evidence {seed}")
        one = rng.choice(places)
        what = WAYS[seed % len(WAYS)](rng, copy, one, places)
        seen[judged(evident, copy, one, bodies, f"seed {seed}, {what}")] += 1
    told = ", ".join(f"{count} {what}" for what, count in sorted(seen.items()))
    proof.saw(f"{proof.count(EVIDENCE)} changes of evidence files: {told}; 0 that gave other bytes unseen")


def judged(ledger: Path, folder: Path, one: Kept, bodies: dict[Kept, bytes], case: str) -> str:
    errors: list[SaysoError] = []
    with Reader.open(ledger) as reader:
        found = sound(folder, reader, errors)
    if errors:
        place = f"at byte {one.offset}"
        assert any(one.file in error.line and place in error.line for error in errors), f"{case}: {[e.line for e in errors]}"
        return "found and located"
    assert found.whole == len(bodies), case
    assert all(body(folder, k.file, k.offset, k.sha256) == content for k, content in bodies.items()), case
    return "without any effect"


Way = Callable[[random.Random, Path, Kept, list[Kept]], str]


def _bit(rng: random.Random, folder: Path, one: Kept, _: list[Kept]) -> str:
    data = bytearray((folder / one.file).read_bytes())
    at = rng.randrange(one.offset, one.end)
    data[at] ^= 1 << rng.randrange(8)
    (folder / one.file).write_bytes(data)
    return f"byte {at - one.offset} of the record at {one.offset} of {one.file}"


def _cut(rng: random.Random, folder: Path, one: Kept, _: list[Kept]) -> str:
    data = (folder / one.file).read_bytes()
    at = rng.randrange(one.offset, one.end - 1)
    (folder / one.file).write_bytes(data[:at])
    return f"{one.file} cut at {at}"


def _gone(rng: random.Random, folder: Path, one: Kept, _: list[Kept]) -> str:
    (folder / one.file).unlink()
    return f"{one.file} deleted"


def _other(rng: random.Random, folder: Path, one: Kept, places: list[Kept]) -> str:
    """The record of another, whole and well formed, in its place."""
    other = rng.choice([k for k in places if k.sha256 != one.sha256])
    theirs = (folder / other.file).read_bytes()[other.offset : other.end]
    _put(folder, one, theirs)
    return f"the record at {other.offset} in the place of that at {one.offset}"


def _forged(rng: random.Random, folder: Path, one: Kept, _: list[Kept]) -> str:
    """A record of its own with all digests right, for another body."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
    record = writer.create_warc_record("urn:x", "response", payload=io.BytesIO(b"It never happened."), http_headers=headers)
    writer.write_record(record)
    _put(folder, one, stream.getvalue())
    return f"a forged record at {one.offset}"


def _put(folder: Path, one: Kept, record: bytes) -> None:
    data = (folder / one.file).read_bytes()
    (folder / one.file).write_bytes(data[: one.offset] + record + data[one.end :])


WAYS: tuple[Way, ...] = (_bit, _bit, _bit, _cut, _gone, _other, _forged)
