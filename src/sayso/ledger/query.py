"""The reader: everything that is shown, listed or exported comes through here. It has no way to write."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from sayso.errors import SaysoError
from sayso.ledger import append, canonical, ids, schema, state
from sayso.ledger.address import Place
from sayso.ledger.append import Head
from sayso.ledger.bodies import Stamp
from sayso.ledger.evidence import Behind, behind, kept
from sayso.ledger.filters import EVERYTHING, Filters, conditions, known_then, last_recorded
from sayso.ledger.opening import WAIT_SECONDS, open_store
from sayso.ledger.store import Store
from sayso.types import Claim, Entry, Report, Unreadable, Verdict
from sayso.vocabulary import EntryKind

AT_ONCE = 500
"""Rows that a listing holds in memory."""

CLAIMS = schema.claims.c
NEWEST = (CLAIMS.known_by.desc(), CLAIMS.seq.desc(), CLAIMS.row)
"""Of claims with a date; those without come after them, and are asked for by themselves. Where nulls come in an order differs
between databases, and an order that says so would not be that of the index."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim as it is listed: with its report, and when the ledger got it."""

    claim: Claim
    report: Report
    seq: int
    recorded_at: str
    known_by: str | None
    """The last moment in which it may have been published."""

    @property
    def undated(self) -> bool:
        """The report gives no usable date, so no filter by date could leave it out: show that."""
        return self.known_by is None


@dataclass(frozen=True, slots=True)
class Captured:
    """How a report came: the capture without its bytes."""

    address: str
    """URL, path, or `-` for standard input."""
    fetched_at: str
    media_type: str
    sha256: str
    size: int

    @property
    def named(self) -> str:
        """A page's address whole; of a file its name, since where it lay is nobody's business but of who typed it."""
        try:
            is_page = urlsplit(self.address).scheme in ("http", "https")
        except ValueError:
            is_page = False
        return self.address if is_page or self.address == "-" else PurePath(self.address).name


