"""Changes of entries: of a bit, of a whole field, of the order, of what is there. Each says where it has to be found."""

from __future__ import annotations

import hashlib
import json
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, text

COLUMNS = ("kind", "id", "recorded_at", "body", "salt", "commitment", "prev", "hash")
ROWS = f"SELECT seq, {', '.join(COLUMNS)} FROM entries ORDER BY seq"
Values = dict[str, object]
Statement = tuple[str, Values]


@dataclass(frozen=True, slots=True)
class Lies:
    """An entry as it lies in the table; a reading's body is packed."""

    seq: int
    kind: str
    id: str
    recorded_at: str
    body: bytes | None
    salt: bytes | None
    commitment: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Change:
    """`at`: numbers of entries that have to be among those found. `against_head`: found only with a head that was saved."""

    sort: str
    what: str
    statements: tuple[Statement, ...]
    at: frozenset[int]
    against_head: bool = False

    def do(self, connection: Connection) -> None:
        for statement, values in self.statements:
            connection.execute(text(statement), values)


Make = Callable[[random.Random, Sequence[Lies]], Change]


def read(connection: Connection) -> list[Lies]:
    return [Lies(*row) for row in connection.execute(text(ROWS))]


def flipped_bit(rng: random.Random, rows: Sequence[Lies]) -> Change:
    while True:
        column, row = rng.choice(COLUMNS), rng.choice(rows)
        was = getattr(row, column)
        raw = bytearray(was if isinstance(was, bytes) else (was or "").encode())
        if not raw:
            continue
        at, bit = rng.randrange(len(raw)), rng.randrange(8 if isinstance(was, bytes) else 7)
        raw[at] ^= 1 << bit
        if isinstance(was, str) and not raw[at]:
            continue  # no text of PostgreSQL holds a NUL
        now = bytes(raw) if isinstance(was, bytes) else raw.decode()
        if column == "id" and any(other.id == now for other in rows):
            continue
        return _set("a flipped bit", f"bit {bit} of byte {at} of {column} of entry {row.seq}", row, {column: now})


