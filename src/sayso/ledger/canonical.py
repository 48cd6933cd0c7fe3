"""Canonical bytes: one value, one sequence of bytes, and back.

The bytes are JSON (RFC 8259) in ASCII: keys sorted, no white space, everything beyond ASCII escaped, so that lone surrogates
and NUL survive any store. A dataclass is an object of its fields; a field that equals its default is left out, so a default
that was once released is part of the format and may not change. Tuples are arrays, words of a vocabulary are strings, a
moment is ISO 8601 in UTC, a float is written with the fewest digits that give it back; NaN and infinities are refused.

The codec is derived from the type hints of `types.py`. It is our own because pydantic refuses lone surrogates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def encode(value: object) -> bytes:
    """The canonical bytes of a dataclass or of plain JSON values. ValueError for NaN or for a moment without time zone."""
    return _ENCODER.encode(value).encode("ascii")


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


def of_plain(kind: type[T], value: Any) -> T:
    """The value from what `plain` gave. ValueError where it is no such value."""
    try:
        return cast(T, _decoder(cast(Hashable, kind))(value))
    except (TypeError, KeyError, AttributeError) as error:
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
    shape = _shape(cast(Hashable, type(value)))
    parts = {
        name: part
        for name, default, by_value, part in zip(shape.names, shape.defaults, shape.by_value, shape.get(value), strict=True)
        if part is not default and not (by_value and part == default)
    }
    for name in shape.floats & parts.keys():
        parts[name] = float(parts[name])
    return parts


_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain)


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields of a dataclass, column by column: encoding is the hot path of adding."""

    names: tuple[str, ...]
    defaults: tuple[Any, ...]
    """MISSING for a field that has none."""
    by_value: tuple[bool, ...]
    """Whether a default may also be met as another, equal object."""
    floats: frozenset[str]
    get: Callable[[Any], tuple[Any, ...]]


@cache
def _shape(kind: Any) -> Shape:
    hints = get_type_hints(kind)
    names = tuple(f.name for f in fields(kind))
    defaults = tuple(f.default for f in fields(kind))
    by_value = tuple(d is not None and d is not MISSING for d in defaults)
    get = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    return Shape(names, defaults, by_value, frozenset(n for n in names if hints[n] in (float, float | None)), get)


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
