"""What a person or a machine may set: environment variables with the prefix SAYSO_. Read once, in `cli.py`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, NonNegativeFloat, PositiveFloat, PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from sayso import limits
from sayso.errors import SaysoError
from sayso.printable import printable


class Settings(BaseSettings):
    """Every setting, its default and its variable; `docs/settings.md` lists them, and a test holds it to this class."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", extra="ignore")

    def __init__(self) -> None:
        """SaysoError E035 names every variable whose value does not fit."""
        try:
            super().__init__()
        except ValidationError as error:
            wrong = (
                f"SAYSO_{str(e['loc'][0]).upper()}=“{printable(str(e['input']))}” does not fit ({e['msg']})"
                for e in error.errors()
            )
            raise SaysoError("E035", detail=", ".join(wrong)) from error

    ledger: str = "sayso.ledger"
    """SAYSO_LEDGER: the ledger that commands use without --ledger: a file, or `postgresql://…`."""

    evidence: Path | None = None
    """SAYSO_EVIDENCE: the folder of the evidence; else the one beside the ledger."""

    config: Path = Path("sayso.toml")
    """SAYSO_CONFIG: the file that `sayso watch` uses without --config."""

    reader: str = "model"
    """SAYSO_READER: the reader that commands use without --reader."""

    reviewer: str = ""
    """SAYSO_REVIEWER: whose verdicts `sayso review` writes without --reviewer."""

    max_bytes: PositiveInt = limits.MAX_BYTES
    """SAYSO_MAX_BYTES: bytes of one file of text or one page."""

    max_upload_bytes: PositiveInt = limits.MAX_UPLOAD_BYTES
    """SAYSO_MAX_UPLOAD_BYTES: bytes of all that is given to the page at once."""

    outlets: Path | None = None
    """SAYSO_OUTLETS: a CSV file of outlets whose rows come before those that Sayso brings."""

    wait_seconds: NonNegativeFloat = 10.0
    """SAYSO_WAIT_SECONDS: how long to wait for a ledger that another process is writing."""

    stamp_url: str = ""
    """SAYSO_STAMP_URL: the time-stamp authority (RFC 3161) that is asked for the ledger's head; none where it is empty."""

    stamp_roots: str = ""
    """SAYSO_STAMP_ROOTS: a file of certificates (PEM) that `sayso verify` trusts to vouch for time-stamp authorities."""
    allow_hosts: str = ""
    """SAYSO_ALLOW_HOSTS: hosts that may be asked though they are not of the public internet: `host` or `host:port`, commas."""

    agent: str = Field("", pattern=r"^[\x20-\x7e]*$", max_length=200)
    """SAYSO_AGENT: what Sayso calls itself where it fetches; empty: `sayso/` and its version."""

    delay_seconds: NonNegativeFloat = 1.0
    """SAYSO_DELAY_SECONDS: between two requests to one host."""

    llm_url: str = ""
    """SAYSO_LLM_URL: the endpoint of the reader `llm`, up to and without `/chat/completions`: `http://127.0.0.1:11434/v1`."""

    llm_model: str = ""
    """SAYSO_LLM_MODEL: the model that is asked there, by the endpoint's name for it."""

    llm_key: SecretStr = SecretStr("")
    """SAYSO_LLM_KEY: the endpoint's key; none where it is empty. It is shown nowhere and kept nowhere."""

    llm_timeout: float = Field(limits.LLM_SECONDS, gt=0, le=86_400)
    """SAYSO_LLM_TIMEOUT: seconds for all about one report, tries and waits included."""

    llm_price_in: NonNegativeFloat | None = None
    """SAYSO_LLM_PRICE_IN: of a million tokens that are sent, so that what a run costs is shown."""

    llm_price_out: NonNegativeFloat | None = None
    """SAYSO_LLM_PRICE_OUT: of a million tokens that are answered."""

    llm_max_bytes: PositiveInt = limits.LLM_BYTES
    """SAYSO_LLM_MAX_BYTES: bytes of a report that the model is asked about; larger ones are read by `model`."""

    llm_max_tokens: PositiveInt = limits.LLM_TOKENS
    """SAYSO_LLM_MAX_TOKENS: tokens that the model may answer with."""
    chromium: str = ""
    """SAYSO_CHROMIUM: the Chromium that prints a situation report as PDF; empty: the first of the usual names."""

    session_idle_hours: PositiveFloat = 12.0
    """SAYSO_SESSION_IDLE_HOURS: after so many hours without a request, a log-in of `sayso serve --auth` is over."""

    session_hours: PositiveFloat = 168.0
    """SAYSO_SESSION_HOURS: and after so many in all."""

    keep_address_days: NonNegativeFloat = 30.0
    """SAYSO_KEEP_ADDRESS_DAYS: days for which it is kept from which address somebody logged in, or tried; 0: not at all."""

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        """The hosts of `allow_hosts`."""
        return tuple(host for one in self.allow_hosts.split(",") if (host := one.strip()))
