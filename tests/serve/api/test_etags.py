"""An answer that is still the same costs nothing: ETags, and bytes that are kept."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger.append import Head
from sayso.ledger.ledger import Ledger
from sayso.reconcile.situations import Situation
from sayso.serve.api.answers import MOST, Answers, Told
from sayso.serve.packing import takes_gzip
from tests.reconcile.keep.made import POOL, Step, add_all, caught_up, do
from tests.serve.api.conftest import API
from tests.serve.conftest import Serve

ASKED = ("/figures", "/figures?why=true&limit=1", "/claims?limit=2", "/head", "/kinds", "/reports", "/stories", "/measures")
CLOCK = datetime(2022, 1, 9, tzinfo=UTC)
HEAD = Head(1, "0" * 64, "")


@pytest.fixture
def filled(ledger: Ledger, path: Path) -> Ledger:
    add_all(ledger, range(4))
    caught_up(ledger.store)
    return ledger


@pytest.fixture
def client(filled: Ledger, path: Path, serve: Serve) -> Iterator[TestClient]:
    yield serve(path)


@pytest.mark.parametrize("address", ASKED)
def test_who_has_the_answer_is_told_so_without_any_work(
    client: TestClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(f"{API}{address}")
    tag = first.headers["ETag"]
    assert tag.startswith('"') and first.headers["Cache-Control"] == "private, no-cache"

    def works(*_: object) -> Told:
        raise AssertionError("it was worked out again")

    monkeypatch.setattr(Answers, "of", works)
    for sent in (tag, f'"other", {tag}', f"W/{tag}"):
        again = client.get(f"{API}{address}", headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


@pytest.mark.parametrize("sent", ["", '"other"', "*", "garbage", '"', ","])
def test_who_has_another_gets_it(client: TestClient, sent: str) -> None:
    assert client.get(f"{API}/figures", headers={"If-None-Match": sent}).status_code == 200


@pytest.mark.parametrize(
    "step",
    [Step("add", 4), Step("verdict", 0), Step("add", 0, 2), Step("redact", 1)],
    ids=["report", "verdict", "new reading", "redaction"],
)
def test_whatever_is_written_makes_it_another(client: TestClient, filled: Ledger, step: Step) -> None:
    before = {address: client.get(f"{API}{address}").headers["ETag"] for address in ASKED}
    do(filled, step)
    caught_up(filled.store)
    for address, tag in before.items():
        answer = client.get(f"{API}{address}", headers={"If-None-Match": tag})
        assert answer.status_code == 200 and answer.headers["ETag"] != tag


def test_two_questions_have_two_tags_and_one_question_one(client: TestClient) -> None:
    tags = [
        client.get(f"{API}{address}").headers["ETag"] for address in (*ASKED, "/claims?limit=1", "/claims?limit=1&as_of=2030")
    ]
    assert len(set(tags)) == len(tags)
    written = ("/claims?limit=1&kind=killed", "/claims?kind=killed&limit=1", "/claims?kind=%6Billed&limit=1")
    assert len({client.get(f"{API}{address}").headers["ETag"] for address in written}) == 1


def test_packed_it_is_another_and_its_bytes_are_the_same(client: TestClient) -> None:
    plain = client.get(f"{API}/figures", headers={"Accept-Encoding": "identity"})
    packed = client.get(f"{API}/figures", headers={"Accept-Encoding": "gzip;q=0.8, br"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert plain.content == packed.content
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    for tag in (plain.headers["ETag"], packed.headers["ETag"]):
        assert client.get(f"{API}/figures", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("*", True),
        ("GZIP;q=1.0", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("*;q=0, gzip", True),
        ("*, gzip;q=0", False),
        ("br", False),
        ("", False),
    ],
)
def test_packed_bytes_are_for_who_takes_them(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_what_is_plain_by_its_tag_is_not_packed_on_its_way(client: TestClient) -> None:
    """The page's own packing saw the letters "gzip" and passed over the weight: packed bytes with the tag of the plain ones."""
    plain = client.get(f"{API}/figures", headers={"Accept-Encoding": "identity"})
    refused = client.get(f"{API}/figures", headers={"Accept-Encoding": "gzip;q=0"})
    assert len(plain.content) > 600 and "Content-Encoding" not in refused.headers
    assert refused.headers["ETag"] == plain.headers["ETag"]
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_two_names_that_an_address_writes_alike_are_two(client: TestClient, filled: Ledger) -> None:
    """What is kept was found by an address put together again, in which "a?b" and "a%3Fb" are one."""
    for name in ("a?b", "a%3Fb"):
        filled.append_setting(Situation(name, place="KZ").setting(CLOCK))
    sent = ("a%3Fb", "a%25253Fb")  # the client of the tests decodes twice
    told = [client.get(f"{API}/situations/{name}").json()["item"]["name"] for name in sent]
    assert told == ["a?b", "a%3Fb"]


def test_what_was_redacted_stays_in_no_answer(client: TestClient, filled: Ledger) -> None:
    for address in ASKED:
        client.get(f"{API}{address}")
    filled.redact(POOL[0].id, "asked")
    caught_up(filled.store)
    assert POOL[0].id not in client.get(f"{API}/reports").text
    kept = [told.body for told in _answers(client)._kept.values()]
    assert len(kept) == 1


def _answers(client: TestClient) -> Answers:
    app = client.app
    while not hasattr(app, "routes"):
        app = app.app  # type: ignore[attr-defined]
    [mount] = [route for route in app.routes if getattr(route, "path", "") == API]
    found = mount.app.app.state.answers
    assert isinstance(found, Answers)
    return found


def told(body: bytes) -> Told:
    return Told(body, HEAD)


def test_answers_are_kept_up_to_a_number_of_bytes_the_latest_asked_for() -> None:
    kept, made = Answers(most_bytes=250), list[str]()

    def ask(name: str) -> None:
        def make() -> Told:
            made.append(name)
            return told(b"x" * 100)

        kept.of("state", name, make)

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name)
    assert made == ["a", "b", "c", "b"]
    assert kept.size <= 250


def test_and_up_to_a_number() -> None:
    kept = Answers()
    for n in range(MOST + 10):
        kept.of("state", str(n), lambda: told(b"x"))
    assert kept.size == MOST


def test_several_who_ask_at_once_wait_for_one() -> None:
    kept, begun, go, made = Answers(), threading.Event(), threading.Event(), list[int]()

    def make() -> Told:
        made.append(1)
        begun.set()
        assert go.wait(20)
        return told(b"x")

    got: list[Told] = []
    asking = [threading.Thread(target=lambda: got.append(kept.of("state", "a", make))) for _ in range(5)]
    for one in asking:
        one.start()
    assert begun.wait(20)
    go.set()
    for one in asking:
        one.join(20)
    assert len(got) == 5 and sum(made) == 1


def test_an_error_is_not_kept() -> None:
    kept, tries = Answers(), list[int]()

    def make() -> Told:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("once")
        return told(b"x")

    with pytest.raises(ValueError, match="once"):
        kept.of("state", "a", make)
    assert kept.of("state", "a", make).body == b"x"


def test_packed_bytes_say_nothing_of_the_clock() -> None:
    one = told(b"x" * 2000)
    assert one.packed == told(b"x" * 2000).packed
    assert gzip.decompress(one.packed or b"") == one.body
    assert told(b"x").packed is None
