"""What the entries say of evidence: which body stands behind what, and where it lies. The bytes are in `collect.evidence`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from sayso.errors import SaysoError
from sayso.ledger import ids, schema
from sayso.ledger.bodies import Redaction

AT_ONCE = 500
"""Ids in one question: databases allow some thousands."""
CAPTURES, UNREADABLE = schema.captures.c, schema.unreadable.c


@dataclass(frozen=True, slots=True)
class Behind:
    """The body behind an entry. An entry that is older than evidence, or an unreadable, names no place."""

    id: str
    seq: int
    sha256: str
    address: str
    media_type: str | None = None
    fetched_at: str | None = None
    warc: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Doomed:
    """Bodies behind entries that a redaction erases. All of them go: words that must go must go from wherever they stand.
    `shared` stand behind other entries too (a file of many reports), which lose them as well."""

    alone: list[Behind]
    shared: list[Behind]
    named: list[str] = field(default_factory=list)
    """Addresses that the reports name as their own, which may be others than those that they were received from."""

    @property
    def addresses(self) -> set[str]:
        return {*self.named, *(one.address for one in self.all)}

    @property
    def all(self) -> list[Behind]:
        return [*self.alone, *self.shared]


Erase = Callable[[Doomed], None]
_OF_CAPTURES = (
    CAPTURES.id,
    CAPTURES.seq,
    CAPTURES.sha256,
    CAPTURES.address,
    CAPTURES.media_type,
    CAPTURES.fetched_at,
    CAPTURES.warc,
    CAPTURES.offset,
)
_OF_UNREADABLE = (UNREADABLE.id, UNREADABLE.seq, UNREADABLE.sha256, UNREADABLE.address)


def behind(connection: Connection, id: str) -> list[Behind]:
    """The bodies behind a capture, an unreadable or a report, whose id begins so or that has this name, the first first.

    None for a redacted one, and for what has no body. E027 where nothing is called so, E028 where several things are.
    """
    try:
        report = ids.report_id(connection, id)
    except SaysoError as error:
        if error.code.code != "E027":
            raise
        return list(_among(connection, (ids.entry_id(connection, id),)))
    wanted = select(*_OF_CAPTURES).where(CAPTURES.report == report).order_by(CAPTURES.row)
    return [Behind(*row) for row in connection.execute(wanted)]


def kept(connection: Connection) -> Iterator[Behind]:
    """Every capture that names a place, in the order of the ledger."""
    wanted = select(*_OF_CAPTURES).where(CAPTURES.warc.is_not(None)).order_by(CAPTURES.row)
    for row in connection.execute(wanted).yield_per(AT_ONCE):
        yield Behind(*row)


def doomed(connection: Connection, redaction: Redaction) -> Doomed:
    """What becomes of the bodies behind what `redaction` erases, while the views still have it."""
    named, doomed = set(redaction.erased), Doomed([], [])
    for part in _parts(redaction.erased):
        for one in _among(connection, part):
            (doomed.shared if _users(connection, one.sha256) - named else doomed.alone).append(one)
        urls = select(schema.reports.c.url).where(schema.reports.c.id.in_(part), schema.reports.c.url.is_not(None))
        doomed.named.extend(connection.execute(urls).scalars())
    return doomed


def _parts(some: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (some[start : start + AT_ONCE] for start in range(0, len(some), AT_ONCE))


def _among(connection: Connection, some: tuple[str, ...]) -> Iterator[Behind]:
    for row in connection.execute(select(*_OF_CAPTURES).where(CAPTURES.id.in_(some)).order_by(CAPTURES.row)):
        yield Behind(*row)
    wanted = select(*_OF_UNREADABLE).where(UNREADABLE.id.in_(some), UNREADABLE.sha256.is_not(None))
    for id, seq, sha256, address in connection.execute(wanted.order_by(UNREADABLE.row)):
        yield Behind(id, seq, sha256, address)


def _users(connection: Connection, sha256: str) -> set[str]:
    """The ids of all entries that this body stands behind."""
    captures = select(CAPTURES.id).where(CAPTURES.sha256 == sha256)
    return set(connection.execute(captures.union(select(UNREADABLE.id).where(UNREADABLE.sha256 == sha256))).scalars())
