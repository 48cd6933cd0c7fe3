"""Append entries to the chain and their rows to the views, inside a transaction that holds the write lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from sayso.ledger import bodies, chain, schema
from sayso.ledger.bodies import Body, Said
from sayso.ledger.canonical import moment
from sayso.ledger.compressed import packed
from sayso.ledger.inserting import Row, insert_rows
from sayso.ledger.views import Rows, apply, project
from sayso.types import Entry, Report

HEAD = select(schema.entries.c.seq, schema.entries.c.hash, schema.entries.c.recorded_at)
HEAD = HEAD.order_by(schema.entries.c.seq.desc()).limit(1)
STANDING = select(schema.entries.c.id, schema.entries.c.body.is_(None))
STANDING = STANDING.where(schema.entries.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the last entry's seq, hash and time. Of an empty ledger, seq 0 and the genesis hash."""

    seq: int
    hash: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Hand:
    """What writing needs from outside: the time, and salts."""

    clock: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]


def head(connection: Connection) -> Head:
    last = connection.execute(HEAD).first()
    return Head(*last) if last else Head(0, chain.GENESIS, "")


def standing(connection: Connection, ids: Sequence[str]) -> dict[str, bool]:
    """Which of `ids` the ledger has, and whether their bodies were erased."""
    return {id: bool(erased) for id, erased in connection.execute(STANDING, {"ids": ids})}


@dataclass(frozen=True, slots=True)
class Group:
    """What is appended at one moment: bodies, or what says them, by their ids. `report` is the one that a reading is of."""

    ids: tuple[str, ...]
    bodies: tuple[Body | Said, ...]
    report: Report | None = None


def append(connection: Connection, hand: Hand, said: Sequence[Body], report: Report | None = None) -> Head:
    """Append `said` in order. None of them may be there already; `report` is the one that a reading among them is of."""
    return append_all(connection, hand, [Group(tuple(map(bodies.id_of, said)), tuple(said), report)])


def append_all(connection: Connection, hand: Hand, groups: Iterable[Group]) -> Head:
    """Append one group after the other, each at a moment of its own. Nothing in them may be there already, or be twice.

    Gives the new end of the chain.
    """
    last, rows, new = head(connection), Rows(), list[Entry]()
    seq, prev, at = last.seq, last.hash, last.recorded_at
    for group in groups:
        at = max(moment(hand.clock()), at)  # a clock set back must not turn the order of recording around
        for id, body in zip(group.ids, group.bodies, strict=True):
            seq, salt = seq + 1, hand.random_bytes(chain.SALT_BYTES)
            words = body if isinstance(body, Said) else bodies.say(body)
            entry = chain.link(prev, seq, bodies.KINDS[type(words.body)], id, at, words.canonical, salt)
            project(entry, words, group.report, rows)
            new.append(entry)
            prev = entry.hash
    write(connection, new)
    apply(connection, rows)
    return Head(seq, prev, at)


def holds(connection: Connection, end: Head) -> bool:
    """Is the entry there that was once the end of the chain? Its hash hangs on salts that nobody else has."""
    there = select(schema.entries.c.hash).where(schema.entries.c.seq == end.seq)
    return bool(connection.execute(there).scalar() == end.hash)


def write(connection: Connection, entries: Sequence[Entry]) -> None:
    """The entries as they are, and nothing of the views."""
    insert_rows(connection, schema.entries, [_row(entry) for entry in entries])


def _row(entry: Entry) -> Row:
    body = packed(entry.kind, entry.body) if entry.body is not None else None
    return (
        entry.seq,
        str(entry.kind),
        entry.id,
        entry.recorded_at,
        body,
        entry.salt,
        entry.commitment,
        entry.prev,
        entry.hash,
    )
