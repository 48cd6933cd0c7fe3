"""The store in one file: SQLite in write-ahead mode. Everything that only SQLite knows is in this folder.

`files` connections and pragmas · `failures` its errors as ours · `guards` the triggers that only let append · `search` FTS5
"""

from sayso.ledger.sqlite.files import SQLiteStore

__all__ = ["SQLiteStore"]
