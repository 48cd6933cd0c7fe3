"""`sayso serve --auth` in a process of its own, over a ledger of the test's own; and a proxy that speaks for a browser."""

from __future__ import annotations

import http.client
import shutil
import signal
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

import pytest

from tests.command import sayso

NAME = "sayso.example.org"
"""Under which the team reaches it."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def cookie(self) -> str:
        """What was set, without its attributes."""
        return self.headers.get("set-cookie", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Real:
    """A server that runs. `told`: its first line; `port`: where it listens on this machine."""

    process: subprocess.Popen[str]
    told: str
    port: int

    def ended(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """By Ctrl-C, if not otherwise: the status with which it ended, and what it said on standard error."""
        self.process.send_signal(by)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@contextmanager
def running(ledger: Path, *typed: str, port: int = 0) -> Iterator[Real]:
    """AssertionError, with its standard error, where it does not start."""
    pipe = subprocess.PIPE
    command = sayso(ledger, "serve", "--auth", "--port", str(port), *typed)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)
    try:
        assert process.stdout is not None
        told = process.stdout.readline().strip()
        assert told.startswith("http"), process.communicate(timeout=PATIENCE)
        yield Real(process, told, urlsplit(told).port or port)
    finally:
        process.kill()
        process.communicate()


def asked(
    port: int,
    path: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    of: str = "127.0.0.1",
) -> Answer:
    """As a browser of this machine asks; with `form` it posts."""
    connection = (
        http.client.HTTPConnection(of, port, timeout=PATIENCE)
        if tls is None
        else http.client.HTTPSConnection(of, port, timeout=PATIENCE, context=tls)
    )
    sent = dict(headers or {})
    if form is not None:
        sent |= {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("GET" if form is None else "POST", path, urlencode(form) if form is not None else None, sent)
        answer = connection.getresponse()
        return Answer(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode("utf8", "replace")
        )
    finally:
        connection.close()


def certificate(folder: Path) -> tuple[Path, Path]:
    """Of 127.0.0.1 and NAME, signed by itself, with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl here")
    chain, key = folder / "chain.pem", folder / "key.pem"
    wanted = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=sayso "
        f"-addext subjectAltName=IP:127.0.0.1,DNS:{NAME} -out {chain} -keyout {key}"
    )
    subprocess.run([program, *wanted.split()], check=True, capture_output=True)
    return chain, key


@contextmanager
def proxy(to: int, source: str) -> Iterator[int]:
    """The port of a proxy as nginx is set up in docs/sharing.md: what it is asked it asks on, from the address `source`, as if
    TLS had ended here."""

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            connection = http.client.HTTPConnection("127.0.0.1", to, timeout=PATIENCE, source_address=(source, 0))
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            sent = {name: value for name, value in self.headers.items() if not name.lower().startswith("x-forwarded")}
            before = self.headers.get("X-Forwarded-For")
            sent["X-Forwarded-For"] = ", ".join(filter(None, (before, self.client_address[0])))
            sent["X-Forwarded-Proto"] = "https"
            connection.request(self.command, self.path, body or None, sent)
            answer = connection.getresponse()
            told = answer.read()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told)
            connection.close()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Tests say what they saw."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
