"""`sayso serve`: one process, one port, this machine only."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from sayso.commands.keeping import catch_up
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.serve.ahead import ahead
from sayso.serve.app import LOOPBACK, guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks


def serve(session: Session, host: str, port: int) -> None:
    """Until it is interrupted. The first line on standard output is the address; `port` 0 takes any that is free.

    A ledger that is not there is made. SaysoError E050 for a host that others could reach, E051 for a port that is taken.
    """
    if host not in LOOPBACK:
        raise SaysoError("E050", host=host)
    with _listening(host, port) as listener, _ledger(session) as reader:
        looks = Looks(reader, catch_up=lambda: catch_up(session))
        shown = f"[{host}]" if ":" in host else host
        session.line(f"http://{shown}:{listener.getsockname()[1]}/")
        session.out.file.flush()
        session.tell("the page is open to this machine alone; Ctrl-C ends it")
        desk = Desk(session, reader, looks, Kept())
        looks.start(EVERYTHING, lambda look: ahead(desk, look))
        config = uvicorn.Config(guarded(desk), log_level="warning", access_log=False, server_header=False, date_header=True)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            desk.close()


@contextmanager
def _ledger(session: Session) -> Iterator[Reader]:
    wait = session.settings.wait_seconds
    try:
        reader = Reader.open(session.ledger, wait)
    except SaysoError as none:
        if none.code.code != "E020":
            raise
        Ledger.open(session.ledger, session.clock, create=True, wait_seconds=wait).close()
        session.tell(f"{session.ledger}: a new, empty ledger")
        reader = Reader.open(session.ledger, wait)
    with reader:
        yield reader


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Of a socket that says that it is TCP asyncio sends what it has at once. Of another a small answer on a connection that
    stays open would wait 40 ms until the client has said that it got the headers."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen()  # from now on who comes waits; the address is told before the server runs
        except OSError as error:
            raise SaysoError("E051", host=host, port=port, detail=error.strerror or error) from error
        yield listener
