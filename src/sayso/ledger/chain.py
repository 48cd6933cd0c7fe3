"""The chain that makes tampering show: pure functions over the fields of an entry.

    commitment = SHA-256(salt ‖ body)                                         salt: 32 random bytes; body: canonical bytes
    hash       = SHA-256(canonical JSON array [prev, seq, kind, id, recorded_at, commitment])
    prev       = the hash of the entry before; of the first entry, 64 zeros

All digests are 64 lower-case hex digits; the array is written as `canonical.encode` writes it (ASCII, no white space), so
no two different entries have the same bytes, and everybody can compute them with a JSON and a SHA-256 library.

Why a commitment and not the body: a body must be erasable without breaking the chain (`redaction.py`), so the hash may not
need it. Why a salt: a plain hash of a short body (a verdict's reason, a name) could be guessed by trying; with 32 random
bytes that are erased together with the body it cannot. The salt has a fixed length, so salt and body cannot be shifted
against each other. The scheme is the linked time-stamping of Haber and Stornetta (1991) with hash commitments.

What a chain cannot show: that its last entries were cut off, or that all of it was made anew by somebody who owns the file.
Against both, keep the head somewhere else (`sayso verify --head HASH`). docs/decisions/0002-ledger-chain.md has the layout.
"""

from __future__ import annotations

import hashlib

from sayso.ledger import canonical
from sayso.types import Entry
from sayso.vocabulary import EntryKind

GENESIS = "0" * 64
SALT_BYTES = 32


def commitment(salt: bytes, body: bytes) -> str:
    return hashlib.sha256(salt + body).hexdigest()


def entry_hash(prev: str, seq: int, kind: str, id: str, recorded_at: str, commitment: str) -> str:
    return hashlib.sha256(canonical.encode([prev, seq, kind, id, recorded_at, commitment])).hexdigest()


def link(prev: str, seq: int, kind: EntryKind, id: str, recorded_at: str, body: bytes, salt: bytes) -> Entry:
    """The entry that comes after the one with hash `prev`."""
    sealed = commitment(salt, body)
    return Entry(seq, kind, id, recorded_at, body, salt, sealed, prev, entry_hash(prev, seq, kind, id, recorded_at, sealed))
