"""A team's server as it is started for real: over TLS, behind a proxy, in the clear; and how it ends."""

from __future__ import annotations

import shutil
import signal
import socket
import ssl
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.commands.people import user_rows
from sayso.commands.people.managing import user_file
from sayso.commands.people.passwords import Passwords
from sayso.commands.people.record import Hand, lines
from sayso.commands.people.roles import Role
from sayso.commands.people.user_rows import User
from sayso.commands.session import session
from tests.command import done, sayso
from tests.serve.shared.people import CHEAP, PASSWORD
from tests.serve.shared.real import NAME, asked, certificate, proxy, running
from tests.serve.shared.two import NORTH

LOG_IN = {"name": "ann", "password": PASSWORD}
PROXY = "127.0.0.2"
"""This machine as well, under another address: who comes from 127.0.0.1 comes past the proxy."""


@pytest.fixture(scope="module")
def with_ann(two_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With an administrator, whose password came on standard input, and a reader of one situation."""
    ledger = Path(shutil.copy(two_ledger, tmp_path_factory.mktemp("real") / "two.ledger"))
    made = sayso(ledger, "user", "add", "Ann", "--role", "administrator")
    subprocess.run(made, input=f"{PASSWORD}\r\nnot this line\n", text=True, check=True, capture_output=True)
    cem = User("Cem", Role.READER, (NORTH,), Passwords(CHEAP).hashed(PASSWORD), "2026-01-01T00:00:00Z")
    user_rows.add(user_file(session(ledger)), cem, Hand(datetime.now(UTC)))
    return ledger


@pytest.fixture
def ledger(with_ann: Path, tmp_path: Path) -> Path:
    shutil.copy(f"{with_ann}.users", tmp_path / "two.ledger.users")
    return Path(shutil.copy(with_ann, tmp_path / "two.ledger"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_over_tls(ledger: Path, tmp_path: Path) -> None:
    """Reached by others under its name alone; the cookie goes over TLS only; after Ctrl-C nothing is left behind."""
    chain, key = certificate(tmp_path)
    options = ("--host", "0.0.0.0", "--name", NAME, "--certificate", str(chain), "--key", str(key))
    with running(ledger, *options) as server:
        assert server.told == f"https://{NAME}:{server.port}/"
        at, tls = f"{NAME}:{server.port}", ssl.create_default_context(cafile=str(chain))
        own = {"Host": at, "Origin": f"https://{at}"}
        shown = asked(server.port, "/", headers=own, tls=tls)
        assert (shown.status, shown.headers["location"]) == (303, "/login")
        assert "max-age" in shown.headers["strict-transport-security"]
        assert asked(server.port, "/login", headers={"Host": f"evil.example:{server.port}"}, tls=tls).status == 421
        inside = asked(server.port, "/login", LOG_IN, own, tls=tls)
        assert inside.status == 303 and inside.cookie.startswith("__Host-sayso_session=")
        assert all(word in inside.headers["set-cookie"].lower() for word in ("secure", "httponly", "samesite=lax", "path=/"))
        assert "Ann" in asked(server.port, "/account", headers=own | {"Cookie": inside.cookie}, tls=tls).text
        with pytest.raises(OSError):
            asked(server.port, "/login", headers=own)
        status, errors = server.ended()
    assert status == 130 and "Traceback" not in errors, errors
    assert not list(tmp_path.glob("*.limited")) and PASSWORD not in errors


def test_behind_a_proxy(ledger: Path) -> None:
    """The address of who asks is the one that the proxy saw, whatever the browser wrote; nobody comes past the proxy."""
    if not _has(PROXY):
        pytest.skip(f"{PROXY} is no address of this machine")
    port = free_port()
    with running(ledger, "--behind-proxy", PROXY, "--name", NAME, port=port) as server, proxy(port, PROXY) as through:
        assert server.told == f"https://{NAME}/"
        own = {"Host": NAME, "Origin": f"https://{NAME}"}
        forged = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.7"}
        assert asked(port, "/login", headers=own | forged).status == 403
        assert asked(port, "/login", LOG_IN, own | forged).status == 403
        inside = asked(through, "/login", LOG_IN, own | forged)
        assert inside.status == 303 and inside.cookie.startswith("__Host-sayso_session=")
        shown = asked(through, "/account", headers=own | {"Cookie": inside.cookie}).text
        assert "from 127.0.0.1" in shown and "203.0.113.7" not in shown
        elsewhere = {"Host": NAME, "Origin": "https://evil.example"}
        assert asked(through, "/logout", {}, elsewhere | {"Cookie": inside.cookie}).status == 403
        assert asked(through, "/account", headers=own | {"Cookie": inside.cookie}).status == 200
        assert asked(through, "/logout", {}, own | {"Cookie": inside.cookie}).status == 303
        assert asked(through, "/account", headers=own | {"Cookie": inside.cookie}).status == 303
        assert server.ended()[0] == 130
    written = [(one.what, one.user, one.by, one.address) for one in lines(user_file(session(ledger)))]
    assert written[:2] == [("logged out", "Ann", "Ann", "127.0.0.1"), ("logged in", "Ann", None, "127.0.0.1")]


def test_in_the_clear(ledger: Path) -> None:
    """Said on standard error; and a user who is removed by command is out at once, of a server that runs."""
    with running(ledger, "--host", "0.0.0.0", "--name", NAME, "--plain-http") as server:
        at = f"{NAME}:{server.port}"
        assert server.told == f"http://{at}/"
        own = {"Host": at, "Origin": f"http://{at}"}
        inside = asked(server.port, "/login", LOG_IN, own)
        assert inside.cookie.startswith("sayso_session=") and "secure" not in inside.headers["set-cookie"].lower()
        kept = own | {"Cookie": inside.cookie}
        assert asked(server.port, "/users", headers=kept).status == 200
        done(ledger, "user", "sessions", "--end", "Ann")
        assert asked(server.port, "/users", headers=kept).status == 303
        status, errors = server.ended()
    assert status == 130 and "in the clear: --plain-http was given" in errors


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP], ids=lambda by: by.name)
def test_a_service_that_is_stopped_leaves_no_text_behind(ledger: Path, by: signal.Signals) -> None:
    """It ended where it was, and the ledger of a limited user lay on the disk until the next start."""
    folder = ledger.with_name("two.ledger.limited")
    with running(ledger) as server:
        own = {"Host": f"127.0.0.1:{server.port}", "Origin": f"http://127.0.0.1:{server.port}"}
        inside = asked(server.port, "/login", {"name": "Cem", "password": PASSWORD}, own)
        asked(server.port, "/", headers=own | {"Cookie": inside.cookie})
        assert any(one.name != "lock" for one in folder.glob("*/*"))
        status, errors = server.ended(by)
    assert status == 0 and "Traceback" not in errors, errors
    assert not folder.exists()


def _has(address: str) -> bool:
    try:
        with socket.socket() as one:
            one.bind((address, 0))
    except OSError:
        return False
    return True
