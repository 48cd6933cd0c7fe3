"""What a person or a machine may set: environment variables with the prefix SAYSO_. Read once, in `cli.py`."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from sayso import limits


class Settings(BaseSettings):
    """Every setting, its default and its variable; `docs/settings.md` lists them, and a test holds it to this class."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", extra="ignore")

    ledger: Path = Path("sayso.ledger")
    """SAYSO_LEDGER: the ledger that commands use without --ledger."""

    reader: str = "rules"
    """SAYSO_READER: the reader that commands use without --reader."""

    max_bytes: int = limits.MAX_BYTES
    """SAYSO_MAX_BYTES: bytes of one file of text or one page."""

    wait_seconds: float = 10.0
    """SAYSO_WAIT_SECONDS: how long to wait for a ledger that another process is writing."""
