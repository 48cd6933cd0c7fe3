"""`sayso capture`, `sayso verify --evidence`, and what `sayso redact` does to the evidence."""

from __future__ import annotations

import gzip
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.collect.evidence import Evidence, erasing, index
from sayso.collect.evidence.index import Row
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.types import Capture, Report, Unreadable
from tests.collect.evidence.made import capture, clock, fetched
from tests.conftest import Sayso
from tests.ledger.by_hand import reading, report

ANN = report("Zyxwvut Lee, 34, was arrested.", title="Ann")
BOB = report("Somebody else was arrested.", title="Bob")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "test.ledger.evidence"


def added(tmp_path: Path, *pairs: tuple[Capture, Report]) -> list[Capture]:
    """Both kept as a run of adding keeps them."""
    with (
        Evidence(tmp_path / "test.ledger.evidence", clock) as evidence,
        Ledger.open(tmp_path / "test.ledger", clock, create=True, before_commit=evidence.sync) as ledger,
    ):
        kept = [evidence.keep(one) for one, _ in pairs]
        for one, (_, of) in zip(kept, pairs, strict=True):
            ledger.add(one, of, reading(of, 2))
    return kept


def files_with(tmp_path: Path, word: bytes) -> list[str]:
    found = []
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        raw = path.read_bytes()
        found += [path.name] if word in raw or (path.suffix == ".gz" and word in gzip.decompress(raw)) else []
    return found


def test_what_was_received_comes_back_by_report_name_and_capture(sayso: Sayso, tmp_path: Path) -> None:
    added(tmp_path, (fetched(b"<p>Zyxwvut Lee"), ANN), (capture(b"Bob"), BOB))
    for id in (ANN.id, ANN.id[:9], ANN.name):
        ran = sayso("capture", id, "-o", tmp_path / "out.html")
        assert (tmp_path / "out.html").read_bytes() == b"<p>Zyxwvut Lee"
    assert "text/plain, 14 bytes, https://news.example/a, received 2026-01-07T12:30:05" in ran.err
    entry = ran.err.split(":")[0]
    assert sayso("capture", entry, "-o", "-").out == sayso("capture", entry[:20]).out == "<p>Zyxwvut Lee"


def test_of_several_captures_the_first_and_which_others(sayso: Sayso, tmp_path: Path) -> None:
    added(tmp_path, (capture(b"one"), ANN), (capture(b"two", "b.txt"), ANN))
    ran = sayso("capture", ANN.id)
    assert ran.out == "one" and "the first of 2 captures" in ran.err


