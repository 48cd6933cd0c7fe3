"""From an address to a store that holds a ledger of this version: make a new one, migrate an old one, refuse the rest."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, select

from sayso.errors import SaysoError
from sayso.ledger import schema
from sayso.ledger.address import Database, Place
from sayso.ledger.migrations import SCRIPTS, migrate
from sayso.ledger.replay import make_views, replay
from sayso.ledger.sqlite import SQLiteStore
from sayso.ledger.store import Content, Store

WAIT_SECONDS = 10.0
"""How long to wait for another process, where nothing else is said. One report takes milliseconds, a rebuild seconds."""


def open_store(where: Place, wait_seconds: float = WAIT_SECONDS, create: bool = False, read_only: bool = False) -> Store:
    """The store at `where`. With `read_only` the database itself refuses whatever would change it, and an old ledger is not
    migrated (E153).

    Raises SaysoError E020 (nothing there and not `create`), E021 (in use for longer than `wait_seconds`), E023 (made by a
    newer version), E024 (not a ledger) or E025 (cannot be opened); of a server also E053 to E059.
    """
    store = store_at(where, wait_seconds, create, read_only)
    try:
        _make_ready(store, create, read_only)
    except BaseException:
        store.close()
        raise
    return store


def store_at(where: Place, wait_seconds: float, create: bool, read_only: bool = False) -> Store:
    """The store, whatever it holds."""
    if isinstance(where, Database):
        from sayso.ledger.postgresql import PostgreSQLStore  # late: who keeps a file needs no driver

        return PostgreSQLStore(where, wait_seconds, create, read_only)
    return SQLiteStore(where, wait_seconds, create, read_only)


def _make_ready(store: Store, create: bool, read_only: bool) -> None:
    with store.reading() as connection:
        content = store.content(connection)
        found = _version(store, connection) if content is Content.LEDGER else None
    if content is Content.OTHER:
        raise SaysoError("E024", path=store.address)
    if content is Content.NOTHING and not create:
        raise SaysoError("E020", path=store.address)
    if content is Content.NOTHING:
        _make(store)
    elif found != schema.VERSION:
        if read_only:
            raise SaysoError("E153", path=store.address)
        upgrade(store)


def upgrade(store: Store, scripts: Path = SCRIPTS) -> None:
    """Migrate in place, entries first, then the views from them: all of it, or nothing."""

    def work(connection: Connection) -> None:
        if _version(store, connection) == schema.VERSION:
            return
        store.hold_off(connection)
        migrate(connection, scripts)
        make_views(store, connection)
        store.protect(connection)
        replay(connection, connection)

    store.write(work)


def _make(store: Store) -> None:
    """All tables in one transaction: there is never half a ledger. Another process may have been faster."""
    store.prepare()

    def work(connection: Connection) -> None:
        if store.content(connection) is Content.NOTHING:
            schema.kept.create_all(connection)
            connection.execute(insert(schema.version).values(version_num=schema.VERSION))
            make_views(store, connection)
            store.protect(connection)

    store.write(work)


def _version(store: Store, connection: Connection) -> str:
    found = connection.execute(select(schema.version.c.version_num)).scalar()
    if found is None:
        raise SaysoError("E024", path=store.address)
    if found > schema.VERSION:
        raise SaysoError("E023", path=store.address, found=found, known=schema.VERSION)
    return str(found)
