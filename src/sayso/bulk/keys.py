"""When two records of archives are one document: the same bytes from the same address, told to be the same sort of thing.

Everything that reading looks at is in the key, so the later one gives the same reports under the same names, and nothing of it
would be new to the ledger. The same bytes from another address are another document: the address is part of a report.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

from sayso.collect.archives import answers, digests
from sayso.collect.archives.records import Record

OK = 200
BYTES = 16
CACHE = 4_096
"""Kibibytes of the file of keys that are held: what the system's own cache holds is not this process's memory."""
TOGETHER = 10_000
"""Keys that are written at once."""


def of_record(record: Record) -> bytes | None:
    """None for what is no document or is not whole: that may be told, and a better one may follow."""
    if not record.whole or record.kind not in {"response", "resource"} or not _dated(record):
        return None
    cut = "warc-truncated" in record.headers
    if record.kind == "resource":
        told = record.headers.get("content-type", "")
        return _key(record, told, "", cut, record.block) if not digests.wrong(record.headers, record.block) else None
    answer = answers.answer(record.block)
    if answer is None or answer.status != OK or digests.wrong(record.headers, record.block, (answer.stored, answer.payload)):
        return None
    told, coding = answer.headers.get("content-type", ""), answer.headers.get("content-encoding", "")
    return _key(record, told, coding, cut or answer.cut, answer.payload)


def of_line(path: str, line: bytes) -> bytes:
    return _hash(path.encode("utf8", "surrogateescape"), line)


def _key(record: Record, told: str, coding: str, cut: bool, payload: bytes) -> bytes:
    parts = (record.kind, record.uri, told, coding, str(cut))
    return _hash(*(part.encode("utf8", "surrogatepass") for part in parts), payload)


def _hash(*parts: bytes) -> bytes:
    found = hashlib.blake2b(digest_size=BYTES)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()


def _dated(record: Record) -> bool:
    try:
        datetime.fromisoformat(record.headers.get("warc-date", ""))
    except ValueError:
        return False
    return True


class Seen:
    """The keys of all that came before, on the disk: memory stays flat however many there are. To be closed."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sayso-bulk-", ignore_cleanup_errors=True)
        self._store = sqlite3.connect(Path(self._folder.name) / "keys", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE}"):
            self._store.execute(f"PRAGMA {setting}")
        self._store.execute("CREATE TABLE keys (key BLOB PRIMARY KEY) WITHOUT ROWID")
        self._new: set[bytes] = set()

    def add(self, key: bytes) -> bool:
        """Was it there?"""
        if key in self._new or self._store.execute("SELECT 1 FROM keys WHERE key = ?", (key,)).fetchone():
            return True
        self._new.add(key)
        if len(self._new) >= TOGETHER:
            self._store.execute("BEGIN")
            self._store.executemany("INSERT INTO keys VALUES (?)", ((one,) for one in sorted(self._new)))
            self._store.execute("COMMIT")
            self._new.clear()
        return False

    def close(self) -> None:
        self._store.close()
        self._folder.cleanup()
