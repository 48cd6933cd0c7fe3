"""Follow the ledger: work out, entry by entry, what is kept of each report, and say how far that has come.

Invariant: the tables are a pure function of the entries up to `followed.seq`, whatever the batches were and wherever a run
was stopped (a property test compares with following everything at once on an empty store). It holds because rows of copies
and origins depend on one or two reports only, and because stories are assigned in the order of publication, not of arrival:
a report that comes late, or goes, makes `stories_from` earlier, and settling assigns anew from there.

`follow(store)` writes beside the ledger's own views. `aside(source)` does the same into a database in memory: for what was
recorded by some moment, and for a ledger that has not been followed or may not be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, create_engine, insert, inspect, select
from sqlalchemy.pool import StaticPool

from sayso.ledger.bodies import Redaction, Said, hear
from sayso.ledger.replay import entries, report_of
from sayso.ledger.store import Store
from sayso.reconcile.keep import copies_kept, origins_kept, stories_kept
from sayso.reconcile.keep.schema import VERSION, derived, followed
from sayso.types import Entry, Reading, Report
from sayso.vocabulary import EntryKind

AT_ONCE = 200
"""Entries followed in one transaction, so that nobody who wants to append waits long."""

FEW = 25
"""So many stories are assigned at once after each report; where more are open, a run waits with them until its end, so that a
folder of old reports does not assign the same stories again and again."""


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the tables have come. `stories_from` is None where every report has its story."""

    seq: int
    stories_from: str | None


def state(connection: Connection) -> Followed | None:
    """None where there are no tables, or those of another version."""
    if not inspect(connection).has_table(followed.name):
        return None
    row = connection.execute(select(followed)).one_or_none()
    return Followed(row.seq, row.stories_from) if row and row.version == VERSION else None


def follow(store: Store, patient: bool = False) -> None:
    """Catch up with the ledger of `store`; `patient` leaves many open stories for later.

    Raises SaysoError E021, E022, E025 as every writer, E026 for an entry that cannot be read.
    """
    more = True
    while more:
        with store.writing() as connection:
            more = _step(connection, connection, None)
            if not more:
                _settle(connection, FEW if patient else None)


def begin_anew(store: Store) -> None:
    """Empty tables, from which `follow` makes everything again."""
    with store.writing() as connection:
        _make(connection)


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


def _step(source: Connection, target: Connection, until: int | None) -> bool:
    """Follow the next entries; whether there may be more."""
    made = state(target) or _make(target)
    batch = [e for e in entries(source, made.seq, AT_ONCE) if until is None or e.seq <= until]
    if not batch:
        return False
    open_from = [made.stories_from] if made.stories_from is not None else []
    reports: dict[str, Report] = {}
    for entry in batch:
        said = _said(entry)
        if said is not None:
            open_from += _entry(source, target, entry, said, reports)
    _keep(target, Followed(batch[-1].seq, min(open_from, default=None)))
    return True


def _said(entry: Entry) -> Said | None:
    return hear(EntryKind(entry.kind), entry.body) if entry.body is not None else None


def _entry(source: Connection, target: Connection, entry: Entry, said: Said, reports: dict[str, Report]) -> list[str]:
    """The places from which on stories must be assigned anew."""
    match said.body:
        case Report() as report:
            reports[report.id] = report
            copies_kept.add(target, report)
            return [stories_kept.add(target, report)]
        case Reading() as reading:
            report_read = reports.get(reading.report) or report_of(source, reading.report)
            if report_read is not None:
                origins_kept.add(target, entry, report_read, reading.claims)
            return []
        case Redaction() as redaction:
            copies_kept.erase(target, redaction.erased)
            origins_kept.erase(target, redaction.erased)
            return stories_kept.erase(target, redaction.erased)
        case _:
            return []


def _settle(target: Connection, most: int | None) -> None:
    made = state(target)
    if made is None or made.stories_from is None:
        return
    if most is not None and stories_kept.more_than(target, made.stories_from, most):
        return
    stories_kept.assign_from(target, made.stories_from)
    _keep(target, Followed(made.seq, None))


def _make(target: Connection) -> Followed:
    derived.drop_all(target)
    derived.create_all(target)
    return _keep(target, Followed(0, None))


def _keep(target: Connection, made: Followed) -> Followed:
    target.execute(followed.delete())
    target.execute(insert(followed).values(version=VERSION, seq=made.seq, stories_from=made.stories_from))
    return made
