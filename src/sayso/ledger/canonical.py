"""Canonical bytes: one value, one sequence of bytes, and back.

The bytes are JSON (RFC 8259) in ASCII: keys sorted, no white space, everything beyond ASCII escaped, so that lone surrogates
and NUL survive any store. A dataclass is an object of its fields; a field that equals its default is left out, so a default
that was once released is part of the format and may not change. Tuples are arrays, words of a vocabulary are strings, a
moment is ISO 8601 in UTC, a float is written with the fewest digits that give it back; NaN and infinities are refused.

The codec is derived from the type hints of `types.py` (`encoders`, `decoders`). It is our own because pydantic refuses lone
surrogates.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from typing import Any, TypeVar, cast

from sayso.ledger.decoders import reader
from sayso.ledger.encoders import moment, write

__all__ = ["decode", "encode", "encode_with", "moment", "of_plain", "plain", "plain_at"]
T = TypeVar("T")
_DECODER = json.JSONDecoder()


def encode(value: object) -> bytes:
    """The canonical bytes of a dataclass or of plain JSON values. ValueError for NaN or for a moment without time zone."""
    return write(value).encode("ascii")


def encode_with(value: object, name: str, items: Sequence[bytes]) -> bytes:
    """`encode(value)` with `items`, encoded already, in place of the empty array `name`: nothing is encoded twice.

    Quotes within strings are escaped, so the field cannot be mistaken for a text that looks like it.
    """
    empty = b'"%s":[' % name.encode("ascii")
    return encode(value).replace(empty + b"]", empty + b",".join(items) + b"]", 1)


def decode(kind: type[T], body: bytes | str) -> T:
    """The value whose canonical bytes `body` is. ValueError where `body` is no such value."""
    return of_plain(kind, plain(body))


def plain(body: bytes | str) -> Any:
    """`body` as dictionaries, lists and strings; `encode` gives the same bytes for it. ValueError where it is not JSON."""
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def plain_at(text: str, start: int) -> tuple[Any, int]:
    """The value that begins there, as `plain`, and where it ends. ValueError where there is none."""
    try:
        return _DECODER.raw_decode(text, start)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def of_plain(kind: type[T], value: Any) -> T:
    """The value from what `plain` gave. ValueError where it is no such value."""
    try:
        return cast(T, reader(cast(Hashable, kind))(value))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error