def test_a_record_alone_can_be_read_by_others(sayso: Sayso, tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    added(tmp_path, (capture(b"before"), BOB), (fetched(b"<p>Ann"), ANN))
    assert sayso("capture", ANN.id, "--record", "-o", tmp_path / "one.warc.gz").status == 0
    with (tmp_path / "one.warc.gz").open("rb") as stream:
        (only,) = list(ArchiveIterator(stream))
        assert (only.rec_type, only.http_headers.get_header("content-encoding")) == ("response", "gzip")


def test_what_could_not_be_read_is_evidence_too(sayso: Sayso, tmp_path: Path) -> None:
    one = capture(b"\xff\xfe\x00")
    with (
        Evidence(tmp_path / "test.ledger.evidence", clock) as evidence,
        Ledger.open(tmp_path / "test.ledger", clock, create=True, before_commit=evidence.sync) as ledger,
    ):
        evidence.keep(one)
        ledger.add_unreadable(Unreadable(one.address, "E006", "encoding not known", one.sha256))
    with sqlite3.connect(tmp_path / "test.ledger") as database:
        (id,) = database.execute("SELECT id FROM entries").fetchone()
    assert sayso("capture", id, "-o", tmp_path / "out").status == 0
    assert (tmp_path / "out").read_bytes() == one.body
    assert sayso("redact", id, "--why", "asked").status == 0
    assert files_with(tmp_path / "test.ledger.evidence", one.body) == []


def test_evidence_that_is_not_there_is_told(sayso: Sayso, tmp_path: Path, folder: Path) -> None:
    (kept,) = added(tmp_path, (capture(b"one"), ANN))
    assert "1 bodies, all there and right" in sayso("verify", "--evidence").out
    path = folder / str(kept.warc)
    raw = path.read_bytes()
    path.write_bytes(raw[:-12] + b"\0\0\0\0" + raw[-8:])
    assert "E086" in sayso("capture", ANN.id).err
    ran = sayso("verify", "--evidence")
    assert ran.status == 3 and "E086" in ran.err
    path.unlink()
    assert sayso("verify", "--evidence").status == 3
    assert sayso("verify").status == 0


def test_wrong_ids_and_places_to_write_are_coded(sayso: Sayso, tmp_path: Path) -> None:
    added(tmp_path, (capture(b"one"), ANN))
    assert "E027" in sayso("capture", "nothing").err
    assert "E034" in sayso("capture", ANN.id, "-o", tmp_path / "no" / "such").err


def test_redacting_takes_the_words_from_the_evidence_too(sayso: Sayso, tmp_path: Path, folder: Path) -> None:
    added(tmp_path, (fetched(b"<p>Zyxwvut Lee"), ANN), (capture(b"Zyxwvut, 2", "b.txt"), ANN), (capture(b"Bob"), BOB))
    assert len(files_with(tmp_path, b"Zyxwvut")) >= 1
    assert sayso("redact", ANN.id, "--why", "asked").status == 0
    assert files_with(tmp_path, b"Zyxwvut") == []
    assert "1 bodies, all there" in sayso("verify", "--evidence").out
    assert sayso("capture", BOB.id).out == "Bob"
    assert "E029" in sayso("capture", ANN.id).err


def test_a_file_from_which_others_were_read_goes_too_and_that_is_told(sayso: Sayso, tmp_path: Path) -> None:
    lines = capture(b"Zyxwvut\nBob\n", "both.jsonl")
    added(tmp_path, (lines, ANN), (lines, BOB))
    ran = sayso("redact", ANN.id, "--why", "asked")
    assert ran.status == 0
    assert ran.err == "both.jsonl: other reports were read from the same bytes, whose evidence is erased with it\n"
    assert files_with(tmp_path, b"Zyxwvut") == []
    whole = sayso("verify", "--evidence")
    assert whole.status == 0 and "0 bodies, all there and right; 1 erased by redactions" in whole.out
    lost = sayso("capture", BOB.id, "-o", tmp_path / "out")
    assert lost.status == 3 and lost.err.startswith("E086 ") and "it was erased by a redaction" in lost.err


def test_killed_between_evidence_and_ledger_redacting_again_finishes_it(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(tmp_path, (fetched(b"<p>Zyxwvut Lee"), ANN))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sayso.ledger.ledger.erase", killed)
        assert sayso("redact", ANN.id, "--why", "asked").status != 0
    assert sayso("show", ANN.id).status == 0, "the ledger still has it, so that it can be said again"
    assert sayso("redact", ANN.id, "--why", "asked").status == 0
    assert files_with(tmp_path, b"Zyxwvut") == []
    assert "0 bodies, all there" in sayso("verify", "--evidence").out


def test_half_an_erased_record_is_told_as_what_it_is(
    sayso: Sayso, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once verify had it restored from a backup: a disk that failed while the record was overwritten."""
    [_, other] = added(tmp_path, (fetched(b"<p>Zyxwvut Lee"), ANN), (capture(b"Bob"), BOB))

    def half(path: Path, row: Row, member: bytes) -> None:
        with path.open("r+b") as stream:
            stream.seek(row.offset)
            stream.write(member[: len(member) // 2])
        raise SaysoError("E085", path=path, detail="no space")

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "_overwrite", half)
        assert sayso("redact", ANN.id, "--why", "asked").err.startswith("E085")
    ran = sayso("verify", "--evidence")
    assert ran.status == 3 and ran.err.startswith("E187") and "sayso redact" in ran.err and "E086" not in ran.err
    assert sayso("redact", ANN.id, "--why", "asked").status == 0
    assert "1 bodies, all there and right\n" in sayso("verify", "--evidence").out
    (folder / str(other.warc)).write_bytes(b"")
    assert "E086" in sayso("verify", "--evidence").err


def test_nothing_is_overwritten_where_that_cannot_be_noted(
    sayso: Sayso, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it was noted in memory alone: a disk that failed then left half a record, of which nobody knew why."""
    added(tmp_path, (fetched(b"<p>Zyxwvut Lee"), ANN))
    before = {path.name: path.read_bytes() for path in folder.glob("*.gz")}
    connected = index._connected

    def full(path: Path) -> sqlite3.Connection:
        if path.name == index.NAME:
            raise sqlite3.OperationalError("database or disk is full")
        return connected(path)

    monkeypatch.setattr(index, "_connected", full)
    ran = sayso("redact", ANN.id, "--why", "asked")
    assert ran.status != 0 and ran.err.startswith("E085") and "index" in ran.err
    assert {path.name: path.read_bytes() for path in folder.glob("*.gz")} == before


def test_an_entry_never_points_to_what_may_not_be_on_the_disk(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "test.ledger", clock, create=True) as ledger, pytest.raises(ValueError, match="disk"):
        ledger.add(replace(capture(b"one"), warc="sayso-a.warc.gz", offset=0), ANN, reading(ANN, 1))


def test_the_disk_has_it_before_the_entry_is_committed(tmp_path: Path) -> None:
    told = list[str]()

    def sync() -> None:
        with sqlite3.connect(tmp_path / "test.ledger") as other:
            told.append(f"{other.execute('SELECT count(*) FROM entries').fetchone()[0]} entries")

    with Ledger.open(tmp_path / "test.ledger", clock, create=True, before_commit=sync) as ledger:
        ledger.add(replace(capture(b"one"), warc="sayso-a.warc.gz", offset=0), ANN, reading(ANN, 1))
    assert told == ["0 entries"]
