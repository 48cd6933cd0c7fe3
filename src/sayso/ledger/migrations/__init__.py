"""Changes of the ledger's tables from version to version, run in place by alembic.

A migration changes `entries` only; the views are dropped and rebuilt from the entries after it. A change of the views alone
is a migration whose `upgrade` does nothing: its number makes older ledgers rebuild, and keeps older versions out.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent


def migrate(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Bring `entries` to the newest version in `scripts`, within the transaction that `connection` is in."""
    from alembic import command  # here, because it costs 0.1 s, and a ledger is rarely old
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
