"""An entry as one line of canonical JSON, and back: everything that the chain commits to, and the body itself.

    {"body":"{…}","commitment":"9c…","hash":"1f…","id":"r1f04…","kind":"report","prev":"00…","recorded_at":"…","salt":"5d…","seq":2}

`body` is the text whose bytes the commitment is over, `salt` hex digits; both are left out where the entry was erased.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import canonical
from sayso.types import Entry
from sayso.vocabulary import EntryKind


@dataclass(frozen=True, slots=True)
class _Line:
    seq: int
    kind: str
    id: str
    recorded_at: str
    commitment: str
    prev: str
    hash: str
    body: str | None = None
    salt: str | None = None


def line_of(entry: Entry) -> bytes:
    """Ends with a line feed. ValueError for a body that is not ASCII, which no canonical one is."""
    body = None if entry.body is None else entry.body.decode("ascii")
    salt = None if entry.salt is None else entry.salt.hex()
    kind, at = str(entry.kind), str(entry.recorded_at)
    return canonical.encode(_Line(entry.seq, kind, entry.id, at, entry.commitment, entry.prev, entry.hash, body, salt)) + b"\n"


def entry_of(line: bytes) -> Entry:
    """ValueError where the line is none of an entry, or of a kind that this version does not know."""
    said = canonical.decode(_Line, line)
    words = (said.kind, said.id, said.recorded_at, said.commitment, said.prev, said.hash)
    erasable = (said.body, said.salt)
    if type(said.seq) is not int or not all(isinstance(word, str) for word in words):
        raise ValueError("no entry")
    if not all(part is None or isinstance(part, str) for part in erasable):
        raise ValueError("no entry")
    body = None if said.body is None else said.body.encode("ascii")
    salt = None if said.salt is None else bytes.fromhex(said.salt)
    kind = EntryKind(said.kind)
    return Entry(said.seq, kind, said.id, said.recorded_at, body, salt, said.commitment, said.prev, said.hash)
