"""The door of the evidence of one ledger: keep what was received, find it, erase it.

What `keep` gives is on the disk only after `sync`. Whoever writes the ledger calls `sync` before each commit (`Ledger.open`
takes it as `before_commit`, and refuses a capture with a place where it has none), so no entry ever points to nothing.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sayso import limits
from sayso.collect.evidence import erasing, reading
from sayso.collect.evidence.catching_up import Tell, catch_up, digest_of
from sayso.collect.evidence.failures import coded
from sayso.collect.evidence.index import Index, Row
from sayso.collect.evidence.members import erased_body
from sayso.collect.evidence.records import RandomBytes, members
from sayso.collect.evidence.segment import PATTERN, Segment
from sayso.errors import SaysoError
from sayso.types import Capture


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: the name of a file in the folder, and bytes."""

    warc: str
    offset: int


class Evidence:
    """The evidence in `folder`. Several processes may hold one; each writes files of its own.

    Nothing is made before there is something to keep. Every method raises SaysoError E085 where the folder cannot be
    written; `tell` gets a line for what a killed run left torn. Safe to use from several threads.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        tell: Tell = lambda _: None,
        *,
        random_bytes: RandomBytes = os.urandom,
        largest: int = limits.MAX_EVIDENCE_FILE,
    ) -> None:
        self.folder = folder
        self._clock, self._tell, self._random_bytes, self._largest = clock, tell, random_bytes, largest
        self._lock = threading.RLock()
        self._index: Index | None = None
        self._segment: Segment | None = None
        self._pending: dict[str, Row] = {}
        """Kept, but not yet in the index: by SHA-256."""

    def __enter__(self) -> Evidence:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def keep(self, capture: Capture) -> Capture:
        """The capture with its place. A body that is kept already gets the place it has; one that was erased gets none.

        ValueError where `sha256` is not that of the body: what is wrong here could never be found again.
        """
        if hashlib.sha256(capture.body).hexdigest() != capture.sha256:
            raise ValueError(f"{capture.address}: its sha256 is not that of its body")
        with self._lock, coded(self.folder):
            row = self._known(capture.sha256)
            if row is None:
                if self._index and self._index.is_erased(capture.sha256):
                    return replace(capture, warc=None, offset=None)
                row = self._pending[capture.sha256] = self._written(capture)
            return replace(capture, warc=row.file, offset=row.offset)

    def sync(self) -> None:
        """All that was kept is on the disk when this returns."""
        with self._lock, coded(self.folder):
            if self._segment is None or not self._pending:
                return
            self._segment.sync()
            try:
                self._opened().add(self._pending.values(), self._segment.path.name, self._segment.size, self._segment.size)
            except sqlite3.Error:
                return  # the files have it; the next sync, or the next run, tells the index
            self._pending.clear()

    def find(self, sha256: str) -> Place | None:
        """Where the body lies, if it is here."""
        with self._lock, coded(self.folder):
            row = self._known(sha256)
            return Place(row.file, row.offset) if row else None

    def erase(self, sha256: str, places: Iterable[Place] = ()) -> int:
        """Erase the body for good, at `places` and wherever else it lies. How many records were overwritten: 0 where there were
        none. SaysoError E085 where it cannot be written, E086 where another body lies at one of `places`: that one stays."""
        with self._lock, coded(self.folder):
            self.sync()
            index = self._opened()
            rows = {(row.file, row.offset): row for row in index.find(sha256)}
            rows.update({(p.warc, p.offset): Row(sha256, p.warc, p.offset, 0) for p in places})
            doomed = [member for row in rows.values() for member in self._doomed(row)]
            if doomed and not index.on_disk:  # what is overwritten has to be noted where it lasts
                raise SaysoError("E085", path=self.folder, detail="its index cannot be written, and no half record is to stay")
            index.begin_erasing(doomed)
            return erasing.finish(self.folder, index, self._clock, self._random_bytes)

    def close(self) -> None:
        with self._lock:
            try:
                self.sync()
            finally:
                self._close_segment()
                if self._index:
                    self._index.close()
                self._index = None

    def _known(self, sha256: str) -> Row | None:
        """Opens the index where there is any file yet: before that there is no folder to hold it."""
        if row := self._pending.get(sha256):
            return row
        if self._index is None and not any(self.folder.glob(PATTERN)):
            return None
        return next((row for row in self._opened().find(sha256) if self._is_there(row)), None)

    def _is_there(self, row: Row) -> bool:
        try:
            return (self.folder / row.file).stat().st_size >= row.offset + row.length
        except OSError:
            return False

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index(self.folder)
            catch_up(self.folder, self._index, self._tell)
            erasing.finish(self.folder, self._index, self._clock, self._random_bytes)
        return self._index

    def _written(self, capture: Capture) -> Row:
        segment = self._room_for(capture)
        start, length = segment.size, 0
        try:
            for member in members(capture, self._random_bytes):
                segment.append(member)
                length = length or len(member)
        except BaseException:
            segment.cut(start)
            raise
        return Row(capture.sha256, segment.path.name, start, length)

    def _room_for(self, capture: Capture) -> Segment:
        """The file of this run, or the next where it is full."""
        size = len(capture.body) + (len(capture.exchange.payload) if capture.exchange else 0)
        if size > limits.MAX_EVIDENCE_FILE:
            raise SaysoError("E085", path=self.folder, detail=f"{size:,} bytes are more than one record may have")
        if self._segment and self._segment.size >= self._largest:
            self.sync()
            self._close_segment()
        if self._segment is None:
            self._segment = Segment(self.folder, self._clock, self._random_bytes)
        return self._segment

    def _close_segment(self) -> None:
        segment, self._segment = self._segment, None
        if segment:
            segment.close()

    def _doomed(self, row: Row) -> list[Row]:
        """The records to overwrite for one place: none where it was done already, or the file is gone."""
        if not (self.folder / row.file).exists():
            return []
        member = reading.member_of(self.folder, row.file, row.offset)
        if erased_body(member) == row.sha256:
            return []
        if digest_of(member) != row.sha256:
            raise SaysoError("E086", path=self.folder / row.file, detail=reading.at_byte(row.offset, "another body lies there"))
        return erasing.group(self.folder, row)
