"""Words from outside, made harmless for a terminal.

A report may hold control characters (an escape sequence that sets the window's title, or clears the screen), marks that turn
the direction of what follows, and half surrogate pairs, which no terminal can print. Each is shown as one visible character,
so that spans stay true.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, cast

T = TypeVar("T")

KEPT = "\n\t"
PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in KEPT}
"""C0 controls have pictures of their own in Unicode: ESC is ␛."""
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Bidirectional embeddings, overrides and isolates: they show "12" as "21", and whatever follows in its line backwards."""
SHOWN = PICTURES | {0x7F: 0x2421} | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), *TURNING], 0xFFFD)
BREAKS = {0x09: "\N{SYMBOL FOR HORIZONTAL TABULATION}", 0x0A: "\N{SYMBOL FOR LINE FEED}", 0x2028: "\ufffd", 0x2029: "\ufffd"}
"""What `clean` leaves in a text, but would make two lines of a file's name."""


def clean(text: str) -> str:
    """The same number of characters, none of which a terminal obeys."""
    return text.translate(SHOWN)


def printable(text: str) -> str:
    """A path or other words as one line: bytes that are not UTF-8, and control characters, become visible ones."""
    with suppress(UnicodeEncodeError):  # half a pair that stands for no byte
        text = text.encode("utf8", "surrogateescape").decode("utf8", "replace")
    return clean(text).translate(BREAKS)


def cleaned(value: T) -> T:
    """A copy of a value of `types.py` with every string in it clean."""
    return cast(T, _cleaned(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value
