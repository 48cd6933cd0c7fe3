"""The tools asked in this process, as the protocol asks them; `test_process.py` asks the real command with the SDK's client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from sayso.ledger.address import Place
from sayso.ledger.query import Reader
from sayso.serve.looks import Looks
from sayso.serve.mcp.room import Room
from sayso.serve.mcp.server import called
from sayso.serve.mcp.tools import TOOLS

Ask = Callable[..., dict[str, Any]]


@contextmanager
def room_of(place: Place) -> Iterator[Room]:
    with Reader.open(place, read_only=True) as reader, closing(Looks(reader)) as looks:
        yield Room(reader, looks, lambda: datetime(2022, 9, 1, tzinfo=UTC))


def asking(room: Room) -> Ask:
    """`ask("figures", kind="killed")`: the structured answer."""

    def ask(tool: str, **arguments: object) -> dict[str, Any]:
        result = called(room, TOOLS[tool], arguments)
        assert not result.is_error, result.content
        answer: dict[str, Any] = result.structured_content
        return answer

    return ask


def refused(room: Room, tool: str, **arguments: object) -> str:
    """The line that says what is wrong."""
    result = called(room, TOOLS[tool], arguments)
    assert result.is_error and result.structured_content is None
    line = result.content[0].text  # type: ignore[union-attr]
    assert "\n" not in line
    return str(line)


@pytest.fixture(scope="module")
def demo_room(demo_place: Place) -> Iterator[Room]:
    with room_of(demo_place) as room:
        yield room


@pytest.fixture(scope="module")
def ask(demo_room: Room) -> Ask:
    return asking(demo_room)
