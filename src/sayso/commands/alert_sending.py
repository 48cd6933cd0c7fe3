"""Handing an alert to a target: a signed POST, an Atom feed, or standard output."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sayso.commands.alert_outbox import Delivery
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.alert_lines import in_one_line
from sayso.printable import clean

GONE = 410
"""The one status after which an address is not asked again: it says that it is gone for good (RFC 9110, 15.5.11)."""
TOO_MANY = 429
SIGNATURE = "Sayso-Signature"


class Answered(Protocol):
    @property
    def status(self) -> int: ...


Post = Callable[[str, bytes, Mapping[str, str]], Answered]
"""`Web.post`. It raises SaysoError where nothing answers, or no success: then with `status` and `retry_after`."""
Secrets = Callable[[str], str | None]
"""The value of a variable of the environment."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`detail` is None where it was taken. `again`: may another try help? `others`: may other alerts go to this target now?
    `after`: seconds for which the target wants to be left alone."""

    detail: str | None = None
    again: bool = True
    others: bool = True
    after: float = 0.0


TAKEN = Outcome()


def signature(secret: str, at: datetime, body: bytes) -> str:
    """ "t=UNIX,v1=HEX": HMAC-SHA256 (RFC 2104) of the time, a dot and the body, so that neither can be changed or sent again
    later."""
    told = str(int(at.timestamp()))
    signed = hmac.new(secret.encode("utf8", "surrogateescape"), told.encode("ascii") + b"." + body, hashlib.sha256)
    return f"t={told},v1={signed.hexdigest()}"


def by_webhook(post: Post, one: Delivery, secret: str, at: datetime) -> Outcome:
    """2xx is taken. Whether an answer that never came was one is not known, so it is sent again under the same key."""
    body = json.dumps(one.line, ensure_ascii=False).encode("utf8", "replace")
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": one.alert,
        SIGNATURE: signature(secret, at, body),
    }
    try:
        status: int | None = post(one.target, body, headers).status
        detail, after = f"it answered {status}", None
    except SaysoError as error:
        status, detail, after = getattr(error, "status", None), error.what, getattr(error, "retry_after", None)
    if status is not None and 200 <= status < 300:
        return TAKEN
    down = status is None or status >= 500 or status == TOO_MANY
    return Outcome(detail, again=status != GONE, others=not down, after=after or 0.0)


def to_stdout(session: Session, line: Mapping[str, Any]) -> Outcome:
    """One line: of text for a person, of JSON for a pipe. OSError as any output."""
    session.line(clean(in_one_line(line)) if session.watched else json.dumps(line, ensure_ascii=False))
    session.out.file.flush()
    return TAKEN
