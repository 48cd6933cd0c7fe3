"""Triggers that make the file refuse everything but appending, whichever program opens it.

An entry is never deleted, takes the next number, follows the last hash, and never changes, but for body and salt, which may
become NULL once a later redaction names the entry. They guard against accidents and other programs; somebody who drops them
is found by `verify`.
"""

from __future__ import annotations

from sqlalchemy import Connection

from sayso.ledger.chain import GENESIS
from sayso.ledger.sqlite import made

APPLICATION_ID = 0x53617973
"""In the file's header: "Says". `file` and SQLite's own tools show it."""

FIXED = ("seq", "kind", "id", "recorded_at", "commitment", "prev", "hash")

GUARDS = (
    """CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries
    BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    f"""CREATE TRIGGER entries_only_appended BEFORE INSERT ON entries
    WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries)
      OR NEW.prev IS NOT COALESCE((SELECT hash FROM entries ORDER BY seq DESC LIMIT 1), '{GENESIS}')
      OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'entries are only appended'); END""",
    f"""CREATE TRIGGER entries_never_changed BEFORE UPDATE ON entries
    WHEN NOT (
      NEW.body IS NULL AND NEW.salt IS NULL AND {" AND ".join(f"NEW.{c} IS OLD.{c}" for c in FIXED)}
      AND EXISTS (
        SELECT 1 FROM entries AS r, json_each(CAST(r.body AS TEXT), '$.erased') AS erased
        WHERE r.kind = 'redaction' AND r.seq > OLD.seq AND erased.value = OLD.id))
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END""",
)


def protect(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    for guard in GUARDS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {made.name_in(guard)}")
        connection.exec_driver_sql(guard)


def astray(connection: Connection) -> list[str]:
    """The names of the guards that are not in the file as they were made."""
    return made.astray(connection, GUARDS)
