"""The store for a team: a schema of a PostgreSQL database (13 or newer), and nothing but stock PostgreSQL.

`connecting` (sessions and what they are set to), `failures` (its errors as coded ones), `patience` (what is done again after a
lost connection), `guards` (triggers), `search` (full text), `scrub` (what deleted rows left behind), and `store` with
all of it.
docs/decisions/0017-postgresql.md has the reasons.
"""

from sayso.ledger.postgresql.store import PostgreSQLStore

__all__ = ["PostgreSQLStore"]
