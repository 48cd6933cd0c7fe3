"""Keeps what was received, read and decided, as entries that are appended and never changed, and views made from them.

Read in this order: `canonical` (values to bytes), `bodies` (what each kind of entry says, and its id), `chain` (what makes
tampering show), `schema` (the tables), `views` (entries to rows), `ledger` (the writer), `query` (the reader), `verify`.
What only SQLite can do is in `sqlite/`, behind the seam `store.py`.
"""
