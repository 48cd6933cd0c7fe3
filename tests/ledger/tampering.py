"""What somebody can do who owns the database: take the guards away, and write what the ledger never would."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from sayso.ledger import schema

GUARDS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'entries'::regclass",
}


def unguard(connection: Connection) -> None:
    """Nothing is refused any more. SQLite's search index still follows."""
    dialect = connection.dialect.name
    on = " ON entries" if dialect == "postgresql" else ""
    for name in connection.exec_driver_sql(GUARDS[dialect]).scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")


def columns(connection: Connection) -> list[tuple[str, str, bool]]:
    """Names, types and whether they may be empty, of what is kept, and its indexes, as the database itself has them."""
    found = inspect(connection)
    name = schema.entries.name
    described = [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(name)]
    indexes = [(str(i["name"]), str(i["column_names"]), bool(i["unique"])) for i in found.get_indexes(name)]
    return sorted([*described, *indexes, ("key", str(found.get_pk_constraint(name)["constrained_columns"]), False)])
