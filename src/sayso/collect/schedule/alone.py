"""One watch a ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sayso.collect import side_files
from sayso.errors import SaysoError


@contextmanager
def alone(path: Path, ledger: object) -> Iterator[None]:
    """Hold `path` while the block runs; `ledger` is for the message.

    SaysoError E089 where another watch of `ledger` runs, E090 where it cannot be made.
    """
    with ExitStack() as held:
        try:
            mine = held.enter_context(side_files.alone(path))
        except sqlite3.Error as error:
            raise SaysoError("E090", path=path, detail=error) from error
        if not mine:
            raise SaysoError("E089", path=ledger)
        yield
