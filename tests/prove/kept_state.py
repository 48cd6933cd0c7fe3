"""All that a request could have changed: the ledger's head, and every file beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sayso.ledger.query import Reader

OF_READERS = ("-shm",)
"""Ends of what SQLite writes for who reads: which of them reads what, in memory that is shared: nothing of a ledger."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`files`: SHA-256 by name, of the folder of the ledger and all below."""

    head: str
    files: tuple[tuple[str, str], ...]

    def changed(self, later: Kept) -> list[str]:
        """What is not as it was, by name."""
        before, after = dict(self.files), dict(later.files)
        moved = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        return moved + (["the head"] if self.head != later.head else [])


def kept(ledger: Path) -> Kept:
    with Reader.open(ledger) as reader:
        head = f"{reader.head().seq} {reader.head().hash}"
    listed = sorted(path for path in ledger.parent.rglob("*") if path.is_file() and not path.name.endswith(OF_READERS))
    return Kept(head, tuple((path.relative_to(ledger.parent).as_posix(), _sha256(path)) for path in listed))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
