"""The ledger stays as it is, whatever is asked; and the database itself would refuse."""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select, update

import sayso.serve.mcp
from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.address import Place
from sayso.ledger.query import Reader
from tests.conftest import copied
from tests.serve.mcp.conftest import asking, room_of
from tests.stores import OVER_BOTH

WRITERS = ("sayso.ledger.ledger", "sayso.ledger.append", "sayso.commands.keeping", "sayso.commands.adding", "sayso.serve.desk")
"""What could write."""


def state(of: Place) -> tuple[object, ...]:
    with Reader.open(of, read_only=True) as reader, reader.store.reading() as connection:
        rows = [len(connection.execute(select(table)).all()) for table in schema.views.sorted_tables]
        return (reader.head(), reader.state_hash(), reader.content_hash(), rows)


def ask_everything(of: Place) -> None:
    with room_of(of) as room:
        ask = asking(room)
        for tool in ("situations", "kinds", "figures", "claims", "disagreements"):
            ask(tool)
        ask("figures", as_of="2022-01-08", text="killed")
        ask("claims", recorded_by="2022-01-08")
        ask("evidence", ids=[one["claim"] for one in ask("claims")["claims"]])


@OVER_BOTH
def test_the_ledger_stays_as_it_is(where: Place, demo_ledger: Path) -> None:
    copied(demo_ledger, where)
    before = state(where)
    bytes_ = where.read_bytes() if isinstance(where, Path) else b""
    ask_everything(where)
    assert state(where) == before
    if isinstance(where, Path):
        assert hashlib.sha256(where.read_bytes()).digest() == hashlib.sha256(bytes_).digest()


@OVER_BOTH
def test_views_that_are_behind_are_not_caught_up(where: Place, demo_ledger: Path) -> None:
    """Whoever adds does that."""
    from datetime import UTC, datetime

    from sayso.ledger.copying import copy
    from sayso.ledger.ledger import Ledger

    with Reader.open(demo_ledger) as source, Ledger.open(where, lambda: datetime.now(UTC), create=True) as target:
        copy(source.store, target.store, lambda done, total: None)
    before = state(where)
    with room_of(where) as room:
        assert asking(room)("figures", kind="killed")["figures"]
    assert state(where) == before


@OVER_BOTH
def test_the_database_refuses(where: Place, demo_ledger: Path) -> None:
    copied(demo_ledger, where)
    with room_of(where) as room, pytest.raises(SaysoError) as refused, room.reader.store.writing() as connection:
        connection.execute(update(schema.reports).values(title="other"))
    assert refused.value.code.code in ("E025", "E059")


@OVER_BOTH
def test_an_old_ledger_is_not_migrated(where: Place, demo_ledger: Path) -> None:
    copied(demo_ledger, where)
    with Reader.open(where) as reader, reader.store.writing() as connection:
        connection.execute(update(schema.version).values(version_num="0000"))
    with pytest.raises(SaysoError) as old:
        Reader.open(where, read_only=True)
    assert old.value.code.code == "E153"


def test_no_tool_knows_how_to_write() -> None:
    folder = Path(sayso.serve.mcp.__path__[0])
    for path in folder.rglob("*.py"):
        imported = {node.module or "" for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)}
        assert not imported & set(WRITERS), path.name
