from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.filters import Filters
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.types import Unreadable, Verdict
from sayso.vocabulary import Verdicts
from tests.ledger.by_hand import CLOCK, RULES, Clock, capture, claim, later, reading, report

SECRET = report("Zyxwvut Qponmlk, 34, of Unpronounceable Lane, was arrested. " * 40, title="Aardvarkish headline")
PAGE, LONGEST = 4096, 20_000
OTHER = report("Somebody else was arrested.")
WORDS = ("Zyxwvut", "Qponmlk", "Unpronounceable", "Aardvarkish", "secret-address", "zyxwvut", "qponmlk", "aardvarkish")


def files_with(path: Path, word: str) -> list[str]:
    return [file.name for file in path.parent.iterdir() if in_file(file, word)]


def in_file(file: Path, word: str) -> bool:
    data = file.read_bytes()
    return word.encode() in data or any(word.encode() in body for body in compressed_in(data))


def compressed_in(data: bytes) -> Iterator[bytes]:
    """What begins like a compressed body, wherever it lies, as far as it can be unpacked, over the pages that follow it."""
    for start in (found.start() for found in re.finditer(b"x\x01", data)):
        rest = data[start : (start // PAGE + 1) * PAGE]
        for page in range((start // PAGE + 1) * PAGE, len(data), PAGE):
            rest += data[page + 4 : page + PAGE]  # of a body that goes on there, the first four bytes name the next page
            if len(rest) > LONGEST:
                break
        yield as_far_as_it_goes(rest)


def as_far_as_it_goes(packed: bytes) -> bytes:
    way, made = zlib.decompressobj(), b""
    with suppress(zlib.error):
        for start in range(0, len(packed), 16):
            made += way.decompress(packed[start : start + 16])
    return made


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number in range(30):
        made = report(f"Something happened {number} times.")
        ledger.add(capture(made), made, reading(made, 3))
    ledger.add(capture(SECRET, "secret-address.html"), SECRET, reading(SECRET, 5))
    ledger.add(capture(SECRET, "secret-address-2.html"), SECRET, reading(SECRET, 5, later(RULES, 2)))
    ledger.add(capture(OTHER), OTHER, reading(OTHER, 2))
    return ledger


def test_the_words_are_in_no_file(filled: Ledger, path: Path) -> None:
    assert all(files_with(path, word) for word in WORDS[:5])
    filled.redact(SECRET.id, "asked")
    assert {word: files_with(path, word) for word in WORDS} == {word: [] for word in WORDS}
    filled.close()
    assert {word: files_with(path, word) for word in WORDS} == {word: [] for word in WORDS}


def test_the_search_for_words_looks_into_compressed_readings(filled: Ledger, path: Path) -> None:
    """Else the test above could not fail for them."""
    filled.close()
    data = path.read_bytes()
    assert sum(b"Unpronounceable" in body for body in compressed_in(data)) >= 2
    assert not any(b"Unpronounceable" in body for body in compressed_in(data.replace(b"x\x01", b"y\x01")))


def test_the_chain_holds_and_the_rest_is_there(filled: Ledger) -> None:
    reader = Reader(filled.store)
    head = reader.head().hash
    redaction = filled.redact(SECRET.id[:10], "asked")
    assert len(redaction.erased) == 5  # the report, two readings, two receipts
    assert verify(filled.store, head, deep=True) == []
    assert not list(reader.claims(Filters(report=SECRET.id)))
    assert len(list(reader.claims(Filters(report=OTHER.id)))) == 2
    assert len(list(reader.claims(Filters(text="happened")))) == 90
    assert reader.entry(SECRET.id).body is None


def test_it_does_not_come_back_by_adding_it_again(filled: Ledger) -> None:
    filled.redact(SECRET.id, "asked")
    head = Reader(filled.store).head()
    for maker in (RULES, later(RULES, 3)):
        assert filled.add(capture(SECRET, "elsewhere"), SECRET, reading(SECRET, maker=maker)) is Added.REFUSED
    assert Reader(filled.store).head() == head


@pytest.mark.parametrize("id", [claim(SECRET, 0).id, claim(SECRET, 0).id[:12]])
def test_a_claim_is_not_erased_alone_and_its_report_is_named(filled: Ledger, id: str) -> None:
    with pytest.raises(SaysoError, match="E031") as refused:
        filled.redact(id, "asked")
    assert SECRET.id in refused.value.line


def test_nor_is_a_reading_or_a_receipt(filled: Ledger) -> None:
    for letter in ("k", "g"):
        with filled.store.reading() as connection:
            ids = select(schema.entries.c.id).where(schema.entries.c.id.startswith(letter)).order_by(schema.entries.c.seq)
            id = connection.execute(ids).scalar()
        with pytest.raises(SaysoError, match="E031"):
            filled.redact(str(id), "asked")


def test_an_unreadable_and_a_verdict_are_erased_alone(ledger: Ledger, reader: Reader) -> None:
    broken = Unreadable("private.pdf", "E003", "not text")
    verdict = Verdict("c1", Verdicts.REFUTE, "private words", "Ann", CLOCK, reader.head().hash)
    ledger.add_unreadable(broken)
    ledger.append_verdict(verdict)
    for letter in "uv":
        ledger.redact(letter, "asked")
    assert reader.counts().unreadable == ()
    assert reader.verdicts("c1") == ()
    assert (ledger.add_unreadable(broken), ledger.append_verdict(verdict)) == (Added.REFUSED, Added.REFUSED)
    assert verify(ledger.store, deep=True) == []


def test_twice_is_too_often(filled: Ledger) -> None:
    filled.redact(SECRET.id, "asked")
    for id in (SECRET.id, "x"):  # a redaction is not redacted either
        with pytest.raises(SaysoError, match="E029"):
            filled.redact(id, "again")


@pytest.mark.parametrize(("id", "code"), [("rzzz", "E027"), ("", "E027"), ("r", "E028")])
def test_an_id_that_is_none_or_many(filled: Ledger, id: str, code: str) -> None:
    with pytest.raises(SaysoError, match=code):
        filled.redact(id, "asked")


def test_while_somebody_reads_it_says_so_and_is_finished_by_saying_it_again(filled: Ledger, path: Path) -> None:
    with Ledger.open(path, Clock(), wait_seconds=0.05) as impatient, Reader.open(path) as reading_on:
        with reading_on.store.reading() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM entries").scalar()
            with pytest.raises(SaysoError, match="E021"):
                impatient.redact(SECRET.id, "asked")
        reading_on.store.close()
        filled.close()
        with pytest.raises(SaysoError, match="E029"):
            impatient.redact(SECRET.id, "asked")
    assert files_with(path, "Zyxwvut") == []
