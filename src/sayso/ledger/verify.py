"""Does the ledger still say what it said? Walks every entry and names each one that does not fit, with its seq.

Found: any changed field, swapped, missing or added entries, bodies erased without a redaction or standing in spite of one,
ids that do not follow from their bodies. Cut-off ends and a chain made wholly anew are found only against a saved head.
With `deep`, the views are compared with a replay of all entries on a scratch store, the database checks its files, and the
guards and the search index are looked at. What `sayso rebuild` mends (E032) has another code than a damaged entry (E026).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, inspect

from sayso.errors import SaysoError
from sayso.ledger import bodies, chain, schema
from sayso.ledger.bodies import Redaction
from sayso.ledger.opening import open_store
from sayso.ledger.replay import LEAST, entries, entries_from, replay
from sayso.ledger.state import first_difference
from sayso.ledger.store import Store
from sayso.types import Entry
from sayso.vocabulary import EntryKind

DAMAGED = "E026"
UNFIT = "E032"
"""Views, search index and guards: made from the entries, so nothing is lost."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that does not fit. `seq` is the entry, or 0 for the file as a whole and for what is made from the entries."""

    seq: int
    what: str
    code: str = DAMAGED

    @property
    def error(self) -> SaysoError:
        return SaysoError(self.code, seq=self.seq, detail=self.what)


@dataclass(slots=True)
class Walk:
    """What is remembered from entry to entry."""

    seq: int = 0
    prev: str = chain.GENESIS
    recorded_at: str = ""
    hashes: set[str] = field(default_factory=set)
    erased: dict[str, int] = field(default_factory=dict)
    """Ids of entries without body, and where they stand."""
    standing: dict[str, int] = field(default_factory=dict)
    redacted: dict[str, int] = field(default_factory=dict)
    """Ids that redactions name, and the seq of the redaction."""

    def passed(self, entry: Entry) -> None:
        self.seq, self.prev, self.recorded_at = entry.seq, entry.hash, str(entry.recorded_at)


def verify(store: Store, head: str | None = None, deep: bool = False) -> list[Finding]:
    """Everything that does not fit, in order; empty = whole. `head` is a hash that `Reader.head` gave earlier."""
    found: list[Finding] = []
    try:
        with store.reading() as connection:
            found.extend(_chain(connection, head))
            if deep:
                found.extend(Finding(0, f"the file is damaged: {line}") for line in store.damage(connection))
                found.extend(_views(connection) if not found else ())
                found.extend(Finding(0, what, UNFIT) for what in store.unfit(connection))
    except SaysoError as error:
        if error.code.code != DAMAGED:
            raise
        found.append(Finding(0, error.what))
    return sorted(found)


def _chain(connection: Connection, head: str | None) -> Iterator[Finding]:
    yield from of_entries(every(connection), head)


def every(connection: Connection) -> Iterator[Entry]:
    """All entries in order, whatever their numbers, a few in memory at a time."""
    batch = entries_from(connection, LEAST)
    while batch:
        yield from batch
        batch = entries(connection, batch[-1].seq)


def of_entries(some: Iterable[Entry], head: str | None = None) -> Iterator[Finding]:
    """What does not fit in a whole ledger's entries, which may come from anywhere; `head` as `verify`."""
    walk = Walk()
    for entry in some:
        yield from (Finding(entry.seq, what) for what in _entry(entry, walk))
    yield from _erasures(walk)
    if head is not None and head not in walk.hashes | {chain.GENESIS}:
        yield Finding(walk.seq + 1, f"the saved head {head} is not here: the end was cut off, or all was made anew")


def _entry(entry: Entry, walk: Walk) -> Iterator[str]:
    """What is wrong with one entry, given those before it. Goes on from what it says, so that one fault is one place."""
    yield from misplaced(entry, walk)
    yield from _body(entry, walk)
    walk.passed(entry)
    walk.hashes.add(entry.hash)


def misplaced(entry: Entry, walk: Walk) -> Iterator[str]:
    """What is wrong with its place in the chain, after what `walk` has passed."""
    if entry.seq > walk.seq + 1:
        yield f"entries {walk.seq + 1} to {entry.seq - 1} are missing"
    elif entry.seq <= walk.seq:
        yield "it stands before the first entry"
    if entry.prev != walk.prev:
        yield "it does not follow the entry before it"
    linked = (entry.prev, entry.kind, entry.id, entry.recorded_at, entry.commitment)
    if not all(isinstance(field, str) for field in linked):
        yield "a field of it is no text any more"
    elif entry.hash != chain.entry_hash(entry.prev, entry.seq, entry.kind, entry.id, entry.recorded_at, entry.commitment):
        yield "its hash does not fit what it says"
    if not walk.recorded_at <= str(entry.recorded_at):
        yield "it was recorded before the entry before it"


def changed(entry: Entry) -> Iterator[str]:
    """What is wrong with its body, as far as the commitment tells."""
    if entry.body is None or entry.salt is None:
        if entry.body is not entry.salt:
            yield "of body and salt only one is there"
    elif not isinstance(entry.body, bytes) or not isinstance(entry.salt, bytes):
        yield "its body or salt is text now"
    elif len(entry.salt) != chain.SALT_BYTES or entry.commitment != chain.commitment(entry.salt, entry.body):
        yield "its body was changed"


def _body(entry: Entry, walk: Walk) -> Iterator[str]:
    yield from changed(entry)
    if entry.body is None or entry.salt is None:
        walk.erased[entry.id] = entry.seq
        return
    walk.standing[entry.id] = entry.seq
    try:
        said = bodies.decode(EntryKind(entry.kind), entry.body)
        if bodies.id_of(said) != entry.id:
            yield "its id does not follow from its body"
        if isinstance(said, Redaction):
            walk.redacted.update(dict.fromkeys(said.erased, entry.seq))
    except (ValueError, TypeError) as error:
        yield f"its body cannot be read ({error})"


def _erasures(walk: Walk) -> Iterator[Finding]:
    for id, seq in walk.erased.items():
        if walk.redacted.get(id, 0) <= seq:
            yield Finding(seq, "its body is gone, and no redaction says why")
    for id in walk.redacted.keys() & walk.standing.keys():
        yield Finding(walk.standing[id], f"entry {walk.redacted[id]} redacts it, but its body is still there")


def _views(connection: Connection) -> Iterator[Finding]:
    """Compare with views made afresh on a store of their own, which is thrown away."""
    missing = schema.views.tables.keys() - set(inspect(connection).get_table_names())
    if missing:
        yield from (Finding(0, f"the view “{name}” is missing", UNFIT) for name in missing)
        return
    with (
        tempfile.TemporaryDirectory(prefix="sayso-") as folder,
        closing(open_store(Path(folder) / "scratch.ledger", wait_seconds=1, create=True)) as scratch,
        scratch.writing() as target,
    ):
        replay(connection, target)
        for name, table in schema.views.tables.items():
            differs = first_difference(connection, target, tuple(table.c), (table.c.row,))
            if differs is not None:
                yield Finding(0, unlike(name, _row(*differs)), UNFIT)


def unlike(view: str, row: str) -> str:
    """What a finding says of a view, in which `row` is the first that is other than it should be."""
    return f"the view “{view}” does not fit the entries, from {row} on"


def _row(number: int) -> str:
    return f"row {number} (entry {number // schema.ROWS_PER_ENTRY})"
