"""`sayso serve`: one process, one port; this machine only, unless it asks who comes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import uvicorn
from starlette.types import ASGIApp

from sayso.commands.keeping import catch_up
from sayso.commands.people import parts_folder
from sayso.commands.people.managing import lasting, user_file
from sayso.commands.people.passwords import Passwords
from sayso.commands.people.user_rows import users
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.serve.ahead import ahead
from sayso.serve.app import Shared, guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks
from sayso.serve.shared.door import Door
from sayso.serve.shared.limited import Limited
from sayso.serve.shared.listening import LOOPBACK, Listening
from sayso.serve.shared.proxied import Proxied


def serve(session: Session, how: Listening) -> None:
    """Until it is interrupted. The first line on standard output is the address; `port` 0 takes any that is free.

    A ledger that is not there is made. SaysoError E050 for a host that others could reach, E051 for a port that is taken, E160
    where nobody could log in, and as `Listening.check`.
    """
    how.check()
    if how.auth and not users(user_file(session)):
        raise SaysoError("E160")
    with ExitStack() as held:
        listener = held.enter_context(_listening(how.host, how.port))
        reader = held.enter_context(_ledger(session))
        looks = Looks(reader, catch_up=lambda: catch_up(session))
        desk = Desk(session, reader, looks, Kept())
        held.callback(desk.close)
        app = _app(session, how, desk, held)
        _tell(session, how, listener.getsockname()[1])
        looks.start(EVERYTHING, lambda look: ahead(desk, look))
        uvicorn.Server(_config(app, how)).run(sockets=[listener])


def _app(session: Session, how: Listening, desk: Desk, held: ExitStack) -> ASGIApp:
    if not how.auth:
        return guarded(desk)
    settings = session.settings
    door = Door(
        user_file(session), Passwords(), lasting(session), settings.keep_address_days, session.clock, secure=how.is_secure
    )
    limited = Limited(session, desk.reader, held.enter_context(parts_folder.folder(session)))
    held.callback(limited.close)
    app = guarded(desk, how.hosts, Shared(door, limited))
    return Proxied(app, how.networks) if how.proxies else app


def _config(app: ASGIApp, how: Listening) -> uvicorn.Config:
    """Headers of proxies are believed by `Proxied` alone, and nothing of the environment."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        ws="none",
        ssl_certfile=how.certificate,
        ssl_keyfile=how.key,
    )


def _tell(session: Session, how: Listening, port: int) -> None:
    session.line(how.address(port))
    session.out.file.flush()
    if not how.auth:
        session.tell("the page is open to this machine alone; Ctrl-C ends it")
        return
    if how.host not in LOOPBACK and not how.is_secure:
        session.blame("passwords and all that is shown pass this network in the clear: --plain-http was given")
    session.tell("the page asks who comes (sayso user list); Ctrl-C ends it")


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
