"""The places where adding writes, by name, so that a test can end the process there. Nothing of the product knows of it.

In the process that is to be killed, and only there, what writes is wrapped: every statement that changes a database (by the
kind of statement and its table), COMMIT, and each step of keeping evidence. A point is one side of such a step ("before COMMIT
of entries", "within a record of evidence"), so a step that the product gets later has its points by itself: a run that counts
says which points there are, and how often each is passed.
"""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from sayso.collect.evidence import segment
from sayso.collect.evidence.index import Index
from sayso.collect.evidence.segment import Segment
from sayso.ledger import inserting, schema
from sayso.ledger.ledger import Added, Ledger
from sayso.types import Capture, Reading, Report, Unreadable

CHANGES = re.compile(
    r"\s*(BEGIN IMMEDIATE|SELECT set_config\('lock_timeout'|INSERT INTO|UPDATE|DELETE FROM|CREATE \w+|DROP \w+)\s*\"?(\w*)",
    re.IGNORECASE,
)
BEGINS = ("BEGIN IMMEDIATE", "SELECT SET_CONFIG('LOCK_TIMEOUT'")
"""Taking the write lock, of SQLite and of PostgreSQL."""


@dataclass(slots=True)
class Passing:
    """Counts what is passed; ends the process when `point` is passed for the `at`th time."""

    point: str | None = None
    at: int = 1
    passed: Counter[str] = field(default_factory=Counter)

    def __call__(self, point: str) -> None:
        self.passed[point] += 1
        if point == self.point and self.passed[point] == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def watch(passing: Passing, acknowledged: int) -> None:
    """Wrap everything in this process. Ids of what `Ledger` says to be kept go to the file `acknowledged`, a line each."""
    _statements(passing)
    _commit(passing)
    _evidence(passing)
    _acknowledge(acknowledged)


def _statements(passing: Passing) -> None:
    """Those of the ledger and of the tables that follow it, on either store."""

    def before(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if name := _named(statement):
            passing(f"before {name}")

    def after(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if name := _named(statement):
            passing(f"after {name}")

    event.listen(Engine, "before_cursor_execute", before)
    event.listen(Engine, "after_cursor_execute", after)
    _around(inserting, "_copy", passing, lambda connection, table, rows: f"COPY {table.name}")


def _named(statement: str) -> str | None:
    found = CHANGES.match(statement)
    if found is None:
        return None
    words = found[1].upper()
    return "BEGIN" if words in BEGINS else f"{words} {found[2]}"


def _commit(passing: Passing) -> None:
    """By what the transaction wrote: entries, or only tables that follow them."""
    wrote: set[str] = set()

    def remember(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found = CHANGES.match(statement)
        if found and found[1].upper() in BEGINS:
            wrote.clear()
        elif found:
            wrote.add(found[2])

    event.listen(Engine, "before_cursor_execute", remember)
    copied = inserting._copy

    def copy(connection: Any, table: Any, rows: Any) -> None:
        wrote.add(table.name)
        copied(connection, table, rows)

    inserting._copy = copy

    def name(_dialect: Any, _connection: Any) -> str | None:
        if not wrote:
            return None
        of = "entries" if schema.entries.name in wrote else "what follows them"
        wrote.clear()
        return f"COMMIT of {of}"

    _around(DefaultDialect, "do_commit", passing, name)


def _evidence(passing: Passing) -> None:
    _around(Segment, "__init__", passing, lambda *_: "making a file of evidence")
    _around(Segment, "sync", passing, lambda *_: "fsync of evidence")
    _around(segment, "sync_folder", passing, lambda *_: "fsync of the folder")
    _around(Index, "add", passing, lambda *_, **__: "the index of evidence")
    append = Segment.append

    def torn(self: Segment, member: bytes) -> None:
        passing("before a record of evidence")
        point = "within a record of evidence"
        if passing.point == point and passing.passed[point] + 1 == passing.at:
            self._file.write(member[: len(member) // 2])
        passing(point)
        append(self, member)
        passing("after a record of evidence")

    Segment.append = torn  # type: ignore[method-assign]


def _around(owner: Any, attribute: str, passing: Passing, name: Callable[..., str | None]) -> None:
    """A point before the call and one after it."""
    plain = getattr(owner, attribute)

    def around(*given: Any, **named: Any) -> Any:
        step = name(*given, **named)
        if step:
            passing(f"before {step}")
        answer = plain(*given, **named)
        if step:
            passing(f"after {step}")
        return answer

    setattr(owner, attribute, around)


def _acknowledge(file: int) -> None:
    """What the ledger has answered is acknowledged: the bar moves, the page tells it."""
    add, unread = Ledger.add, Ledger.add_unreadable

    def added(self: Ledger, capture: Capture | None, report: Report, reading: Reading) -> Added:
        answer = add(self, capture, report, reading)
        os.write(file, f"{report.id}\n".encode())
        return answer

    def kept(self: Ledger, unreadable: Unreadable) -> Added:
        from sayso.ledger.bodies import id_of

        answer = unread(self, unreadable)
        os.write(file, f"{id_of(unreadable)}\n".encode())
        return answer

    Ledger.add = added  # type: ignore[method-assign]
    Ledger.add_unreadable = kept  # type: ignore[method-assign]
