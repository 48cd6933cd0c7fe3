"""A tar file written from front to end. The size of a member is known only when it is written, so its header comes last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from sayso.commands.backups.form import BLOCK, Part, header


class Member:
    """What `Writing.member` gives: the bytes go in here."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest, self.size = file, hashlib.sha256(), 0

    def write(self, some: bytes) -> None:
        self._file.write(some)
        self._digest.update(some)
        self.size += len(some)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Writing:
    """`file` is empty and can be sought in; `at` is the time of all members. OSError from every method."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file, self._at = file, at
        self.parts: list[Part] = []

    @contextmanager
    def member(self, name: str) -> Iterator[Member]:
        begin = self._file.tell()
        self._file.write(bytes(BLOCK))
        made = Member(self._file)
        yield made
        self._file.write(bytes(-made.size % BLOCK))
        end = self._file.tell()
        self._file.seek(begin)
        self._file.write(header(name, made.size, self._at))
        self._file.seek(end)
        self.parts.append(Part(name, made.size, made.sha256))

    def whole(self, name: str, content: bytes) -> None:
        with self.member(name) as member:
            member.write(content)

    def end(self) -> None:
        """Two empty blocks, as the standard asks."""
        self._file.write(bytes(2 * BLOCK))
