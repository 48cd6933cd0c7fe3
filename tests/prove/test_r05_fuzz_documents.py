"""R5: whatever a page, mail, PDF, JSON file or text is, reading it ends with a report or a reason, and spans are true."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st

from sayso.collect import sniff
from sayso.collect.contained.shapes import packed, shaped, unpacked
from sayso.read.notes import Note
from sayso.read.reports import Found, reports
from sayso.types import Capture, Report, Unreadable
from sayso.understand.rules import Rules
from tests.prove import samples
from tests.prove.fuzzing import WHOLE, Door, Kept, of
from tests.prove.mutated import mutated
from tests.prove.proof import Proof
from tests.read.test_invariants import check

CAME = datetime(2022, 1, 8, tzinfo=UTC)
SENT = shaped(list[Report | Unreadable | Note])
RULES = Rules()
TEXTS = tuple(path.read_bytes() for path in sorted(samples.DEMO.glob("*.txt")))
ENCODINGS = (
    None,
    None,
    None,
    "utf-8",
    "windows-1251",
    "utf-7",
    "idna",
    "unicode_escape",
    "x-none",
    "utf-16",
    "",
    "\x00",
    "rot13",
    "zlib",
)
DOORS = {
    "HTML": (sniff.HTML, samples.ANY_PAGE, samples.PAGES),
    "JSON": (sniff.JSON, samples.ANY_OBJECTS, samples.OBJECTS),
    "JSON lines": (sniff.JSON_LINES, samples.ANY_OBJECTS, samples.OBJECTS),
    "mail": (sniff.MAIL, st.binary(max_size=500), samples.MAILS),
    "PDF": (sniff.PDF, st.binary(max_size=500).map(b"%PDF-1.4\n".__add__), samples.PDFS),
    "plain text": (sniff.TEXT, samples.MARKUP | st.binary(max_size=600), TEXTS),
    "a file of any name": (
        None,
        st.binary(max_size=300),
        (*samples.PAGES[-3:], *samples.OBJECTS, *samples.MAILS, *samples.PDFS, *TEXTS[:3]),
    ),
}


def capture(body: bytes, media_type: str | None, dice: random.Random) -> Capture:
    name = f"x{dice.choice(('', '.txt', '.html', '.json', '.jsonl', '.eml', '.pdf', '.mbox'))}"
    told = media_type or sniff.media_type(name, body)
    return Capture(name, CAME, told, hashlib.sha256(body).hexdigest(), body, encoding=dice.choice(ENCODINGS))


@pytest.mark.parametrize("name", DOORS)
def test_reading(name: str, proof: Proof) -> None:
    media_type, whole, good = DOORS[name]
    door, kept = Door(name), Kept()
    for given in _inputs(proof.count(WHOLE), media_type, whole, good):
        kept.see(door.put(given, _read))
    door.told(proof)
    proof.account(f"fuzz: {name}", inputs=door.inputs, reports=kept.reports, refused=door.refused, unreadable=kept.unreadable)


def _inputs(count: int, media_type: str | None, whole: st.SearchStrategy[bytes], good: Sequence[bytes]) -> Iterator[Capture]:
    dice = random.Random(count)
    for body in of(count, whole, good, mutated):
        yield capture(body, media_type, dice)


def _read(given: Capture) -> list[Found]:
    """As the child does it, and the way back from the child; then the claims."""
    found = list(reports(given, "2022-01-09"))
    check(found)
    assert SENT(unpacked(packed(found))) == found
    for one in found:
        if isinstance(one, Report):
            _check_claims(one)
    return found


def _check_claims(report: Report) -> None:
    for claim in RULES(report).claims:
        assert claim.evidence.span.of(report.text) == claim.evidence.text
        assert report.field_of(claim.evidence.span)