def changed_word(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """Of a body, packed again where it was."""
    row = _standing(rng, rows)
    return _set("a changed body", f"a letter of the body of entry {row.seq}", row, {"body": _packed(row, _other_word(row))})


def forged_in_place(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """Salt, commitment and hash made anew, so that the entry fits by itself: what follows it does not."""
    row = _standing(rng, rows)
    forged = _sealed(replace(row, body=_packed(row, _other_word(row)), salt=rng.randbytes(32)))
    last = row.seq == rows[-1].seq
    told = f"entry {row.seq}, well formed"
    return _set("a forged entry", told, row, _fields(forged), at=row.seq + 1, against_head=last)


def made_anew(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """A forged entry, and every one after it chained to it."""
    row = _standing(rng, rows)
    forged = [_sealed(replace(row, body=_packed(row, _other_word(row)), salt=rng.randbytes(32)))]
    for after in rows[row.seq :]:
        forged.append(_sealed(replace(after, prev=forged[-1].hash), body_too=False))
    statements = tuple(_update(one.seq, _fields(one)) for one in forged)
    return Change("a chain made anew", f"from entry {row.seq} on", statements, frozenset({rows[-1].seq + 1}), True)


def swapped(rng: random.Random, rows: Sequence[Lies]) -> Change:
    one, two = sorted(rng.sample([row.seq for row in rows], 2))
    moves = tuple(_move(of, to) for of, to in ((one, -one), (two, one), (-one, two)))
    return Change("a swap", f"entries {one} and {two}", moves, frozenset({one, two}))


def swapped_bodies(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """With their salts, so that each body still fits the other's commitment."""
    one, two = rng.sample([row for row in rows if row.body is not None], 2)
    both = (_update(a.seq, {"body": b.body, "salt": b.salt}) for a, b in ((one, two), (two, one)))
    return Change("a swap", f"bodies of entries {one.seq} and {two.seq}", tuple(both), frozenset({one.seq, two.seq}))


def deleted(rng: random.Random, rows: Sequence[Lies]) -> Change:
    first = rng.randrange(1, len(rows))
    last = min(len(rows) - 1, first + rng.choice((0, 0, 0, 1, 5)))
    gone: Statement = ("DELETE FROM entries WHERE seq BETWEEN :first AND :last", {"first": first, "last": last})
    return Change("a deletion", f"entries {first} to {last}", (gone,), frozenset({last + 1}))


def cut(rng: random.Random, rows: Sequence[Lies]) -> Change:
    kept = rng.randrange(len(rows))
    gone: Statement = ("DELETE FROM entries WHERE seq > :kept", {"kept": kept})
    return Change("a cut tail", f"all after entry {kept}", (gone,), frozenset({kept + 1}), True)


def inserted(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """A copy of another entry, a well-formed forged one that follows the one before it, or one outside the row of numbers."""
    seq = rng.randrange(1, len(rows) + 1)
    like = rng.choice([row for row in rows if row.kind == "report" and row.body is not None])
    id = "r" + rng.randbytes(32).hex()
    body = (like.body or b"").replace(like.id.encode(), id.encode())
    forged = replace(like, id=id, body=body, salt=rng.randbytes(32), recorded_at=rows[seq - 1].recorded_at)
    way = rng.choice(("copied", "fitting", "before the first", "far beyond the last"))
    if way in ("copied", "fitting"):
        prev = rows[seq - 1].prev if way == "fitting" else rng.randbytes(32).hex()
        room: tuple[Statement, ...] = (
            ("UPDATE entries SET seq = -seq - 1 WHERE seq >= :seq", {"seq": seq}),
            ("UPDATE entries SET seq = -seq WHERE seq < 0", {}),
        )
        there = seq if way == "copied" else seq + 1
        return Change(
            "an insertion", f"{way}, at {seq}", (*room, _insert(_sealed(replace(forged, seq=seq, prev=prev)))), _at(there)
        )
    seq = -rng.choice((0, 1, 7, 1 << 40)) if way == "before the first" else len(rows) + rng.choice((2, 50, 1 << 40))
    forged = _sealed(replace(forged, seq=seq, prev="0" * 64))
    return Change("an insertion", f"{way}, at {seq}", (_insert(forged),), _at(seq))


def renumbered(rng: random.Random, rows: Sequence[Lies]) -> Change:
    seq = rng.randrange(1, len(rows) + 1)
    to = rng.choice((0, -seq, len(rows) + 1 + rng.randrange(2, 99), seq + (1 << 40)))
    return Change("another number", f"entry {seq} is {to}", (_move(seq, to),), _at(to))


def emptied(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """A body, its salt, or both taken away, which no redaction asked for."""
    row = _standing(rng, rows)
    gone: Values = dict.fromkeys(rng.choice((("body",), ("salt",), ("body", "salt"))))
    return _set("an emptied entry", f"{' and '.join(gone)} of entry {row.seq}", row, gone)


def put_back(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """A body into an entry that was redacted."""
    row, other = rng.choice([row for row in rows if row.body is None]), _standing(rng, rows)
    salt = rng.choice((other.salt, rng.randbytes(32), rng.randbytes(31)))
    return _set("a body put back", f"into entry {row.seq}", row, {"body": other.body, "salt": salt})


def other_value(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """A whole field replaced by that of another entry, cut short, made longer or emptied."""
    row, other, column = _standing(rng, rows), rng.choice(rows), rng.choice(COLUMNS)
    was = getattr(row, column)
    now = rng.choice((was[:-1], was[1:], was + was[:1], was[:0], was * 2, getattr(other, column) or was[:0]))
    if now == was or (column == "id" and any(one.id == now for one in rows)):
        now = was + was[-1:]
    return _set("another value", f"{column} of entry {row.seq} is {now[:40]!r}", row, {column: now})


ALL: tuple[Make, ...] = (
    *(flipped_bit, changed_word, forged_in_place, made_anew, swapped, swapped_bodies, deleted, cut, inserted, renumbered),
    *(emptied, put_back, other_value),
)


def other_type(rng: random.Random, rows: Sequence[Lies]) -> Change:
    """SQLite takes text for bytes and bytes for text, the very same ones."""
    row, column = _standing(rng, rows), rng.choice(COLUMNS)
    kind = "TEXT" if column in ("body", "salt") else "BLOB"
    statement = f"UPDATE entries SET {column} = CAST({column} AS {kind}) WHERE seq = :seq"
    return Change("another type", f"{column} of entry {row.seq} as {kind}", ((statement, {"seq": row.seq}),), _at(row.seq))


def _standing(rng: random.Random, rows: Sequence[Lies]) -> Lies:
    return rng.choice([row for row in rows if row.body is not None])


def _other_word(row: Lies) -> bytes:
    """The body with a digit more in the first number or text that is long enough; still JSON."""
    assert row.body is not None
    body = zlib.decompress(row.body) if row.body[:1] == b"x" else row.body
    said = json.loads(body)
    name = next(name for name, value in sorted(said.items()) if isinstance(value, str) and name != "id" and len(value) > 1)
    said[name] = said[name][:-1] + chr(ord(said[name][-1]) ^ 1)
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _packed(row: Lies, body: bytes) -> bytes:
    return zlib.compress(body, 1) if (row.body or b"")[:1] == b"x" else body


def _sealed(row: Lies, body_too: bool = True) -> Lies:
    """With the commitment and the hash that it should have."""
    commitment = row.commitment
    if body_too and row.body is not None and row.salt is not None:
        body = zlib.decompress(row.body) if row.body[:1] == b"x" else row.body
        commitment = hashlib.sha256(row.salt + body).hexdigest()
    linked: list[Any] = [row.prev, row.seq, row.kind, row.id, row.recorded_at, commitment]
    digest = hashlib.sha256(json.dumps(linked, separators=(",", ":")).encode()).hexdigest()
    return replace(row, commitment=commitment, hash=digest)


def _fields(row: Lies) -> Values:
    return {name: getattr(row, name) for name in COLUMNS}


def _set(sort: str, what: str, row: Lies, values: Values, at: int | None = None, against_head: bool = False) -> Change:
    return Change(sort, what, (_update(row.seq, values),), _at(row.seq if at is None else at), against_head)


def _at(seq: int) -> frozenset[int]:
    return frozenset({seq})


def _update(seq: int, values: Values) -> tuple[str, Values]:
    return f"UPDATE entries SET {', '.join(f'{name} = :{name}' for name in values)} WHERE seq = :seq", {**values, "seq": seq}


def _move(of: int, to: int) -> tuple[str, Values]:
    return "UPDATE entries SET seq = :new WHERE seq = :old", {"old": of, "new": to}


def _insert(row: Lies) -> tuple[str, Values]:
    names = ("seq", *COLUMNS)
    statement = f"INSERT INTO entries ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
    return statement, {name: getattr(row, name) for name in names}