@dataclass(frozen=True, slots=True)
class Counts:
    """What the ledger holds. `entries` by kind; the others count what holds now."""

    entries: dict[EntryKind, int]
    reports: int
    claims: int
    redactions: int
    unreadable: tuple[Unreadable, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict with its entry."""

    verdict: Verdict
    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time-stamp with its entry. `hash_there` is the hash of the entry that it says it is of, if there is one."""

    stamp: Stamp
    seq: int
    hash_there: str | None


class Reader:
    """A ledger open for reading. Each method sees one state; errors as `opening.open_store`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, where: Place, wait_seconds: float = WAIT_SECONDS, read_only: bool = False) -> Reader:
        """`read_only`: as `opening.open_store`; else an old ledger is migrated."""
        return cls(open_store(where, wait_seconds, read_only=read_only))

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.store.close()

    def claims(self, filters: Filters = EVERYTHING, reports: Container[str] | None = None) -> Iterator[Listed]:
        """Claims newest first, within a report in the order of its text; undated ones last. E011 for no date.

        With `reports`, of these alone, by their whole ids: what is of others is not even decoded.
        """
        with self.store.reading() as connection:
            report: Report | None = None
            for body, of, seq, recorded_at, known_by in islice(_newest(connection, filters, self.store), filters.limit):
                if reports is not None and of not in reports:
                    continue
                if report is None or report.id != of:
                    report = _report(connection, of)
                yield Listed(canonical.decode(Claim, body), report, seq, recorded_at, known_by)

    def claim(self, id: str) -> Listed:
        """The claim whose id begins so, as it reads now. E027 if there is none, E028 if there are several."""
        with self.store.reading() as connection:
            whole = ids.claim_id(connection, id)
            wanted = select(CLAIMS.body, CLAIMS.report, CLAIMS.seq, CLAIMS.recorded_at, CLAIMS.known_by)
            last = wanted.where(CLAIMS.id == whole).order_by(CLAIMS.ended.desc().nulls_first()).limit(1)
            body, of, *rest = connection.execute(last).one()
            return Listed(canonical.decode(Claim, body), _report(connection, of), *rest)

    def report(self, id: str) -> Report:
        """The report whose id begins so, or that has this name. E027, E028 as above."""
        with self.store.reading() as connection:
            return _report(connection, ids.report_id(connection, id))

    def reports(self) -> Iterator[Report]:
        """Every report, in the order in which they were recorded."""
        with self.store.reading() as connection:
            for id in connection.execute(select(schema.reports.c.id).order_by(schema.reports.c.row)).scalars():
                yield _report(connection, id)

    def captures(self, report: str) -> tuple[Captured, ...]:
        """How the report with this whole id came, each time, the first first; none where its captures are not kept."""
        of = schema.captures.c
        wanted = select(of.address, of.fetched_at, of.media_type, of.sha256, of.size).where(of.report == report)
        with self.store.reading() as connection:
            return tuple(Captured(*row) for row in connection.execute(wanted.order_by(of.row)))

    def behind(self, id: str) -> list[Behind]:
        """The bodies behind a capture, an unreadable or a report: `evidence.behind`."""
        with self.store.reading() as connection:
            return behind(connection, id)

    def kept(self) -> Iterator[Behind]:
        """Every capture that names a place in the evidence, in the order of the ledger."""
        with self.store.reading() as connection:
            yield from kept(connection)

    def names(self, recorded_by: str | None = None) -> dict[str, tuple[str, ...]]:
        """Every name under which a report was given, by its id; the first first. E011 for no date."""
        captures, found = schema.captures.c, dict[str, dict[str, None]]()
        with self.store.reading() as connection:
            last = last_recorded(recorded_by, connection)
            for table in (schema.reports.c, captures):
                of = table.id if table is not captures else table.report
                for id, name in connection.execute(select(of, table.name).where(table.seq <= last).order_by(table.row)):
                    found.setdefault(id, {})[name] = None
        return {id: tuple(names) for id, names in found.items()}

    def entry(self, id: str) -> Entry:
        """The entry whose id begins so, redacted ones too. E027, E028 as above."""
        with self.store.reading() as connection:
            whole = ids.entry_id(connection, id)
            row = connection.execute(select(schema.entries).where(schema.entries.c.id == whole)).one()
            return Entry(**{**row._mapping, "kind": EntryKind(row.kind)})

    def verdicts(self, *subjects: str) -> tuple[Verdict, ...]:
        """Every opinion on a claim, figure, incident or link, or on several, oldest first. Others are not looked at."""
        entries = schema.entries.c
        said = select(entries.body).join(schema.verdicts, schema.verdicts.c.seq == entries.seq)
        said = said.where(schema.verdicts.c.subject.in_(subjects)).order_by(entries.seq)
        with self.store.reading() as connection:
            return tuple(canonical.decode(Verdict, body) for body in connection.execute(said).scalars())

    def opinions(self, known: Filters = EVERYTHING) -> tuple[Opinion, ...]:
        """Every verdict that the ledger holds, oldest first; those that were taken back too. Of `known` only the moment counts:
        given by `as_of`, an entry by `recorded_by`. E011 for no date."""
        entries, verdicts = schema.entries.c, schema.verdicts.c
        said = select(entries.body, entries.id, entries.seq).join(schema.verdicts, verdicts.seq == entries.seq)
        with self.store.reading() as connection:
            then = known_then(known, connection, verdicts.seq, verdicts.at)
            rows = connection.execute(said.where(entries.body.is_not(None), *then).order_by(entries.seq))
            return tuple(Opinion(canonical.decode(Verdict, row.body), row.id, row.seq) for row in rows)

    def seq_of(self, hash: str) -> int | None:
        """The number of the entry whose hash this is; None where there is none. Sought from the end, where heads are."""
        entries = schema.entries.c
        wanted = select(entries.seq).where(entries.hash == hash).order_by(entries.seq.desc()).limit(1)
        with self.store.reading() as connection:
            seq: int | None = connection.execute(wanted).scalar()
            return seq

    def stamps(self) -> Iterator[Stamped]:
        """Every time-stamp that the ledger holds, asked for in vain or not, in order. E026 for one that cannot be read."""
        entries = schema.entries.c
        wanted = select(entries.seq, entries.body).where(entries.kind == EntryKind.STAMP, entries.body.is_not(None))
        with self.store.reading() as connection:
            for seq, body in connection.execute(wanted.order_by(entries.seq)):
                try:
                    stamp = canonical.decode(Stamp, body)
                    there = connection.execute(select(entries.hash).where(entries.seq == stamp.seq)).scalar()
                except ValueError as error:
                    raise SaysoError("E026", seq=seq, detail=error) from error
                yield Stamped(stamp, seq, there)

    def settings(self, prefix: str, recorded_by: str | None = None) -> dict[str, str]:
        """The last value of every setting whose name begins so. E011 for no date."""
        table = schema.settings.c
        with self.store.reading() as connection:
            last = last_recorded(recorded_by, connection)
            said = select(table.name, table.value).where(table.seq <= last).order_by(table.seq)
            return {name: value for name, value in connection.execute(said) if name.startswith(prefix)}

    def why_redacted(self, id: str) -> str:
        """The reason that was given for redacting `id`. E027 where it was not."""
        wanted = select(schema.redactions.c.why).where(schema.redactions.c.subject == id)
        with self.store.reading() as connection:
            why: str | None = connection.execute(wanted).scalar()
        if why is None:
            raise SaysoError("E027", id=id)
        return why

    def counts(self) -> Counts:
        with self.store.reading() as connection:
            kinds = select(schema.entries.c.kind, func.count()).group_by(schema.entries.c.kind)
            found = {EntryKind(kind): count for kind, count in connection.execute(kinds)}
            return Counts(
                entries={kind: found.get(kind, 0) for kind in EntryKind},
                reports=_count(connection, schema.reports.c.row),
                claims=_claims(connection),
                redactions=_count(connection, schema.redactions.c.row),
                unreadable=_unreadable(connection),
            )

    def head(self) -> Head:
        """The end of the chain. Keep its hash elsewhere: `verify` finds with it what was cut off or made anew."""
        with self.store.reading() as connection:
            return append.head(connection)

    def state_hash(self) -> str:
        with self.store.reading() as connection:
            return state.state_hash(connection)

    def content_hash(self) -> str:
        with self.store.reading() as connection:
            return state.content_hash(connection)


def _report(connection: Connection, id: str) -> Report:
    body = connection.execute(select(schema.entries.c.body).where(schema.entries.c.id == id)).scalar_one()
    return canonical.decode(Report, body)


def _newest(connection: Connection, filters: Filters, store: Store) -> Iterator[Any]:
    wanted = select(CLAIMS.body, CLAIMS.report, CLAIMS.seq, CLAIMS.recorded_at, CLAIMS.known_by)
    wanted = wanted.order_by(*NEWEST)
    for dated in (True, False):
        fits = conditions(filters, store, connection, in_order=True, dated=dated)
        yield from connection.execute(first(wanted.where(*fits), filters.limit, filters)).yield_per(AT_ONCE)


def first(wanted: Select[Any], most: int | None, filters: Filters) -> Select[Any]:
    """The first rows of claims in the order `NEWEST`. Of a point no index has that order: all rows near it are found and sorted
    by what its index holds, and the first alone are read."""
    wanted = wanted.limit(most)
    if filters.near is None or most is None:
        return wanted
    rows = wanted.with_only_columns(CLAIMS.row).correlate(None)
    return select(*wanted.selected_columns).where(CLAIMS.row.in_(rows)).order_by(*NEWEST)


def _claims(connection: Connection) -> int:
    """By the readings that hold, which know: a look at every claim would take seconds where there are many."""
    readings = schema.readings.c
    told = select(func.coalesce(func.sum(readings.claims), 0)).where(readings.ended.is_(None))
    return int(connection.execute(told).scalar_one())


def _count(connection: Connection, column: Column[int], *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count(column)).where(*where)).scalar_one()


def _unreadable(connection: Connection) -> tuple[Unreadable, ...]:
    table = schema.unreadable.c
    rows = connection.execute(select(table.address, table.code, table.reason, table.sha256).order_by(table.row))
    return tuple(Unreadable(*row) for row in rows)
