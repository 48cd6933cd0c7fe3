"""Triggers that make the database refuse everything but appending, whichever program connects: as `sqlite/guards.py`.

Every statement of a trigger looks at the rows of its own schema, which stands in the body of the function.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from sayso.ledger.chain import GENESIS

MARK = "Sayso ledger"
"""Comment on the table of entries: psql's \\dt+ shows it."""

FIXED = ("seq", "kind", "id", "recorded_at", "commitment", "prev", "hash")

REFUSE = "BEGIN RAISE EXCEPTION 'entries are never deleted' USING ERRCODE = 'integrity_constraint_violation'; END"
APPEND = f"""DECLARE last_seq bigint; last_hash text;
BEGIN
  SELECT seq, hash INTO last_seq, last_hash FROM %(entries)s ORDER BY seq DESC LIMIT 1;
  IF NEW.seq IS DISTINCT FROM COALESCE(last_seq, 0) + 1 OR NEW.prev IS DISTINCT FROM COALESCE(last_hash, '{GENESIS}') THEN
    RAISE EXCEPTION 'entries are only appended' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END"""
CHANGE = f"""BEGIN
  IF NEW.body IS NULL AND NEW.salt IS NULL AND {" AND ".join(f"NEW.{c} IS NOT DISTINCT FROM OLD.{c}" for c in FIXED)}
    AND EXISTS (
      SELECT 1 FROM %(entries)s AS r
      WHERE r.kind = 'redaction' AND r.seq > OLD.seq AND r.body IS NOT NULL
      AND jsonb_exists(replace(convert_from(r.body, 'UTF8'), '\\u', '/u')::jsonb -> 'erased', OLD.id))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'entries are never changed' USING ERRCODE = 'integrity_constraint_violation';
END"""
"""jsonb takes no \\u0000, which a reason may hold; ids have no such letters, so the escapes need not be read."""

GUARDS = {
    "entries_never_deleted": ("BEFORE DELETE", "ROW", REFUSE),
    "entries_never_truncated": ("BEFORE TRUNCATE", "STATEMENT", REFUSE),
    "entries_only_appended": ("BEFORE INSERT", "ROW", APPEND),
    "entries_never_changed": ("BEFORE UPDATE", "ROW", CHANGE),
}
"""Name → when it fires, for what, and the body of its function, which has the same name."""

FOUND = """SELECT t.tgname AS name, t.tgenabled = 'O' AS fires, p.proname AS function, p.prosrc AS body,
pg_get_triggerdef(t.oid) AS made
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relname = 'entries' AND n.nspname = current_schema()"""


def protect(connection: Connection) -> None:
    connection.execute(text(f"COMMENT ON TABLE entries IS '{MARK}'"))
    for name, (when, each, _) in GUARDS.items():
        body = _body(connection, name)
        made = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {quoted(body)}"
        connection.exec_driver_sql(made)
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON entries")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} ON entries FOR EACH {each} EXECUTE FUNCTION {name}()")


def astray(connection: Connection) -> list[str]:
    """The names of the guards that are not in the database as they were made."""
    found = {row.name: row for row in connection.execute(text(FOUND))}
    return [name for name in GUARDS if name not in found or not _fits(connection, name, found[name])]


def _fits(connection: Connection, name: str, row: Any) -> bool:
    when, each, _ = GUARDS[name]
    as_made = f"{name} {when} ON" in row.made and f"FOR EACH {each} EXECUTE" in row.made and "WHEN (" not in row.made
    return bool(row.fires) and as_made and row.function == name and row.body == _body(connection, name)


def quoted(body: str) -> str:
    """As a literal for the driver: in it stands the name of a schema, which may hold whatever a `$tag$` or `%s` is made of."""
    return "'" + body.replace("'", "''").replace("%", "%%") + "'"


def _body(connection: Connection, name: str) -> str:
    schema = connection.execute(text("SELECT quote_ident(current_schema())")).scalar_one()
    return GUARDS[name][2].replace("%(entries)s", f"{schema}.entries")
