"""What a child sends back: JSON, and from it values of the one type that the caller expects.

Not pickle, because a child that was taken over must be able to send nothing but data: a pickle can call, and even one that
may name only our own classes can set their attributes. Here each value is made by the field's type, or refused.

None, bool, int, float and str are themselves; an enum its value; a date and time ISO 8601; bytes base64; a list or tuple an
array; a mapping an object; a dataclass an array of its name and its fields.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

AS_THEY_ARE = (NoneType, bool, int, float, str)

Make = Callable[[Any], Any]


class MisshapenError(ValueError):
    """Data that is not of the expected type."""


def packed(value: object) -> bytes:
    """JSON in UTF-8, in which half a surrogate pair is allowed, as it is in a text that was received."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(message: bytes) -> Any:
    """The JSON of a message. Raises MisshapenError."""
    try:
        return json.loads(message.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise MisshapenError(type(error).__name__) from error


def _plain(value: Any) -> Any:
    if type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in dataclasses.fields(value))]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} cannot be sent")


def shaped(hint: Any) -> Make:
    """What makes a value of a type from its JSON, and raises MisshapenError where that is something else."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _first_that_fits([shaped(option) for option in inner])
    if origin is tuple:
        return _tuple([shaped(item) for item in inner if item is not ...], endless=inner[-1] is ...)
    if origin in (list, Sequence):
        return _each(shaped(inner[0]), list)
    if origin in (dict, Mapping):
        return _mapping(shaped(inner[1]))
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint)
    return _single(hint)


def _single(hint: Any) -> Make:
    if hint in AS_THEY_ARE:
        return _checked(hint)
    if hint is bytes:
        return _made(lambda value: base64.b64decode(value, validate=True), str)
    if hint is datetime:
        return _made(datetime.fromisoformat, str)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _made(hint, object)
    raise TypeError(f"{hint} cannot be received")


def _checked(kind: type) -> Make:
    kinds = (float, int) if kind is float else (kind,)

    def make(value: Any) -> Any:
        if type(value) not in kinds:
            raise MisshapenError(f"no {kind.__name__}")
        return value

    return make


def _made(by: Make, given: type) -> Make:
    def make(value: Any) -> Any:
        if not isinstance(value, given):
            raise MisshapenError(f"no {given.__name__}")
        try:
            return by(value)
        except (ValueError, TypeError) as error:
            raise MisshapenError(str(error)) from error

    return make


def _first_that_fits(options: Sequence[Make]) -> Make:
    def make(value: Any) -> Any:
        for option in options:
            try:
                return option(value)
            except MisshapenError:
                continue
        raise MisshapenError("none of the types it may have")

    return make


def _each(item: Make, kind: Callable[[Any], Any]) -> Make:
    def make(value: Any) -> Any:
        if not isinstance(value, list):
            raise MisshapenError("no array")
        return kind(item(one) for one in value)

    return make


def _tuple(items: Sequence[Make], endless: bool) -> Make:
    if endless:
        return _each(items[0], tuple)

    def make(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != len(items):
            raise MisshapenError(f"no array of {len(items)}")
        return tuple(item(one) for item, one in zip(items, value, strict=True))

    return make


def _mapping(item: Make) -> Make:
    def make(value: Any) -> Any:
        if not isinstance(value, dict):
            raise MisshapenError("no object")
        return {key: item(one) for key, one in value.items()}

    return make


def _dataclass(kind: Any) -> Make:
    hints = get_type_hints(kind)
    fields = [shaped(hints[field.name]) for field in dataclasses.fields(kind)]

    def make(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != len(fields) + 1 or value[0] != kind.__name__:
            raise MisshapenError(f"no {kind.__name__}")
        made = (field(one) for field, one in zip(fields, value[1:], strict=True))
        try:
            return kind(*made)
        except MisshapenError:
            raise
        except (ValueError, TypeError) as error:
            raise MisshapenError(str(error)) from error

    return make
