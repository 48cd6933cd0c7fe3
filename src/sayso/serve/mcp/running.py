"""`sayso mcp`: one process that an assistant starts and ends. Standard output carries the protocol and nothing else."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.ledger.query import Reader


def serve(session: Session) -> None:
    """Until standard input ends, or it is interrupted. SaysoError E100 without the extra, E020, E153 and as `Reader.open`."""
    if importlib.util.find_spec("mcp") is None:
        raise SaysoError("E100", package="mcp", extra="mcp")
    import anyio

    from sayso.serve.looks import Looks
    from sayso.serve.mcp.room import Room

    with Reader.open(session.ledger, session.settings.wait_seconds, read_only=True) as reader, closing(Looks(reader)) as looks:
        if sys.stdin.isatty():
            session.tell("an assistant starts this command and talks to it; docs/mcp.md says how. Ctrl-C ends it")
        with _own_input() as descriptor:
            anyio.run(_talk, Room(reader, looks, session.clock), descriptor)


async def _talk(room: Any, descriptor: int) -> None:
    from mcp.server.stdio import stdio_server

    from sayso.serve.mcp.lines import Lines
    from sayso.serve.mcp.server import server

    serving = server(room)
    async with stdio_server(stdin=Lines(descriptor)) as (asked, answered):  # type: ignore[arg-type]  # only its lines are asked for
        await serving.run(asked, answered, serving.create_initialization_options())


@contextmanager
def _own_input() -> Iterator[int]:
    """Standard input for us alone: whatever else reads from it finds its end. It stays open, since a thread may wait for it."""
    given = os.dup(sys.stdin.fileno())
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    yield given
