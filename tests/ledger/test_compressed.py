from __future__ import annotations

import zlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.ledger import compressed, schema
from sayso.ledger.bodies import Receipt
from sayso.ledger.canonical import encode
from sayso.ledger.compressed import packed, unpacked
from sayso.ledger.ledger import Added, Ledger
from sayso.ledger.opening import open_store
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.vocabulary import EntryKind
from tests.ledger import independent_verifier
from tests.ledger.by_hand import Clock, capture, reading, report
from tests.ledger.strategies import anything

REPORTS = [report(f"Somebody was arrested {number} times. " * 30) for number in range(5)]


def stored(path: Path) -> dict[str, list[bytes]]:
    """What lies in the table, by kind."""
    found: dict[str, list[bytes]] = {}
    with closing(open_store(path)) as store, store.reading() as connection:
        for kind, body in connection.exec_driver_sql("SELECT kind, body FROM entries ORDER BY seq"):
            found.setdefault(kind, []).append(body)
    return found


def as_before(path: Path) -> None:
    """Make of a ledger what the version before would have left: bodies as they are, and its number."""
    with closing(open_store(path)) as store, store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER entries_never_changed")
        for seq, body in connection.exec_driver_sql("SELECT seq, body FROM entries").all():
            connection.exec_driver_sql("UPDATE entries SET body = ? WHERE seq = ?", (unpacked(body), seq))
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")


@given(anything(Receipt).map(encode) | st.binary(max_size=300).map(lambda some: b"{" + some))
def test_what_is_packed_comes_back(body: bytes) -> None:
    for kind in EntryKind:
        assert unpacked(packed(kind, body)) == body


def test_readings_are_small_and_the_rest_lies_as_it_is(path: Path, ledger: Ledger) -> None:
    for one in REPORTS:
        ledger.add(capture(one), one, reading(one, 20))
    lies = stored(path)
    assert all(body.startswith(b"x") for body in lies["reading"])
    assert all(body.startswith(b"{") for kind in ("report", "capture") for body in lies[kind])
    said = [Reader(ledger.store).entry(id).body or b"" for id in ids(ledger, "reading")]
    assert sum(map(len, lies["reading"])) * 4 < sum(map(len, said))
    assert all(body.startswith(b"{") for body in said)


def ids(ledger: Ledger, kind: str) -> list[str]:
    with ledger.store.reading() as connection:
        return list(connection.exec_driver_sql("SELECT id FROM entries WHERE kind = ?", (kind,)).scalars())


def test_a_ledger_of_the_version_before_goes_on_as_it_is(path: Path, ledger: Ledger) -> None:
    for one in REPORTS[:3]:
        ledger.add(capture(one), one, reading(one, 3))
    whole, state = Reader(ledger.store).content_hash(), Reader(ledger.store).state_hash()
    head = Reader(ledger.store).head()
    ledger.close()
    as_before(path)
    before = stored(path)
    with Ledger.open(path, Clock()) as again:
        assert (Reader(again.store).content_hash(), Reader(again.store).state_hash()) == (whole, state)
        assert Reader(again.store).head() == head
        assert verify(again.store, head.hash, deep=True) == []
        assert again.add(capture(REPORTS[0]), REPORTS[0], reading(REPORTS[0], 3)) is Added.UNCHANGED
        for one in REPORTS[3:]:
            assert again.add(capture(one), one, reading(one, 3)) is Added.ADDED
        assert verify(again.store, head.hash, deep=True) == []
        assert again.redact(REPORTS[0].id, "asked")
        assert verify(again.store, deep=True) == []
    lies = stored(path)
    assert lies["reading"][1:3] == before["reading"][1:] and before["reading"][0].startswith(b"{")
    assert all(body.startswith(b"x") for body in lies["reading"][3:])
    assert independent_verifier.faults(path) == set()


def test_a_program_of_the_version_before_leaves_it_alone(path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.close()
    monkeypatch.setattr(schema, "VERSION", "0001")
    with pytest.raises(SaysoError, match="E023"):
        Reader.open(path)


@pytest.mark.parametrize("harm", ["cut", "flipped", "longer", "bomb"])
def test_a_harmed_body_is_found(path: Path, ledger: Ledger, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(None, REPORTS[0], reading(REPORTS[0], 3))
    ledger.close()
    monkeypatch.setattr(compressed, "MOST", 1_000_000)
    body = stored(path)["reading"][0]
    wrong = {
        "cut": body[:-5],
        "flipped": body[:40] + bytes([body[40] ^ 255]) + body[41:],
        "longer": body + b"x",
        "bomb": zlib.compress(bytes(2_000_000)),
    }[harm]
    with closing(open_store(path)) as store, store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER entries_never_changed")
        connection.exec_driver_sql("UPDATE entries SET body = ? WHERE kind = 'reading'", (wrong,))
    with closing(open_store(path)) as store:
        assert {finding.seq for finding in verify(store)} == {2}
        assert len(unpacked(wrong)) <= 1_000_001
    assert independent_verifier.faults(path) == {2}
