"""Sessions on the server: what each is set to, and whether the server may hold a ledger.

A session that holds the write lock and falls silent must not keep the others out for ever, and none of them may fail by waiting
in the queue. So there is no limit on waiting for the lock (`store.LOCK` switches `lock_timeout` off), but three on whoever
holds it:
* `idle_in_transaction_session_timeout`: the server ends a holder that lives but does nothing (stopped, or hung);
* `tcp_keepalives_*` and `tcp_user_timeout` at the server: it ends a holder whose machine or network is gone;
* the same at our end: a waiting writer finds out that the server is gone, and `patience` takes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.ledger.address import Database

if TYPE_CHECKING:
    import psycopg

OLDEST = 130_000
"""PostgreSQL 13, for `normalize()`; as `server_version` writes it."""
ENCODING = "UTF8"

CONNECT_SECONDS = 10
"""For one try to reach a server that does not even refuse."""
SILENT_SECONDS = 120
"""For which a transaction may do nothing. Between two statements of one lie at most the work on 200 entries and the erasing of
evidence, which are seconds."""
GONE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
"""libpq's side: after some 25 seconds without a sign of life a server is gone (seconds; `tcp_user_timeout` in milliseconds)."""
SETTINGS = {
    "idle_in_transaction_session_timeout": f"{SILENT_SECONDS}s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "statement_timeout": "0",
    "client_min_messages": "warning",
    "bytea_output": "hex",
    "standard_conforming_strings": "on",
    "extra_float_digits": "1",
    "TimeZone": "UTC",
    "jit": "off",
}
"""Whatever a role or database was set to: a limit on statements would end a writer that only waits its turn. To compile a
count (`jit`) takes longer than to count, which ends at some thousand rows."""
ASKED = """SELECT current_schema() AS schema, current_setting('server_encoding') AS encoding,
(SELECT NOT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = %s) AS closed"""


def driver() -> Any:
    """The module psycopg. SaysoError E056 where it is not installed."""
    try:
        import psycopg
    except ImportError as error:
        raise SaysoError("E056") from error
    return psycopg


def connect(of: Database, wait_seconds: float) -> psycopg.Connection[Any]:
    """A session that is set, and waits so long for a table. psycopg.Error, or SaysoError E056, E057, E059."""
    connection: psycopg.Connection[Any] = driver().connect(of.url, autocommit=True, **_params(of))
    try:
        _set(connection, of, wait_seconds)
    except BaseException:
        connection.close()
        raise
    return connection


def _params(of: Database) -> dict[str, Any]:
    """Ours only where the address says nothing of its own."""
    said = driver().conninfo.conninfo_to_dict(of.url)
    ours: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "sayso",
        "client_encoding": ENCODING,
        **GONE,
    }
    return {name: value for name, value in ours.items() if name not in said or name == "client_encoding"}


def _set(connection: psycopg.Connection[Any], of: Database, wait_seconds: float) -> None:
    if connection.info.server_version < OLDEST:
        raise SaysoError("E057", path=of, detail=f"it is PostgreSQL {connection.info.server_version // 10_000}")
    schema, encoding, closed = connection.execute(ASKED, [of.schema]).fetchone()  # type: ignore[misc]
    if encoding != ENCODING:
        raise SaysoError("E057", path=of, detail=f"the database's encoding is {encoding}")
    if closed:  # without this right a schema looks as if it were not there
        raise SaysoError("E059", path=of, detail=f"permission denied for schema {of.schema}")
    path = of.schema or schema or "public"
    said = {**SETTINGS, "lock_timeout": milliseconds(wait_seconds), "search_path": '"' + path.replace('"', '""') + '"'}
    calls = ", ".join(["set_config(%s, %s, false)"] * len(said))
    connection.execute(f"SELECT {calls}", [part for pair in said.items() for part in pair])
    connection.autocommit = False


def milliseconds(seconds: float) -> str:
    """For a setting of the server, where 0 would be no limit."""
    return f"{max(1, round(seconds * 1000))}ms"
