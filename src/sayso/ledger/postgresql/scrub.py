"""What deleted rows left behind: VACUUM FULL writes tables and indexes anew into other files and drops the old ones.

The server's statistics hold words too, since they name the most common values. They are written anew where the role owns the
database, which alone is allowed to.

Not reached by it: the write-ahead log until its files are used again, its archive, replicas that lag, dumps and backups.
docs/postgresql.md says what a team does about those.
"""

from __future__ import annotations

import time

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import SaysoError
from sayso.ledger.address import Database

PAUSE = 0.05
"""Seconds between two looks at who still reads."""

OURS = """SELECT c.relname AS name, pg_has_role(c.relowner, 'USAGE') AS mine FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.relname"""
STATISTICS = "pg_catalog.pg_statistic"
OWNS_DATABASE = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
NOW = "SELECT CAST(pg_current_xact_id() AS text)"
STILL_SEEN = """SELECT
(SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND backend_type <> 'autovacuum worker' AND age(backend_xmin) > age(CAST(CAST(:now AS text) AS xid)))
+ (SELECT count(*) FROM pg_replication_slots WHERE age(xmin) > age(CAST(CAST(:now AS text) AS xid)))
+ (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database())"""


def scrub(connection: Connection, of: Database, wait_seconds: float) -> None:
    """`connection` commits by itself.

    SaysoError E021 where somebody reads a state of before for longer than `wait_seconds`, since VACUUM would keep it for them;
    E059 where the role does not own the tables: VACUUM would only pass over them.
    """
    tables = owned(connection, of)
    _wait_until_unseen(connection, of, wait_seconds)
    for name in tables:
        connection.exec_driver_sql("VACUUM (FULL, ANALYZE) " + '"' + name.replace('"', '""') + '"')
    if connection.execute(text(OWNS_DATABASE)).scalar():
        _wait_until_unseen(connection, of, wait_seconds)
        connection.exec_driver_sql(f"VACUUM (FULL) {STATISTICS}")
    _checkpoint(connection)


def owned(connection: Connection, of: Database) -> list[str]:
    """The tables. SaysoError E059 as above."""
    tables = connection.execute(text(OURS)).all()
    if not all(table.mine for table in tables):
        raise SaysoError("E059", path=of, detail="only the owner of the tables can write them anew, which erasing needs")
    return [table.name for table in tables]


def _wait_until_unseen(connection: Connection, of: Database, wait_seconds: float) -> None:
    now = connection.execute(text(NOW)).scalar_one()
    end = time.monotonic() + wait_seconds
    while connection.execute(text(STILL_SEEN), {"now": now}).scalar_one():
        if time.monotonic() > end:
            raise SaysoError("E021", path=of)
        time.sleep(PAUSE)


def _checkpoint(connection: Connection) -> None:
    """So that the old files are gone from the disk now, where this role may ask for it; else within minutes."""
    try:
        connection.exec_driver_sql("CHECKPOINT")
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != "42501":
            raise
