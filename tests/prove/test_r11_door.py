"""R11: how one gets in: nobody by default, nobody in the clear, and nobody any more once it was said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from sayso.commands.people import session_rows, user_rows
from sayso.commands.people.attempts import FORGOTTEN
from sayso.commands.people.passwords import Cost, Passwords
from sayso.commands.people.record import Hand
from sayso.commands.people.roles import Role
from sayso.errors import SaysoError
from sayso.serve.shared.listening import Listening
from tests.prove.proof import Proof
from tests.serve.shared.conftest import server, two_ledger
from tests.serve.shared.people import PASSWORD, Server, log_in
from tests.serve.shared.two import NORTH

__all__ = ["server", "two_ledger"]

GUESSES = ("", "admin", "password", "sayso", "changeme", "administrator", "root", "123456789012", "Sayso", "user")
NAMES = ("admin", "administrator", "root", "sayso", "user", "reader", "editor", "test", "")
ELSEWHERE = (
    "//evil.example",
    "https://evil.example",
    "http:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "///evil.example",
    "evil.example",
    "/%5cevil.example/../..//evil.example\\",
    "http://127.0.0.1:8022@evil.example",
    "//127.0.0.1@evil.example",
    "/\u0000/evil.example",
    "/\u2028/evil.example",
    "https:/evil.example",
    "//[evil",
    "/\r\nLocation: //evil.example",
    "..//evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "//evil.example/%2f..",
    "/login",
    "/logout",
    "ftp://evil.example",
    "vbscript:x",
    "//evil%E3%80%82example",
)


def serve(ledger: Path, *typed: str) -> subprocess.CompletedProcess[str]:
    """To its end, which comes at once where it refuses."""
    command = [sys.executable, "-m", "sayso", "--ledger", str(ledger), "serve", "--port", "0", *typed]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_nobody_gets_in_by_default(server: Server, tmp_path: Path, proof: Proof) -> None:
    """Each guess comes so late that nobody is slowed down: the password itself is what is refused."""
    ran = serve(tmp_path / "new.ledger", "--auth")
    assert ran.returncode == 2 and ran.stderr.startswith("E160") and "sayso user add" in ran.stderr and not ran.stdout
    server.add("real", Role.ADMINISTRATOR)
    tried = 0
    for name, password in product(NAMES, GUESSES):
        client = server.browser()
        later(server, FORGOTTEN / 3_600)
        assert log_in(client, name, password).status_code == 401, (name, password)
        assert client.get("/stories").status_code == 303
        tried += 1
    assert log_in(server.browser(), "real").status_code == 303
    proof.saw(f"no default user or password: a server without users does not start, {tried} usual ones are refused")


def test_it_listens_to_others_only_with_users_and_without_passwords_in_the_clear(tmp_path: Path, proof: Proof) -> None:
    ran = serve(tmp_path / "new.ledger", "--host", "0.0.0.0")
    assert ran.returncode == 2 and ran.stderr.startswith("E050"), ran.stderr
    let, refused = 0, 0
    hosts = ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::", "192.0.2.7", "example.org")
    for host, auth, plain, proxy, name in product(hosts, *((False, True),) * 4):
        how = Listening(
            host, auth=auth, plain_http=plain, proxies=("127.0.0.1",) if proxy else (), names=("a.example",) if name else ()
        )
        alone = host in ("127.0.0.1", "localhost", "::1")
        named = name or (alone and not proxy) or host in hosts[5:]
        may = auth and (alone or plain or proxy) and named
        may = may or (not auth and alone and not (plain or proxy or name))
        code = refusal(how)
        assert (code is None) == may, (how, code)
        let, refused = let + may, refused + (not may)
    proof.saw(f"{let + refused} ways to listen: {refused} refused, {let} let through, each as the table says")


def refusal(how: Listening) -> str | None:
    try:
        how.check()
    except SaysoError as error:
        assert error.code.code in ("E050", "E162", "E163", "E173")
        return error.code.code
    return None


ENDS = ("another password", "another role", "other situations", "removal", "an administrator", "idle hours", "days")


def _ends(server: Server) -> dict[str, Callable[[], object]]:
    """What ends a session of "ann" at once."""
    now, users = Hand(server.clock()), server.users
    new = server.passwords.hashed("another one, long enough")
    return {
        "another password": lambda: user_rows.change_password(users, "ann", new, now),
        "another role": lambda: user_rows.change_access(users, "ann", Role.EDITOR, None, now, limit=False),
        "other situations": lambda: user_rows.change_access(users, "ann", None, (NORTH,), now, limit=True),
        "removal": lambda: user_rows.remove(users, "ann", now),
        "an administrator": lambda: session_rows.end_some(users, "ann", now),
        "idle hours": lambda: later(server, server.door.lasting.idle),
        "days": lambda: later(server, server.door.lasting.whole),
    }


def later(server: Server, hours: float) -> None:
    server.clock.later += timedelta(hours=hours, seconds=1)


@pytest.mark.parametrize("why", ENDS)
def test_a_session_ends_at_once(server: Server, proof: Proof, why: str) -> None:
    server.add("ann", Role.REVIEWER)
    client = server.as_("ann")
    assert client.get("/account").status_code == 200 and client.get("/api/v1/head").status_code == 200
    _ends(server)[why]()
    assert client.get("/account").status_code == 303 and client.get("/api/v1/head").status_code == 401
    proof.saw(f"a session ends at once by {why}")


def test_the_id_of_a_session_is_new_at_each_log_in(server: Server, proof: Proof) -> None:
    """Nobody gives another their own: a cookie from before is never taken over, and a log-out ends it on the server."""
    server.add("ann", Role.REVIEWER)
    client, ids = server.browser(), set[str]()
    client.cookies.set(server.door.cookie, "A" * 43, "127.0.0.1", "/")
    for _ in range(20):
        before = client.cookies[server.door.cookie]
        assert log_in(client, "ann").status_code == 303
        ids.add(client.cookies[server.door.cookie])
        other = server.browser()
        other.cookies.set(server.door.cookie, before)
        assert other.get("/account").status_code == 303, "the former session goes on"
    last = client.cookies[server.door.cookie]
    assert client.post("/logout").status_code == 303
    client.cookies.set(server.door.cookie, last, "127.0.0.1", "/")
    assert len(ids) == 20 and "A" * 43 not in ids and client.get("/account").status_code == 303
    proof.saw("20 log-ins: 20 new ids, the one before ended; after the log-out the cookie is worth nothing")


def test_a_wrong_name_is_answered_like_a_wrong_password(server: Server, proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is that of one hash: as many are worked out, of the same cost, whether the name is there or not."""
    server.add("ann", Role.REVIEWER)
    hashes, holds = list[str](), Passwords.holds

    def counted(self: Passwords, password: str, kept: str | None) -> bool:
        hashes.append("$".join((kept or self._nobodys).split("$")[:4]))
        return holds(self, password, kept)

    monkeypatch.setattr(Passwords, "holds", counted)
    names = ("ann", "bob")
    answers = [log_in(server.browser(), name, "wrong, but long enough") for name in names]
    one, other = (
        (answer.status_code, answer.text.replace(name, "NAME"), sorted(answer.headers))
        for answer, name in zip(answers, names, strict=True)
    )
    assert one == other and one[0] == 401 and len(hashes) == 2 and len(set(hashes)) == 1
    assert Cost() == Cost(3, 65_536, 4) and hashes[0].startswith("$argon2id$")
    proof.saw("a name that is none: the same answer, and one hash of the same cost")


def test_after_the_log_in_one_stays_here(server: Server, proof: Proof) -> None:
    server.add("ann", Role.REVIEWER)
    for next_ in ELSEWHERE:
        answer: Any = log_in(server.browser(), "ann", PASSWORD, next=next_)
        assert answer.status_code == 303 and answer.headers["location"] == "/", (next_, answer.headers["location"])
    assert log_in(server.browser(), "ann", PASSWORD, next="/search?text=a").headers["location"] == "/search?text=a"
    proof.saw(f"{len(ELSEWHERE)} addresses to go on to that lead elsewhere: none is followed")
