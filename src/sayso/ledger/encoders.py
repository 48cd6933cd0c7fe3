"""A function for each type that writes its canonical text (`canonical`), made once from the type hints.

Adding a report writes some 1,300 values, so that walking the hints each time was a third of the whole. Made is the source of a
function that knows the fields in the order of their names, as `dataclasses` makes `__init__`. Of `Span` it is

    def write(v):
        return f'{{"end":{whole(v.end)},"start":{whole(v.start)}}}'

with `whole(…)` written out. A value that is not what its hint says is written by what it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from json.encoder import encode_basestring_ascii
from math import isfinite
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

Write = Callable[[Any], str]
OPTIONAL = (Union, UnionType)


def write(value: object) -> str:
    """The canonical text of a dataclass or of plain JSON values."""
    kind = type(value)
    return writer(cast(Hashable, kind))(value) if is_dataclass(kind) else _PLAIN.encode(value)


@cache
def writer(kind: Any) -> Write:
    """The function that writes values of the dataclass `kind`."""
    names: dict[str, Any] = {"write": write, "number": number, "isfinite": isfinite, "joined": ",".join}
    names |= {"text": encode_basestring_ascii, "null": "null"}
    exec(compile("\n".join(_source(kind, names)), f"<how {kind.__name__} is written>", "exec"), names)
    return cast(Write, names["writes"])


def texts(values: Iterable[str]) -> str:
    """`write` of a list of texts."""
    return f"[{','.join(map(encode_basestring_ascii, values))}]"


def number(value: Any) -> str:
    """The fewest digits that give it back, of a whole number too. ValueError for NaN and infinities."""
    return _PLAIN.encode(float(value))


def moment(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds and Z: always of one length, so that it sorts as text."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without time zone: {at}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _source(kind: Any, names: dict[str, Any]) -> Iterator[str]:
    """The lines of the function; `names` takes what they speak of."""
    hints = get_type_hints(kind)
    in_order = sorted(fields(kind), key=lambda field: field.name)
    yield "def writes(v):"
    if all(field.default is MISSING for field in in_order):
        parts = (f'"{field.name}":{_part(hints[field.name], f"v.{field.name}", names)}' for field in in_order)
        yield f"    return f'{{{{{','.join(parts)}}}}}'"
        return
    yield "    s = ''"
    for field in in_order:
        yield f"    y = v.{field.name}"
        if field.default is not MISSING:
            yield f"    if {_told(field, names)}:"
        deep = "    " if field.default is MISSING else "        "
        yield f"{deep}s += f',\"{field.name}\":{_part(hints[field.name], 'y', names)}'"
    yield "    return '{' + s[1:] + '}'"


def _told(field: Field[Any], names: dict[str, Any]) -> str:
    """That a value differs from its default. A default may also be met as another, equal object."""
    if field.default is None:
        return "y is not None"
    default = _named(field.default, names)
    return f"y is not {default} and not y == {default}"


def _part(hint: Any, value: str, names: dict[str, Any]) -> str:
    """The part of an f-string that writes `value`, by its hint. It holds no single quote, and none at all within braces."""
    if get_origin(hint) in OPTIONAL:
        hint = next(a for a in get_args(hint) if a is not type(None))
        if get_origin(hint) is tuple:
            return f"{{write({value})}}"
        return f"{{(null if {value} is None else {_part(hint, value, names)[1:-1]})}}"
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        each = "text" if item is str else _nested(item, names) if is_dataclass(item) else "write"
        return f"[{{joined(map({each}, {value}))}}]"
    if is_dataclass(hint):
        return f"{{({_nested(hint, names)}(x) if type(x := {value}) is {_named(hint, names)} else write(x))}}"
    if hint is float:
        return f"{{(float.__repr__(x) if type(x := {value}) is float and isfinite(x) else number(x))}}"
    if hint is int:
        return f"{{(x if type(x := {value}) is int else write(x))}}"
    if isinstance(hint, type) and issubclass(hint, (str, Enum)):
        return f"{{(text(x) if isinstance(x := {value}, str) else write(x))}}"
    return f"{{write({value})}}"


def _named(value: Any, names: dict[str, Any]) -> str:
    name = f"n{len(names)}"
    names[name] = value
    return name


def _nested(kind: Any, names: dict[str, Any]) -> str:
    """The writer of another type, made when the first value is met: a type may hold itself."""
    name = f"n{len(names)}"

    def first(value: Any) -> str:
        names[name] = writer(kind)
        return cast(str, names[name](value))

    names[name] = first
    return name


def _as_plain(value: Any) -> Any:
    """What the JSON encoder asks for a value within lists and dictionaries that it does not know."""
    return moment(value) if isinstance(value, datetime) else json.loads(write(value))


_PLAIN = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_as_plain)
