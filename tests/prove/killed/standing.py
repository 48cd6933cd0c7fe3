"""What must hold of a ledger whenever a process that wrote to it was killed. A fault is a line; none is what is promised."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, func, select

from sayso.collect.evidence import reading
from sayso.errors import SaysoError
from sayso.ledger import bodies, schema
from sayso.ledger.address import Database, Place
from sayso.ledger.query import Reader
from sayso.ledger.verify import verify
from sayso.reconcile.keep.check import unfit
from sayso.types import Reading
from sayso.vocabulary import EntryKind

ENTRIES, CAPTURES, READINGS, CLAIMS = schema.entries.c, schema.captures.c, schema.readings.c, schema.claims.c
AT_ONCE = 500
NOTHING_THERE = "E020"
"""As it is until the tables are made."""


@dataclass(slots=True)
class Watched:
    """A ledger that is looked at again and again: entries up to `seen` were looked at before, and never change."""

    place: Place
    evidence: Path
    seen: int = 0
    acknowledged: set[str] = field(default_factory=set)
    """Ids that a process said to be kept, and that were found then."""
    lost: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.halves, *self.twice]

    def look(self, acknowledged: Iterable[str], scratch: Path, deep: bool = False) -> None:
        """`scratch`: where a ledger in a file is looked at, so that the next process finds what the killed one left."""
        place = self.place if isinstance(self.place, Database) else copied(self.place, scratch)
        new = sorted(set(acknowledged) - self.acknowledged)
        try:
            if place is not None:
                self._look(place, new, deep)
                return
        except SaysoError as error:
            if error.code.code != NOTHING_THERE:
                raise
        self.lost += [f"{id} was acknowledged, and there is no ledger" for id in new]

    def _look(self, place: Place, new: list[str], deep: bool) -> None:
        with Reader.open(place) as reader:
            with reader.store.reading() as connection:
                self._lost(connection, new)
                self.halves += self._halves(connection)
                self.twice += self._twice(connection)
                self.seen = connection.execute(select(func.coalesce(func.max(ENTRIES.seq), 0))).scalar_one()
            if deep:
                self.halves += [str(one) for one in verify(reader.store, deep=True) or unfit(reader.store)]

    def _lost(self, connection: Connection, new: list[str]) -> None:
        for start in range(0, len(new), AT_ONCE):
            some = new[start : start + AT_ONCE]
            there = set(connection.execute(select(ENTRIES.id).where(ENTRIES.id.in_(some))).scalars())
            self.lost += [f"{id} was acknowledged and is not there" for id in some if id not in there]
        self.acknowledged.update(new)

    def _halves(self, connection: Connection) -> Iterator[str]:
        """Of what is new: a report without its reading, a reading without its claims, a receipt without either or without its
        bytes, an entry without its row in the views, and each the other way round."""
        said = {kind: set[str]() for kind in EntryKind}
        for entry in connection.execute(select(schema.entries).where(ENTRIES.seq > self.seen)):
            kind = EntryKind(entry.kind)
            said[kind].add(entry.id)
            body = bodies.decode(kind, entry.body)
            if bodies.id_of(body) != entry.id:
                yield f"entry {entry.seq}: its body is that of another"
            if isinstance(body, Reading):
                rows = connection.execute(select(CLAIMS.id).where(CLAIMS.seq == entry.seq).order_by(CLAIMS.row)).scalars()
                if list(rows) != [claim.id for claim in body.claims]:
                    yield f"entry {entry.seq}: a reading whose claims are not those of the table"
        yield from _rows(connection, self.seen, said)
        yield from self._receipts(connection, said)

    def _receipts(self, connection: Connection, said: dict[EntryKind, set[str]]) -> Iterator[str]:
        read = set(connection.execute(select(READINGS.report).where(READINGS.seq > self.seen)).scalars())
        for report in said[EntryKind.REPORT] ^ read:
            yield f"{report}: a report without a reading, or a reading without a report"
        known = set(connection.execute(select(schema.reports.c.id)).scalars())
        received = set()
        for row in connection.execute(select(schema.captures).where(CAPTURES.seq > self.seen)):
            received.add(row.report)
            if row.report not in known:
                yield f"entry {row.seq}: a receipt of a report that is not there"
            try:
                reading.body(self.evidence, row.warc, row.offset, row.sha256)
            except (SaysoError, TypeError) as error:
                yield f"entry {row.seq}: its evidence is not there: {error}"
        for report in said[EntryKind.REPORT] - received:
            yield f"{report}: a report without a receipt"

    def _twice(self, connection: Connection) -> Iterator[str]:
        for column in (ENTRIES.id, schema.reports.c.id, READINGS.id, CAPTURES.id, schema.unreadable.c.id):
            several = select(column).group_by(column).having(func.count() > 1)
            yield from (f"{id} is there twice" for id in connection.execute(several).scalars())
        said = select(CLAIMS.id, CLAIMS.report).where(CLAIMS.ended.is_(None), CLAIMS.seq > self.seen)
        claims = Counter(map(tuple, connection.execute(said)))
        yield from (f"claim {claim[0]} is there {count} times" for claim, count in claims.items() if count > 1)


def _rows(connection: Connection, seen: int, said: dict[EntryKind, set[str]]) -> Iterator[str]:
    views = {
        EntryKind.CAPTURE: schema.captures,
        EntryKind.REPORT: schema.reports,
        EntryKind.READING: schema.readings,
        EntryKind.UNREADABLE: schema.unreadable,
        EntryKind.VERDICT: schema.verdicts,
    }
    for kind, view in views.items():
        rows = set(connection.execute(select(view.c.id).where(view.c.seq > seen)).scalars())
        for id in rows ^ said[kind]:
            yield f"{id}: an entry without its row in {view.name}, or a row without its entry"


def copied(ledger: Path, scratch: Path) -> Path | None:
    """The files of a ledger as they were left, elsewhere; None where there are none. The index of its log is made anew."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for suffix in ("", "-wal", "-journal"):
        left = ledger.with_name(ledger.name + suffix)
        if left.exists():
            shutil.copyfile(left, scratch / left.name)
    here = scratch / ledger.name
    return here if here.exists() and here.stat().st_size else None
