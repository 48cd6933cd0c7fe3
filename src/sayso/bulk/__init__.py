"""Reads archives of millions of pages on as many processes or machines as there are, into Parquet, and that into a ledger.

`inputs → tasks → process_batch (in a child that may die) → Parquet parts`, on an `engine`; then copies and stories as engine
jobs, and `load` for the ledger. The same `read` and `understand` as everywhere.
"""
