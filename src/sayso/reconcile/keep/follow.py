"""Follow the ledger: work out, entry by entry, what is kept of each report, and say how far that has come.

Invariant: the tables are a pure function of the entries up to `followed.seq` and of the table of outlets, whatever the
batches were and wherever a run was stopped (a property test compares with following everything at once on an empty store). It
holds because rows of copies and origins depend on one or two reports only, and because stories are assigned in the order of
publication, not of arrival: a report that comes late, or goes, opens all that come after it, and `settle` sets those in order
again.

`follow(store)` writes beside the ledger's own views. `aside(source)` does the same into a database in memory: for what was
recorded by some moment, and for a ledger that has not been followed or may not be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, create_engine, delete, insert, inspect, select
from sqlalchemy.pool import StaticPool

from sayso.errors import SaysoError
from sayso.ledger.bodies import reading_of
from sayso.ledger.inserting import insert_rows
from sayso.ledger.replay import body_of, entries
from sayso.ledger.store import Store
from sayso.reconcile.keep import features, ordering, tellers
from sayso.reconcile.keep.schema import derived, followed, version
from sayso.reconcile.keep.work import Job, Mapper, Work, work_out
from sayso.types import Entry
from sayso.vocabulary import EntryKind

AT_ONCE = 200
"""Entries followed in one transaction, so that nobody who wants to append waits long."""

FOLLOWED = frozenset({EntryKind.REPORT, EntryKind.READING, EntryKind.REDACTION})
"""Kinds of entries that change what is kept. A verdict, a situation or a receipt does not, so it leaves nothing behind."""

FEW = 5
"""New reports of one step that are set in order one by one; more are left open, and set in order together."""

PER_REPORT = 20
"""Reports set in order again, at most, for each one that a run added. So the cost of a report stays bounded: a folder of old
reports is set in order at its end, and one late report in a large ledger waits for the next such run, or for a rebuild. Until
then it has its story among those before it, and only those after it do not know of it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the tables have come. `open_from`: the place from which on reports may have to be set in order again."""

    seq: int
    open_from: str | None


def state(connection: Connection) -> Followed | None:
    """None where there are no tables, or those of another version, or somebody put a second row there."""
    if not derived.tables.keys() <= set(inspect(connection).get_table_names()):
        return None
    rows = connection.execute(select(followed)).all()
    return Followed(rows[0].seq, rows[0].open_from) if len(rows) == 1 and rows[0].version == version() else None


def follow(store: Store, mapper: Mapper = map) -> None:
    """Catch up with the ledger of `store`; what came late is left open. `mapper` may be that of a pool of processes.

    Raises SaysoError E021, E022, E025 as every writer, E026 for an entry that cannot be read.
    """
    more = True
    while more:
        more = store.write(lambda connection: _step(connection, connection, None, mapper))


def settle(store: Store, added: int | None = None) -> bool:
    """Set in order what is open: all of it, or if that is no more than a run that added so many reports may take.

    Reports that wait for their story count as added, whoever added them. If it is more, they alone are set in order. Returns
    whether nothing is open any more.
    """

    def work(connection: Connection) -> bool:
        waiting = ordering.waiting(connection) if state(connection) else []
        _settle(connection, None if added is None else PER_REPORT * max(added, len(waiting)))
        _set_new(connection)
        made = state(connection)
        return made is None or made.open_from is None

    return store.write(work)


def set_new(store: Store) -> None:
    """Set in order those that have no story yet, and nothing else: for who looks on while many are added."""
    store.write(_set_new)


def begin_anew(store: Store) -> None:
    """Empty tables, from which `follow` makes everything again."""

    def work(connection: Connection) -> None:
        store.hold_off(connection)
        _make(connection)

    store.write(work)


@contextmanager
def aside(source: Connection, until: int | None = None) -> Iterator[Connection]:
    """A database in memory that has followed `source` (up to seq `until`) from the beginning."""
    engine = create_engine("sqlite+pysqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as target:
            while _step(source, target, until):
                pass
            _settle(target, None)
            yield target
    finally:
        engine.dispose()


def _step(source: Connection, target: Connection, until: int | None, mapper: Mapper = map) -> bool:
    """Follow the next entries; whether there may be more."""
    made = state(target) or _make(target)
    batch = [e for e in entries(source, made.seq, AT_ONCE) if until is None or e.seq <= until]
    if not batch:
        return False
    step = _Step(target, made.open_from)
    for work in mapper(work_out, _jobs(source, batch)):
        step.keep(work)
    _keep(target, Followed(batch[-1].seq, step.done()))
    return len(batch) == AT_ONCE and batch[-1].seq != until


def _jobs(source: Connection, batch: Sequence[Entry]) -> Iterator[Job]:
    """The entries that anything is kept of; readings mostly follow their reports at once."""
    reports: dict[str, bytes] = {}
    for entry in batch:
        kind, body = EntryKind(entry.kind), entry.body
        if body is None or kind not in FOLLOWED:
            continue
        if kind is EntryKind.REPORT:
            reports[entry.id] = body
        of = reading_of(body) if kind is EntryKind.READING else None
        yield Job(entry.seq, kind, body, (reports.get(of) or body_of(source, of)) if of is not None else None)


@dataclass(slots=True)
class _Step:
    """Some entries, kept one after the other."""

    target: Connection
    open_from: str | None
    new: dict[str, str] = field(default_factory=dict)
    """Places of new reports, by id."""

    def keep(self, work: Work) -> None:
        if work.wrong is not None:
            raise SaysoError("E026", seq=work.seq, detail=work.wrong)
        if work.report is not None and work.place is not None:
            self.new[work.report] = work.place
        elif work.report is not None:
            tellers.renew(self.target, work.report)
        for name, rows in work.rows.items():
            table = derived.tables[name]
            insert_rows(self.target, table, [tuple(map(row.get, table.c.keys())) for row in rows])
        if work.erased:
            tellers.erase(self.target, work.erased)
            self._open(features.erase(self.target, work.erased))
            self.new = {id: place for id, place in self.new.items() if id not in work.erased}

    def done(self) -> str | None:
        """Set the new reports in order, as long as they are few; the place from which on others are open."""
        if len(self.new) > FEW:
            self._open(self.new.values())
            return self.open_from
        for report in sorted(self.new, key=self.new.__getitem__):
            ordering.one(self.target, report)
        first = min(self.new.values(), default=None)
        if first is not None and ordering.how_many(self.target, first) > len(self.new):  # others come after them
            self._open([first])
        return self.open_from

    def _open(self, places: Iterable[str]) -> None:
        self.open_from = min([*places, *([self.open_from] if self.open_from else [])], default=None)


def _settle(target: Connection, most: int | None) -> None:
    made = state(target)
    if made is None or made.open_from is None:
        return
    if most is None or ordering.how_many(target, made.open_from) <= most:
        ordering.from_place(target, made.open_from)
        _keep(target, Followed(made.seq, None))


def _set_new(target: Connection) -> None:
    for report in ordering.waiting(target) if state(target) else []:
        ordering.one(target, report)


def _make(target: Connection) -> Followed:
    derived.drop_all(target)
    derived.create_all(target)
    return _keep(target, Followed(0, None))


def _keep(target: Connection, made: Followed) -> Followed:
    target.execute(delete(followed))
    target.execute(insert(followed).values(version=version(), seq=made.seq, open_from=made.open_from))
    return made
