"""What asking for an address gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso import limits
from sayso.errors import SaysoError
from sayso.types import Exchange


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`max_bytes` of a body, as received and decoded; `seconds` for all about one address; `delay_seconds` between two requests
    to one host."""

    max_bytes: int = limits.MAX_BYTES
    seconds: float = limits.FETCH_SECONDS
    delay_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server knows whether something has changed (RFC 9110, 8.8). They are sent back to `of`, the address that gave
    them, and to no other, so that none follows us from host to host; where `of` is None, to the address that is asked."""

    etag: str | None = None
    last_modified: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """`final` is the address after redirects, `body` is decoded, `exchange` holds all as received. `media_type` is what the
    server says (`text/html`; empty where it says nothing that can be read), `encoding` the character encoding that it tells."""

    url: str
    final: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    """In their order; names in lower case."""
    body: bytes
    exchange: Exchange
    media_type: str
    encoding: str | None
    validators: Validators

    def header(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        return next((value.strip() for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that it is as it was: nothing was received."""

    url: str
    final: str
    at: datetime
    validators: Validators
    """Those that hold from now on: the ones sent, or newer ones."""


class LeftAloneError(SaysoError):
    """E071: the host was not asked, since it said that it wants to be left alone for `retry_after` seconds, or failed often."""

    def __init__(self, address: str, retry_after: float) -> None:
        self.retry_after: float | None = retry_after
        super().__init__("E071", address=address, detail=f"the host is left alone for {retry_after:,.0f} s")


class StatusError(SaysoError):
    """E073: the server says no, or not now. `retry_after`: in how many seconds it may be asked again, where that is known."""

    def __init__(self, address: str, status: int, retry_after: float | None = None) -> None:
        self.status, self.retry_after = status, retry_after
        later = f"{status}, ask again in {retry_after:,.0f} s" if retry_after is not None else status
        super().__init__("E073", address=address, status=later)
