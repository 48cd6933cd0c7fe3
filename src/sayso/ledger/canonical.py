"""Canonical bytes: one value, one sequence of bytes, and back.

The bytes are JSON (RFC 8259) in ASCII: keys sorted, no white space, everything beyond ASCII escaped, so that lone surrogates
and NUL survive any store. A dataclass is an object of its fields; a field that equals its default is left out, so a default
that was once released is part of the format and may not change. Tuples are arrays, words of a vocabulary are strings, a
moment is ISO 8601 in UTC, a float is written with the fewest digits that give it back; NaN and infinities are refused.

The codec is derived from the type hints of `types.py`. It is our own because pydantic refuses lone surrogates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def encode(value: object) -> bytes:
    """The canonical bytes of a dataclass or of plain JSON values. ValueError for NaN or for a moment without time zone."""
    return _ENCODER.encode(value).encode("ascii")


def decode(kind: type[T], body: bytes | str) -> T:
    """The value whose canonical bytes `body` is. ValueError where `body` is no such value."""
    try:
        return cast(T, _decoder(cast(Hashable, kind))(json.loads(body)))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error


def moment(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds and Z: always of one length, so that it sorts as text."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without time zone: {at}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _plain(value: Any) -> Any:
    """What the JSON encoder asks for a value that it does not know."""
    if isinstance(value, datetime):
        return moment(value)
    if not is_dataclass(value):
        raise TypeError(f"no canonical form for {type(value).__name__}")
    shape = {}
    for name, default, is_float in _shape(cast(Hashable, type(value))):
        part = getattr(value, name)
        if part is default or part == default:
            continue
        shape[name] = float(part) if is_float and part is not None else part
    return shape


_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain)


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Of each field: its name, its default (MISSING if it has none), and whether it is a float."""
    hints = get_type_hints(kind)
    return tuple((f.name, _default(f), hints[f.name] in (float, float | None)) for f in fields(kind))


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _decoder(hint: Hashable) -> Decoder:
    if is_dataclass(hint):
        return _of_dataclass(cast(type, hint))
    origin = get_origin(hint)
    if origin is tuple:
        item = _decoder(get_args(hint)[0])
        return lambda value: tuple(map(item, value))
    if origin in (Union, UnionType):
        inner = _decoder(next(a for a in get_args(hint) if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if hint is datetime:
        return datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return float if hint is float else _as_is


def _as_is(value: Any) -> Any:
    return value


def _of_dataclass(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    decoders: dict[str, Decoder] = {}

    def decode_fields(value: dict[str, Any]) -> Any:
        if not decoders:  # filled at first use: a type may hold itself
            decoders.update({f.name: _decoder(hints[f.name]) for f in fields(kind)})
        return kind(**{name: decoders[name](part) for name, part in value.items()})

    return decode_fields
