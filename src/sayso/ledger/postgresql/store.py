"""A `Store` in a schema of a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Executable, create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateSchema

from sayso.errors import SaysoError
from sayso.ledger.address import Database
from sayso.ledger.postgresql import guards, search
from sayso.ledger.postgresql.connecting import connect, driver, milliseconds
from sayso.ledger.postgresql.failures import Lost, coded, unreached
from sayso.ledger.postgresql.patience import patiently
from sayso.ledger.postgresql.scrub import owned, scrub
from sayso.ledger.store import Content

T = TypeVar("T")

KEPT_OPEN, MOST_OPEN = 5, 45
"""Connections: as many as a quiet page keeps, and as many as one with forty threads may need. PostgreSQL allows 100."""

NO_TABLE = "42P01"
LEDGERS = 0x53617973
"""Class of our advisory locks ("Says"), beside which the schema's number stands."""
LOCK = """SELECT set_config('lock_timeout', '0', true),
pg_advisory_xact_lock(%d, to_regnamespace(quote_ident(current_schema()))::oid::int),
set_config('lock_timeout', '%s', true)"""
"""The one write lock. It is asked for by a number, not on a table, because VACUUM would have to wait for that one; that nobody
writes past it is seen to by the guards. Who waits stands in the server's queue, first come, first served, and is never told
that it took too long; the lock ends with the transaction, and that with its session (`connecting` says when a session ends)."""
HOLD, HOLD_ALONE = "LOCK TABLE entries IN ACCESS SHARE MODE", "LOCK TABLE entries IN ACCESS EXCLUSIVE MODE"
"""A reader holds the entries before its snapshot is taken, and who drops tables holds them alone: so nobody ever sees a new
table with a snapshot of before, in which it would be empty."""

RELATIONS = """SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS mark FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"""
OWN_TABLES = """SELECT replace(quote_ident(c.relname), '%', '%%') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r' AND pg_has_role(c.relowner, 'USAGE') ORDER BY c.relname"""
DAMAGE = """SELECT 'the index “' || ic.relname || '” is not valid' FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = ic.relnamespace WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)
UNION ALL SELECT checksum_failures || ' pages of the database failed their checksum' FROM pg_stat_database
WHERE datname = current_database() AND checksum_failures > 0"""


