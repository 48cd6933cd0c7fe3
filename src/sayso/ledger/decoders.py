"""A function for each type that makes its values from plain ones (`canonical.plain`), made once from the type hints.

Every look at the ledger decodes claims by the thousand. Made is the source of a function that knows the fields, and sets them
through the slots of the type: the `__init__` of a frozen dataclass takes twice as long for the same. What `__post_init__`
checks is checked. Of `Span` it is

    def reads(d):
        v = new(Span)
        set_start(v, d["start"])
        set_end(v, d["end"])
        if len(d) != 2: raise ValueError("an unknown field")
        v.__post_init__()
        return v
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

Read = Callable[[Any], Any]


@cache
def reader(hint: Hashable) -> Read:
    """The function that makes what `hint` says. TypeError, KeyError, AttributeError or ValueError where it is no such value."""
    if is_dataclass(hint):
        return _of_dataclass(hint)
    origin = get_origin(hint)
    if origin is tuple:
        item = get_args(hint)[0]
        return tuple if _as_it_is(item) else _of_each(reader(item))
    if origin in (Union, UnionType):
        inner = reader(_of_some(hint))
        return lambda value: None if value is None else inner(value)
    if hint is datetime:
        return datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _of_words(hint)
    return float if hint is float else lambda value: value


def _of_each(item: Read) -> Read:
    return lambda values: tuple(map(item, values))


def _of_words(kind: type[Enum]) -> Read:
    """A dictionary answers faster than the class; what it does not have, the class refuses by name."""
    words = {member.value: member for member in kind}
    return lambda word: words.get(word) or kind(word)


def _of_dataclass(kind: Any) -> Read:
    names: dict[str, Any] = {"new": object.__new__, "kind": kind}
    exec(compile("\n".join(_source(kind, names)), f"<how {kind.__name__} is read>", "exec"), names)
    return cast(Read, names["reads"])


def _source(kind: Any, names: dict[str, Any]) -> Iterator[str]:
    """The lines of the function; `names` takes what they speak of."""
    hints, all_of = get_type_hints(kind), fields(kind)
    yield "def reads(d):"
    yield "    v = new(kind)"
    needed = [field.name for field in all_of if field.default is MISSING]
    for name in needed:
        yield f"    {_set(kind, name, hints, names)}"
    yield f"    known = {len(needed)}" if needed else "    known = 0 * len(d.keys())"  # an empty list is no object
    for field in (f for f in all_of if f.default is not MISSING):
        yield f"    if '{field.name}' in d:"
        yield f"        {_set(kind, field.name, hints, names)}"
        yield "        known += 1"
        yield "    else:"
        yield f"        set_{field.name}(v, default_{field.name})"
        names[f"default_{field.name}"] = field.default
    yield "    if known != len(d): raise ValueError('an unknown field')"
    if hasattr(kind, "__post_init__"):
        yield "    v.__post_init__()"
    yield "    return v"


def _set(kind: Any, name: str, hints: dict[str, Any], names: dict[str, Any]) -> str:
    hint, part = hints[name], f"d['{name}']"
    names[f"set_{name}"] = getattr(kind, name).__set__
    if _as_it_is(hint):
        return f"set_{name}(v, {part})"
    optional = get_origin(hint) in (Union, UnionType)
    of = _nested(f"read_{name}", _of_some(hint) if optional else hint, names)
    return f"set_{name}(v, {f'None if (x := {part}) is None else {of}(x)' if optional else f'{of}({part})'})"


def _as_it_is(hint: Any) -> bool:
    """Text and whole numbers need nothing."""
    return (_of_some(hint) if get_origin(hint) in (Union, UnionType) else hint) in (str, int, bool, bytes)


def _of_some(hint: Any) -> Any:
    return next(a for a in get_args(hint) if a is not type(None))


def _nested(name: str, hint: Any, names: dict[str, Any]) -> str:
    """What reads a part, made when the first is met: a type may hold itself."""

    def first(value: Any) -> Any:
        names[name] = reader(hint)
        return names[name](value)

    names[name] = first
    return name
