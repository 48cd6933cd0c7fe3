"""Erasing: the words are gone from the file, and everything else stays where it was."""

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sayso.collect.evidence import Evidence, Place, body
from sayso.collect.evidence import erasing as module
from sayso.errors import SaysoError
from sayso.types import Capture
from tests.collect.evidence.made import capture, clock, fetched


def place(one: Capture) -> Place:
    assert one.warc is not None and one.offset is not None
    return Place(one.warc, one.offset)


def kinds(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            found += [one.rec_type for one in ArchiveIterator(stream, check_digests="raise")]
    return found


def all_bytes(folder: Path) -> bytes:
    files = [path.read_bytes() for path in folder.iterdir()]
    return b"".join(files) + b"".join(gzip.decompress(raw) for raw in files if raw.startswith(b"\x1f\x8b"))


def test_a_page_is_erased_with_its_request_and_what_follows_stays_in_its_place(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock) as evidence:
        before, doomed, after = (evidence.keep(one) for one in (capture(b"A"), fetched(b"Ann Lee died."), capture(b"B")))
        size = (tmp_path / str(doomed.warc)).stat().st_size
        assert evidence.erase(doomed.sha256, [place(doomed)]) == 2
        assert evidence.find(doomed.sha256) is None
    assert (tmp_path / str(doomed.warc)).stat().st_size == size
    assert kinds(tmp_path) == ["warcinfo", "resource", "metadata", "metadata", "resource"]
    assert b"Ann" not in all_bytes(tmp_path) and b"/a HTTP" not in all_bytes(tmp_path)
    for one in (before, after):
        assert body(tmp_path, str(one.warc), one.offset or 0, one.sha256) == one.body
    with pytest.raises(SaysoError, match=r"E086.*erased"):
        body(tmp_path, str(doomed.warc), doomed.offset or 0, doomed.sha256)


def test_what_was_erased_does_not_come_back_by_collecting_it_again(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock) as evidence:
        evidence.erase(evidence.keep(capture(b"Ann Lee died.")).sha256)
    (tmp_path / "index.sqlite").unlink()
    with Evidence(tmp_path, clock) as evidence:
        again = evidence.keep(capture(b"Ann Lee died."))
    assert (again.warc, again.offset) == (None, None)
    assert b"Ann" not in all_bytes(tmp_path)


def test_it_is_erased_wherever_it_lies(tmp_path: Path) -> None:
    """Two processes kept it at the same moment; the ledger knows of one of them."""
    with Evidence(tmp_path, clock) as one, Evidence(tmp_path, clock) as other:
        one.keep(capture(b"Zero"))
        other.keep(capture(b"Null"))
        one.keep(capture(b"Ann Lee died."))
        other.keep(capture(b"Ann Lee died."))
        one.sync()
        other.sync()
        assert one.erase(capture(b"Ann Lee died.").sha256) == 2
    assert kinds(tmp_path) == ["warcinfo", "resource", "metadata"] * 2


def test_erasing_twice_or_nothing_does_no_harm(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock) as evidence:
        kept = evidence.keep(capture(b"Ann Lee died."))
        assert [evidence.erase(kept.sha256, [place(kept)]) for _ in range(2)] == [1, 0]
        assert evidence.erase("0" * 64) == 0
        assert evidence.erase("0" * 64, [Place("sayso-gone.warc.gz", 5)]) == 0


def test_another_body_at_the_place_stays(tmp_path: Path) -> None:
    with Evidence(tmp_path, clock) as evidence:
        kept = evidence.keep(capture(b"Two died."))
        with pytest.raises(SaysoError, match=r"E086.*another body"):
            evidence.erase("0" * 64, [place(kept)])
        assert body(tmp_path, str(kept.warc), kept.offset or 0, kept.sha256) == b"Two died."


@pytest.mark.parametrize("at", [0, 5, 100])
def test_a_crash_while_overwriting_is_finished_by_whoever_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    whole = module._overwrite

    def torn(path: Path, row: object, member: bytes) -> None:
        with path.open("r+b") as stream:
            stream.seek(kept.offset or 0)
            stream.write(member[:at])
        raise KeyboardInterrupt

    with Evidence(tmp_path, clock) as evidence:
        kept = evidence.keep(capture(b"Ann Lee died." + os.urandom(300)))
        after = evidence.keep(capture(b"Two died."))
    monkeypatch.setattr(module, "_overwrite", torn)
    with Evidence(tmp_path, clock) as evidence, pytest.raises(KeyboardInterrupt):
        evidence.erase(kept.sha256, [place(kept)])
    monkeypatch.setattr(module, "_overwrite", whole)
    with Evidence(tmp_path, clock) as evidence:
        assert evidence.erase(kept.sha256, [place(kept)]) == 0
        assert evidence.find(after.sha256) == place(after)
    assert kinds(tmp_path) == ["warcinfo", "metadata", "resource"]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=40), st.booleans(), st.sampled_from(["a", "-", "https://a.example/", "pasted-0"]))
def test_there_is_always_room_to_say_that_it_was_erased(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, wired: bool, address: str
) -> None:
    folder = tmp_path_factory.mktemp("e")
    with Evidence(folder, clock) as evidence:
        kept = evidence.keep(fetched(content) if wired else capture(content, address))
        assert evidence.erase(kept.sha256) == (2 if wired else 1)
    assert kinds(folder) == ["warcinfo"] + ["metadata"] * (2 if wired else 1)


def test_many_megabytes_are_erased_whole(tmp_path: Path) -> None:
    words = os.urandom(3_000_000)
    with Evidence(tmp_path, clock) as evidence:
        kept = evidence.keep(capture(words))
        evidence.erase(kept.sha256)
        assert evidence.keep(capture(b"after")).offset
    assert words[1000:1100] not in all_bytes(tmp_path)
    assert kinds(tmp_path) == ["warcinfo", "metadata", "resource"]
