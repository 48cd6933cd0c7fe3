"""Answers that end: so many items, and so many characters, at most; and a cursor with which the next answer goes on.

A cursor holds the question that it belongs to, and the last item shown. So an assistant that changes a filter on the way is
told, and what comes into the ledger meanwhile shifts nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel

from sayso.errors import SaysoError
from sayso.limits import MCP_ANSWER
from sayso.serve.mcp.asking import Listing

T = TypeVar("T")
Item = TypeVar("Item", bound=BaseModel)

CURSOR = re.compile(r"(?P<question>[0-9a-f]{8})_(?P<place>.{1,180})")
OF_NO_QUESTION = frozenset({"limit", "cursor"})


def cursor(asked: Listing, place: str) -> str:
    """`place`: where the answer to `asked` ended."""
    return f"{_of(asked)}_{place}"


def place(asked: Listing) -> str | None:
    """Where to go on; None at the beginning. SaysoError E156 for a cursor that is none, or another question's."""
    if asked.cursor is None:
        return None
    found = CURSOR.fullmatch(asked.cursor)
    if found is None or found["question"] != _of(asked):
        raise SaysoError("E156", cursor=asked.cursor)
    return found["place"]


def after(every: Sequence[T], asked: Listing, named: Callable[[T], Iterable[str]]) -> Sequence[T]:
    """What comes after the place of the cursor. `named`: every name that an item has, or had. SaysoError E156 where the item at
    which the answer before ended is no longer there."""
    at = place(asked)
    if at is None:
        return every
    for n, one in enumerate(every):
        if at in named(one):
            return every[n + 1 :]
    raise SaysoError("E156", cursor=asked.cursor)


def fitting(made: Iterable[Item], limit: int, most: int = MCP_ANSWER) -> list[Item]:
    """The first of them, `limit` at most, that take no more than `most` characters together; one at least."""
    found: list[Item] = []
    for item in made:
        most -= len(item.model_dump_json())
        if len(found) == limit or (found and most < 0):
            break
        found.append(item)
    return found


def _of(asked: Listing) -> str:
    question = type(asked).__name__ + asked.model_dump_json(exclude=set(OF_NO_QUESTION))
    return hashlib.sha256(question.encode("utf8", "surrogatepass")).hexdigest()[:8]
