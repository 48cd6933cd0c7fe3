"""R5: web archives and mailboxes, and the documents in them, read by the pool of children that the commands use."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import strategies as st

from sayso.collect import mailbox
from sayso.collect.archives import wacz, warc
from sayso.collect.archives.tally import Tally
from sayso.collect.contained.pool import Contained
from sayso.collect.given import Given
from sayso.collect.sniff import container
from sayso.read.contained import reports_of
from sayso.types import Capture, Report, Unreadable
from tests.prove import samples
from tests.prove.damage import NOBODY_KNOWS
from tests.prove.fuzzing import WHOLE, Door, of
from tests.prove.mutated import mutated
from tests.prove.proof import Proof
from tests.prove.test_r05_fuzz_documents import DOORS, capture

CAME = datetime(2022, 1, 8, tzinfo=UTC)
LIMIT = 1_000_000
HEADS = st.sampled_from(samples.RECORDS).map(lambda one: one[:200])
JUNK = st.binary(max_size=300)
ANY_WARC = st.lists(JUNK | HEADS | st.sampled_from(samples.RECORDS), max_size=5).map(b"".join)
ANY_ZIP = st.lists(JUNK | st.sampled_from([b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"]), max_size=6).map(b"".join)
ANY_MBOX = st.lists(JUNK | st.sampled_from([samples.FROM, b"\n\n", b"\nFrom ", b"Subject: a\n"]), max_size=9).map(b"".join)
Opened = Callable[[bytes, Tally], Iterable[Given]]
KINDS: dict[str, tuple[st.SearchStrategy[bytes], Sequence[bytes], Opened]] = {
    "WARC": (ANY_WARC, samples.WARCS, lambda body, tally: warc.captures(io.BytesIO(body), "a.warc", LIMIT, tally)),
    "WACZ": (ANY_ZIP, samples.WACZS, lambda body, tally: wacz.captures(io.BytesIO(body), "a.wacz", LIMIT, tally)),
    "mailbox": (
        ANY_MBOX,
        (samples.MAILBOX,),
        lambda body, tally: mailbox.captures(io.BytesIO(body), "a.mbox", LIMIT, lambda: CAME),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_archive(kind: str, proof: Proof) -> None:
    whole, good, opened = KINDS[kind]
    door = Door(kind)
    taken = broken = 0

    def take(body: bytes) -> None:
        nonlocal taken, broken
        container(f"a.{kind}", body)
        for given in opened(body, Tally()):
            if isinstance(given.capture, Capture):
                taken += 1
            else:
                broken += 1
                assert given.capture.code not in NOBODY_KNOWS, given.capture.reason
                assert given.capture.reason.startswith(given.capture.code) and len(given.capture.reason.splitlines()) == 1

    for body in of(proof.count(WHOLE), whole, good, mutated):
        door.put(body, take)
    assert taken > door.inputs // 20, "archives of which nothing is taken prove little"
    door.told(proof, f" ({taken:,} documents taken, {broken:,} damaged places told)")


def test_documents_in_children(proof: Proof) -> None:
    """What nobody foresaw would be E097, and a child that ended E084."""
    dice = random.Random(5)
    inputs: list[Given] = []
    for name in ("HTML", "JSON lines", "mail", "PDF", "a file of any name"):
        media_type, whole, good = DOORS[name]
        inputs += [Given(capture(body, media_type, dice)) for body in of(proof.count(WHOLE) // 25, whole, good, mutated)]
    reports = unreadable = 0
    codes: dict[str, int] = {}
    with Contained() as children:
        for given, found in reports_of(inputs, children):
            listed = list(found)
            gave = any(isinstance(one, Report) for one in listed)
            reports, unreadable = reports + gave, unreadable + (not gave)
            for one in listed:
                if isinstance(one, Unreadable):
                    codes[one.code] = codes.get(one.code, 0) + 1
                    assert one.code not in ("E082", "E083", "E084", "E097"), (one.reason, given)
    proof.account("fuzz: documents in children", inputs=len(inputs), reports=reports, unreadable=unreadable)
    proof.saw(
        f"in the children that commands use: {len(inputs):,} documents, {reports:,} reports, "
        f"{unreadable:,} unreadable with a reason"
    )
