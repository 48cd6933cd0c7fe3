"""A word to the person about a report that was read all the same: a guessed encoding, a date that makes no sense."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """`text` says what happened, such as "read as windows-1251, guessed"."""

    address: str
    text: str
