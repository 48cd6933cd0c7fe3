"""The table of entries as first released. A ledger made by this version is made from `schema.py`; a test compares both."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""The order of characters alone; no ledger in PostgreSQL is older than that."""


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("commitment", TEXT, nullable=False),
        sa.Column("prev", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
    )
    op.create_index("entries_kind", "entries", ["kind", "seq"])
    op.create_index("entries_recorded_at", "entries", ["recorded_at", "seq"])
