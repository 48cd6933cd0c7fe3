"""Time-stamps against an authority that signs for real: what is kept, and what is found of it later."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.x509 import Certificate
from rfc3161_client import decode_timestamp_response

from sayso.errors import SaysoError
from sayso.ledger.append import Head
from sayso.ledger.bodies import Stamp
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.query import Reader
from sayso.ledger.stamps import asking, checking
from sayso.ledger.stamps.der import in_order
from sayso.ledger.verify import verify
from sayso.vocabulary import EntryKind
from tests.ledger import authority as tsa
from tests.ledger.by_hand import CLOCK, capture, reading, report
from tests.ledger.independent_verifier import faults

HEAD = Head(7, hashlib.sha256(b"head").hexdigest(), "2026-01-07T12:00:00.000000Z")
URL = "https://stamps.example/tsr"


def good(request: bytes) -> bytes:
    return tsa.authority().reply(*tsa.asked(request))


def other_nonce(request: bytes) -> bytes:
    imprint, nonce = tsa.asked(request)
    return tsa.authority().reply(imprint, nonce ^ 1)


def without_nonce(request: bytes) -> bytes:
    return tsa.authority().reply(tsa.asked(request)[0], None)


def other_imprint(request: bytes) -> bytes:
    return tsa.authority().reply(bytes(32), tsa.asked(request)[1])


def broken(request: bytes) -> bytes:
    return tsa.authority().reply(*tsa.asked(request), broken=True)


def backwards(request: bytes) -> bytes:
    return tsa.authority().reply(*tsa.asked(request), backwards=True)


def slow(_: bytes) -> bytes:
    raise SaysoError("E035", detail="no answer within 20 s")


def stamped(ask: Callable[[bytes], bytes], head: Head = HEAD) -> Stamp:
    return asking.stamp(head, URL, lambda: CLOCK, ask)


def roots(of: tsa.Authority | None = None) -> list[Certificate]:
    return checking.certificates((of or tsa.authority()).root)


def test_a_good_stamp_holds_with_and_without_roots() -> None:
    made = stamped(good)
    assert (made.head, made.seq, made.authority, made.failure) == (HEAD.hash, 7, URL, None)
    assert checking.check(made, HEAD.hash) == checking.Holds(7, tsa.AT, vouched=False)
    assert checking.check(made, HEAD.hash, roots()) == checking.Holds(7, tsa.AT, vouched=True)


def test_what_is_signed_can_be_made_by_hand() -> None:
    told = list[bytes]()

    def ask(request: bytes) -> bytes:
        told.append(tsa.asked(request)[0])
        return good(request)

    stamped(ask)
    assert told == [hashlib.sha256(HEAD.hash.encode()).digest()]


def test_certificates_in_any_order_are_taken_as_openssl_writes_them() -> None:
    made = stamped(backwards)
    assert made.failure is None
    assert checking.check(made, HEAD.hash, roots()).vouched
    answer = base64.b64decode(made.token or "")
    with pytest.raises(ValueError, match="InvalidSetOrdering"):
        decode_timestamp_response(answer)
    assert decode_timestamp_response(in_order(answer)).status == 0


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (other_nonce, "its nonce is not ours"),
        (without_nonce, "nonce"),
        (other_imprint, "something else than the head"),
        (broken, "signature does not hold"),
        (slow, "no answer within 20 s"),
        (lambda _: tsa.refusal("no more today\x1b[31m"), "refuses (status 2: no more today"),
        (lambda _: b"<html>garbage", "is no time-stamp"),
        (lambda _: b"", "is no time-stamp"),
        (lambda _: tsa.refusal("x" * 9000), "refuses"),
    ],
)
def test_what_fails_is_kept_with_its_reason(ask: Callable[[bytes], bytes], reason: str) -> None:
    made = stamped(ask)
    assert made.token is None and made.failure is not None
    assert reason in made.failure and len(made.failure) <= asking.MAX_REASON and made.failure.isprintable()


def test_a_root_that_does_not_vouch_is_told() -> None:
    with pytest.raises(ValueError, match="no trusted root vouches"):
        checking.check(stamped(good), HEAD.hash, roots(tsa.authority("Somebody else")))


def test_a_stamp_of_another_chain_or_of_other_words_does_not_hold() -> None:
    made = stamped(good)
    for there in (None, "0" * 64):
        with pytest.raises(ValueError, match="not of the entry 7"):
            checking.check(made, there)
    with pytest.raises(ValueError, match="something else"):
        checking.check(replace(made, head="0" * 64), "0" * 64)


def test_no_changed_token_ever_holds_for_another_time_or_stops_anything() -> None:
    made, chance = stamped(good), random.Random(3)
    raw = base64.b64decode(made.token or "")
    for _ in range(1500):
        at = chance.randrange(len(raw))
        changed = raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]
        try:
            token = base64.b64encode(changed).decode()
            assert checking.check(replace(made, token=token), HEAD.hash).at == tsa.AT
            checking.check(replace(made, token=token), HEAD.hash, roots())
        except ValueError:
            pass


def test_stamps_are_entries_and_the_ledger_is_as_whole_as_before(ledger: Ledger, path: Path) -> None:
    said = report("Two died.")
    ledger.add(capture(said), said, reading(said))
    looking = Reader(ledger.store)
    views, head = looking.state_hash(), looking.head()
    first, failed = stamped(good, head), stamped(slow, head)
    assert [ledger.append_stamp(one) for one in (first, failed, first)] == [Added.ADDED, Added.ADDED, Added.UNCHANGED]
    assert looking.counts().entries[EntryKind.STAMP] == 2
    assert looking.state_hash() == views
    ledger.rebuild()
    assert looking.state_hash() == views
    assert verify(ledger.store, looking.head().hash, deep=True) == []
    assert [one.stamp for one in looking.stamps()] == [first, failed]
    assert [checking.check(one.stamp, one.hash_there).seq for one in looking.stamps() if one.stamp.token] == [head.seq]
    ledger.close()
    assert faults(path) == set()


def test_a_stamp_may_be_redacted_like_a_verdict(ledger: Ledger, path: Path) -> None:
    said = report("Two died.")
    ledger.add(capture(said), said, reading(said))
    ledger.append_stamp(stamped(slow))
    looking = Reader(ledger.store)
    id = next(entry.id for entry in [looking.entry("t")])
    ledger.redact(id, "the address held a password")
    assert list(looking.stamps()) == [] and verify(ledger.store, deep=True) == []
    ledger.close()
    assert faults(path) == set()
