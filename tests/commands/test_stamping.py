"""`sayso stamp` and what `sayso verify` says of stamps."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sayso.commands.outside import Outside
from sayso.errors import SaysoError
from sayso.ledger.bodies import Stamp
from sayso.ledger.ledger import Ledger
from tests.conftest import Sayso
from tests.ledger import authority as tsa
from tests.ledger.by_hand import CLOCK, capture, reading, report

URL = "https://stamps.example/tsr"


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes


def granting(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    assert (url, headers["Content-Type"]) == (URL, "application/timestamp-query")
    return Answer(tsa.authority().reply(*tsa.asked(body)))


def silent(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    raise SaysoError("E035", detail="no answer within 20 s")


@pytest.fixture
def ask(sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SAYSO_STAMP_URL", URL)
    monkeypatch.setattr(Outside, "post", staticmethod(granting))
    more(tmp_path, "Two died.")
    return monkeypatch


def more(tmp_path: Path, words: str) -> None:
    said = report(words)
    with Ledger.open(tmp_path / "test.ledger", lambda: CLOCK, create=True) as ledger:
        ledger.add(capture(said), said, reading(said))


def test_a_stamp_is_kept_and_verified(sayso: Sayso, ask: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert f"entry 3 is stamped by {URL}" in sayso("stamp").out
    told = sayso("verify")
    assert told.status == 0 and "4 entries, all whole" in told.out
    assert "1 time-stamps hold, the last of 2026-01-07 12:00:00 UTC on entry 3 (authority not checked" in told.out
    (tmp_path / "roots.pem").write_bytes(tsa.authority().root)
    ask.setenv("SAYSO_STAMP_ROOTS", str(tmp_path / "roots.pem"))
    assert "a trusted root vouches" in sayso("verify").out
    (tmp_path / "roots.pem").write_bytes(tsa.authority("Somebody else").root)
    told = sayso("verify")
    assert told.status == 3 and "E087 entry 4" in told.err
    ask.setenv("SAYSO_STAMP_ROOTS", str(tmp_path / "none.pem"))
    assert "E035" in sayso("verify").err


def test_nothing_is_asked_without_news(sayso: Sayso, ask: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sayso("stamp")
    told = sayso("stamp")
    assert told.status == 0 and "nothing to stamp" in told.err
    more(tmp_path, "Three died.")
    assert "entry 7 is stamped" in sayso("stamp").out
    assert "2 time-stamps hold" in sayso("verify").out


def test_a_stamp_asked_for_in_vain_is_kept_told_and_asked_for_again(sayso: Sayso, ask: pytest.MonkeyPatch) -> None:
    ask.setattr(Outside, "post", staticmethod(silent))
    told = sayso("stamp")
    assert told.status == 1 and "E087" in told.err and "no answer within 20 s" in told.err
    assert "1 were asked for in vain" in sayso("verify").out
    ask.setattr(Outside, "post", staticmethod(granting))
    assert "entry 4 is stamped" in sayso("stamp").out
    assert "1 time-stamps hold" in sayso("verify").out


def test_a_stamp_that_somebody_made_up_is_found(sayso: Sayso, ask: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "test.ledger", lambda: CLOCK) as ledger:
        ledger.append_stamp(Stamp("0" * 64, 3, URL, CLOCK, token="AAAA"))
    told = sayso("verify")
    assert told.status == 3 and "E087 entry 4: no time-stamp that holds (it is not of the entry 3" in told.err


def test_nobody_to_ask_is_coded(sayso: Sayso, ask: pytest.MonkeyPatch) -> None:
    ask.setenv("SAYSO_STAMP_URL", "")
    assert "E035 SAYSO_STAMP_URL is not set" in sayso("stamp").err
    assert "time-stamp" not in sayso("verify").out


def test_an_empty_ledger_has_nothing_to_stamp(sayso: Sayso, ask: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "test.ledger").unlink()
    Ledger.open(tmp_path / "test.ledger", lambda: CLOCK, create=True).close()
    assert "nothing to stamp" in sayso("stamp").err


@contextmanager
def served(status: int) -> Iterator[str]:
    """The authority behind a real server; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = granting(URL, body, dict(self.headers)).body
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/tsr"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "allowed", "words"), [(200, True, "is stamped by"), (503, True, "503"), (200, False, "E087")]
)
def test_a_real_server_is_asked_if_it_may_be(
    sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, allowed: bool, words: str
) -> None:
    more(tmp_path, "Two died.")
    with served(status) as address:
        monkeypatch.setenv("SAYSO_STAMP_URL", address)
        monkeypatch.setenv("SAYSO_ALLOW_HOSTS", address.split("/")[2] if allowed else "")
        told = sayso("stamp")
    assert words in told.out + told.err
    assert told.status == (0 if (status, allowed) == (200, True) else 1)


def test_a_run_of_adding_is_stamped_at_its_end_and_a_silent_authority_hinders_nothing(
    sayso: Sayso, ask: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Two people were killed in a fire in Aktau on Friday, the police said.", encoding="utf8")
    ran = sayso("add", tmp_path / "a.txt", "--reader", "rules")
    assert ran.status == 0 and f"is stamped by {URL}" in ran.out
    assert "1 time-stamps hold" in sayso("verify").out
    ask.setattr(Outside, "post", staticmethod(silent))
    (tmp_path / "b.txt").write_text("Three people were killed in a flood in Aktau on Friday.", encoding="utf8")
    ran = sayso("add", tmp_path / "b.txt", "--reader", "rules")
    assert ran.status == 0 and "no answer within 20 s" in " ".join(ran.err.split())
    assert sayso("verify").status == 0
