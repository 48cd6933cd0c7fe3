"""Copy a ledger into another, on whichever stores: entries as they are, so that the copy has the same chain and the same head.

Nothing is remembered but the target itself: each step looks where it ends, and appends what the source has after that. So a
copy may be stopped anywhere, and repeated; what is there already must be a beginning of the source, by the hash of its end.

A step reads one state of the source and is one transaction of the target, with the rows of the views. Entries that are
appended to the source meanwhile come with a later step; the last state that was read is the one that is then compared.
Erased bodies stay erased: the guards let an entry without body in, and `verify` asks for the redaction that explains it. A
body that the source erases after it was copied goes from the target when that redaction arrives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.errors import SaysoError
from sayso.ledger import bodies, schema
from sayso.ledger.append import Head, head, standing, write
from sayso.ledger.bodies import Redaction
from sayso.ledger.redaction import erase
from sayso.ledger.replay import entries, rows_of
from sayso.ledger.state import table_hashes
from sayso.ledger.store import Store
from sayso.ledger.verify import Walk, changed, misplaced, verify
from sayso.ledger.views import apply
from sayso.types import Entry
from sayso.vocabulary import EntryKind

AT_ONCE = 500
"""Entries of one step: some megabytes, and nobody who writes to the target waits long."""

Along = Callable[[int, int], None]
"""Told after each step: entries that the target holds, and those that the source held then."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of a copy. `new`: entries of this run; `erased`: whether one of them took bodies away that had been copied."""

    head: Head
    new: int
    erased: bool


def copy(source: Store, target: Store, along: Along) -> Copied:
    """Bring `target` to the end of `source`, and prove that it says the same.

    Raises SaysoError E066 where the target is not a beginning of the source, E026 for an entry that does not hold, in the
    source before it is copied or in the target at the end, E068 where the views differ; and as every reader and writer.
    """
    copying, more = _Copying(source, target), True
    while more:
        with ExitStack() as held:
            state = copying.step(held)
            more = copying.done < copying.end
            if not more:
                end = head(state)
                _prove(source, state, target, end)
        along(copying.done, copying.end)  # while nothing is held: a redaction of the source need not wait
    return Copied(end, copying.done - (copying.begun or 0), copying.erased)


@dataclass(slots=True)
class _Copying:
    source: Store
    target: Store
    begun: int | None = None
    """Entries that the target held before."""
    done: int = 0
    end: int = 0
    erased: bool = False

    def step(self, held: ExitStack) -> Connection:
        """Append the next entries; the state of the source that they were read from, which `held` closes.

        The target is locked before the source is looked at: whoever else copies may have brought it to what is new there.
        """
        return self.target.write(lambda connection: self._next(connection, held.enter_context(self.source.reading())))

    def _next(self, connection: Connection, state: Connection) -> Connection:
        last = head(connection)
        if last.seq and _hash_at(state, last.seq) != last.hash:
            differs = _first_difference(state, connection, last.seq)
            raise SaysoError("E066", seq=differs, source=self.source.address, target=self.target.address)
        batch = entries(state, last.seq, AT_ONCE)
        _check(batch, last, self.source)
        if batch and append_copied(connection, batch):
            self.target.renew_search(connection)
            self.erased = True
        if self.begun is None:
            self.begun = last.seq
        self.done, self.end = last.seq + len(batch), head(state).seq
        return state


def _check(batch: Sequence[Entry], last: Head, source: Store) -> None:
    walk = Walk(last.seq, last.hash, last.recorded_at)
    for entry in batch:
        for what in (*misplaced(entry, walk), *changed(entry)):
            raise SaysoError("E026", seq=entry.seq, detail=f"{what}, in {source.address}")
        walk.passed(entry)


def append_copied(connection: Connection, batch: Sequence[Entry]) -> bool:
    """Entries as they are elsewhere, and the rows of the views; whether bodies went that had been copied before."""
    write(connection, batch)
    apply(connection, rows_of(connection, batch))
    again = [_erase_again(connection, entry) for entry in batch if entry.kind == EntryKind.REDACTION]
    return any(again)


def _erase_again(connection: Connection, entry: Entry) -> bool:
    said = bodies.decode(EntryKind.REDACTION, entry.body) if entry.body is not None else None
    if not isinstance(said, Redaction) or all(standing(connection, said.erased).values()):
        return False
    erase(connection, said)
    return True


def _hash_at(connection: Connection, seq: int) -> str | None:
    found: str | None = connection.execute(select(schema.entries.c.hash).where(schema.entries.c.seq == seq)).scalar()
    return found


def _first_difference(one: Connection, other: Connection, last: int) -> int:
    """The first entry that differs, of those up to `last`: equal hashes mean that all before are equal too."""
    equal, differs = 0, last
    while differs - equal > 1:
        middle = (equal + differs) // 2
        if _hash_at(one, middle) == _hash_at(other, middle):
            equal = middle
        else:
            differs = middle
    return differs


def _prove(source: Store, state: Connection, target: Store, end: Head) -> None:
    """The whole chain of the target, to the head of the source; and each view by its digest."""
    for finding in verify(target, end.hash):
        raise finding.error
    with target.reading() as connection:
        if head(connection).seq != end.seq:
            return  # somebody writes to the target already: what was copied holds, and no more is to be compared
        there = table_hashes(connection)
    for name, digest in table_hashes(state).items():
        if there[name] != digest:
            raise SaysoError("E068", name=name, source=source.address, target=target.address)
