"""Verifies a ledger file from its documented layout alone (docs/decisions/0002-ledger-chain.md).

Standard library only, and nothing of Sayso: a second opinion by other code. `python independent_verifier.py FILE [HEAD]`
prints the seq of every entry that does not fit, and exits with 1 where there is one.
"""

import hashlib
import json
import sqlite3
import sys
import zlib
from pathlib import Path

COLUMNS = "seq, kind, id, recorded_at, body, salt, commitment, prev, hash"
Row = tuple[int, str, str, str, bytes | None, bytes | None, str, str, str]
NAMED = {
    "capture": ("k", ("address", "sha256", "report", "name")),
    "unreadable": ("u", ("address", "code", "reason", "sha256")),
    "redaction": ("x", ("subject",)),
    "verdict": ("v", None),
    "setting": ("s", None),
    "stamp": ("t", None),
}


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=repr).encode()


def id_of(kind: str, body: dict[str, object]) -> object:
    if kind == "report":
        return body["id"]
    if kind == "reading":
        maker = body["maker"]
        assert isinstance(maker, dict)
        return "g" + hashlib.sha256(canonical([body["report"], maker["reader"], maker["version"]])).hexdigest()
    letter, parts = NAMED[kind]
    what = [body] if parts is None else [body.get(part) for part in parts]
    return letter + hashlib.sha256(canonical(what)).hexdigest()


def unpacked(body: bytes) -> bytes:
    """Readings lie there compressed; zlib's first byte is an x, that of JSON never."""
    way = zlib.decompressobj()
    made = way.decompress(body) if body[:1] == b"x" else body
    assert body[:1] != b"x" or (way.eof and not way.unused_data)
    return made


def body_fits(row: Row) -> bool:
    _, kind, id, _, body, salt, commitment, _, _ = row
    if body is None or salt is None:
        return body is salt
    try:
        body = unpacked(body)
        said = json.loads(body)
        whole = len(salt) == 32 and hashlib.sha256(salt + body).hexdigest() == commitment
        return whole and canonical(said) == body and id_of(kind, said) == id
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, zlib.error):
        return False


def erased_by(row: Row) -> list[str]:
    """The ids that a redaction names. One that was tampered with is a fault of its own, and still says why."""
    try:
        said = json.loads(row[4] or b"{}") if row[1] == "redaction" else {}
        return list(said["erased"]) if set(said) == {"subject", "why", "erased"} else []
    except (ValueError, TypeError):
        return []


def faults(path: Path, head: str | None = None) -> set[int]:
    """The seq of every entry that does not fit; one beyond the last where the saved head is missing."""
    database = sqlite3.connect(path)
    database.text_factory = lambda raw: raw.decode("utf8", "replace")
    rows: list[Row] = database.execute(f"SELECT {COLUMNS} FROM entries ORDER BY seq").fetchall()
    database.close()
    found: set[int] = set()
    seq, prev, at = 0, "0" * 64, ""
    redacted: dict[str, int] = {}
    for row in rows:
        linked = [row[7], row[0], row[1], row[2], row[3], row[6]]
        follows = row[0] == seq + 1 and row[7] == prev and str(row[3]) >= at
        if not (follows and row[8] == hashlib.sha256(canonical(linked)).hexdigest() and body_fits(row)):
            found.add(row[0])
        redacted.update(dict.fromkeys(erased_by(row), row[0]))
        seq, prev, at = row[0], row[8], str(row[3])
    for row in rows:
        erased, named = row[4] is None, redacted.get(row[2], 0)
        if (erased and named <= row[0]) or (not erased and named):
            found.add(row[0])
    if head not in {None, "0" * 64, *(row[8] for row in rows)}:
        found.add(seq + 1)
    return found


if __name__ == "__main__":
    wrong = sorted(faults(Path(sys.argv[1]), *sys.argv[2:3]))
    print(*wrong, sep="\n")
    sys.exit(1 if wrong else 0)