class PostgreSQLStore:
    """A `Store` in the database `of`, whose schema is the first of the search path.

    SaysoError E053 to E057 where there is no connection to be had. With `read_only` the server refuses whatever would write.
    """

    def __init__(self, of: Database, wait_seconds: float, create: bool, read_only: bool = False) -> None:
        driver()
        self.of = of
        self.address = str(of)
        self._wait = wait_seconds
        self.engine = self._engine()
        self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._writer = self.engine.execution_options(postgresql_readonly=True) if read_only else self.engine
        self._lock = LOCK % (LEDGERS, milliseconds(wait_seconds))
        self._reach()

    def _reach(self) -> None:
        """A wrong address is told at once, and waited for by nobody; a server that answers and goes away is waited for."""

        def once() -> None:
            with coded(self.of), self.engine.connect():
                pass

        try:
            once()
        except Lost:
            patiently(self.of, self._wait, once)

    def _engine(self) -> Engine:
        return create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=KEPT_OPEN,
            max_overflow=MOST_OPEN - KEPT_OPEN,
            pool_timeout=max(self._wait, 1.0),
            use_native_hstore=False,
            hide_parameters=True,
        )

    def _connect(self) -> Any:
        try:
            return connect(self.of, self._wait)
        except driver().Error as error:
            raise unreached(self.of, error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot. A server that was started again in the meantime is waited for; one that goes while we read is E058."""
        begun, read = patiently(self.of, self._wait, self._begin_reading), False
        try:
            with self._until_the_end(begun) as connection:
                yield connection
                read = True
        except SaysoError as error:
            if not read or error.code.code != "E058":  # what was read holds, however the transaction ended
                raise

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._until_the_end(patiently(self.of, self._wait, self._begin_writing)) as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        def once() -> T:
            with _whole(self.of, self._begin_writing()) as connection:
                return work(connection)

        return patiently(self.of, self._wait, once)

    @contextmanager
    def _until_the_end(self, begun: Connection) -> Iterator[Connection]:
        """Lost is an error here: what the block did cannot be done again."""
        try:
            with _whole(self.of, begun) as connection:
                yield connection
        except Lost as lost:
            raise lost.given_up(self.of) from lost

    def _begin_reading(self) -> Connection:
        return self._begun(self._reader, HOLD)

    def _begin_writing(self) -> Connection:
        return self._begun(self._writer, self._lock)

    def _begun(self, engine: Engine, first: str) -> Connection:
        """A transaction that has said its first word: a session that was lost while it lay unused shows then."""
        with coded(self.of):
            connection = engine.connect()
            try:
                connection.exec_driver_sql(first)
            except ProgrammingError as error:
                if getattr(error.orig, "sqlstate", None) != NO_TABLE:
                    connection.close()
                    raise
                connection.rollback()  # no ledger yet
            except BaseException:
                connection.close()
                raise
            return connection

    def content(self, connection: Connection) -> Content:
        marks = connection.execute(text(RELATIONS)).all()
        if not marks:
            return Content.NOTHING
        return Content.LEDGER if any(r.name == "entries" and r.mark == guards.MARK for r in marks) else Content.OTHER

    def prepare(self) -> None:
        """The schema that the address names, where it is not there yet. Another process may be faster."""

        def once() -> None:
            with coded(self.of), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if connection.execute(text("SELECT current_schema()")).scalar() is None:
                    connection.execute(text("SELECT pg_advisory_lock(:ours, 0)"), {"ours": LEDGERS})
                    try:
                        connection.execute(CreateSchema(self.of.schema or "public", if_not_exists=True))
                    finally:
                        connection.execute(text("SELECT pg_advisory_unlock(:ours, 0)"), {"ours": LEDGERS})

        patiently(self.of, self._wait, once)

    def hold_off(self, connection: Connection) -> None:
        if inspect(connection).has_table("entries"):
            connection.exec_driver_sql(HOLD_ALONE)

    def protect(self, connection: Connection) -> None:
        guards.protect(connection)

    def create_search(self, connection: Connection) -> None:
        search.create(connection)

    def drop_search(self, connection: Connection) -> None:
        search.drop(connection)

    def renew_search(self, connection: Connection) -> None:
        """Nothing to do here: the words lie in the row itself and go with it, and `scrub` makes every index anew."""

    def few(self, connection: Connection, words: str) -> bool:
        return search.few(connection, words)

    def matches(self, words: str, in_order: bool = False) -> ColumnElement[bool]:
        """The server knows how common the common words are, and chooses by itself whether to go along the order."""
        return search.matches(words)

    def one_of_few(self, words: str) -> ColumnElement[bool]:
        return search.one_of_few(words)

    def within(self, words: str, first: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[bool]:
        return search.within(words, first, end)

    def rows_with(self, words: str) -> Executable:
        return search.rows_with(words)

    def may_scrub(self, connection: Connection) -> None:
        owned(connection, self.of)

    def scrub(self) -> None:
        def once() -> None:
            with coded(self.of), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                scrub(connection, self.of, self._wait)

        patiently(self.of, self._wait, once)

    def renew_statistics(self) -> None:
        """The server does it by itself too, but a minute later, and where it was switched off, never."""

        def once() -> None:
            with coded(self.of), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for name in connection.execute(text(OWN_TABLES)).scalars().all():
                    connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {name}")

        patiently(self.of, self._wait, once)

    def damage(self, connection: Connection) -> list[str]:
        return [str(line) for line in connection.execute(text(DAMAGE)).scalars()]

    def unfit(self, connection: Connection) -> list[str]:
        return [f"the guard “{name}” is missing or changed" for name in guards.astray(connection)] + search.unfit(connection)

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _whole(of: Database, begun: Connection) -> Iterator[Connection]:
    """Committed at the end of the block, rolled back when it raises. SaysoError, or Lost."""
    with coded(of):
        try:
            yield begun
            begun.commit()
        finally:
            begun.close()
