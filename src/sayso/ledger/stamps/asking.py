"""A request for the head of the ledger, and what the authority makes of it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sayso.errors import SaysoError
from sayso.ledger.append import Head
from sayso.ledger.bodies import Stamp
from sayso.ledger.stamps.der import in_order
from sayso.ledger.stamps.signature import signer
from sayso.printable import clean

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
"""RFC 3161, 3.4."""
MAX_REASON = 500
"""Characters of a failure that are kept: an authority may say anything."""
Ask = Callable[[bytes], bytes]
"""Sends a request and gives what came back. SaysoError where nothing did."""


def stamp(head: Head, authority: str, clock: Callable[[], datetime], ask: Ask) -> Stamp:
    """The stamp of `head`, or why there is none: both are kept."""
    try:
        token = granted(head, ask)
    except SaysoError as error:
        return Stamp(head.hash, head.seq, authority, clock(), failure=_short(error.what))
    except ValueError as error:
        return Stamp(head.hash, head.seq, authority, clock(), failure=_short(str(error)))
    return Stamp(head.hash, head.seq, authority, clock(), token=base64.b64encode(token).decode("ascii"))


def granted(head: Head, ask: Ask) -> bytes:
    """The whole response that stamps `head`. ValueError for one that refuses, or answers something else than was asked."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    said = head.hash.encode("ascii")
    request = TimestampRequestBuilder(said, HashAlgorithm.SHA256, nonce=True, cert_req=True).build()
    answer = ask(request.as_bytes())
    response = decoded(answer)
    if response.tst_info.nonce != request.nonce:
        raise ValueError("the answer is to another request: its nonce is not ours")
    if response.tst_info.message_imprint.message != imprint(head.hash):
        raise ValueError("the answer stamps something else than the head")
    signer(response)
    return answer


def imprint(head: str) -> bytes:
    return hashlib.sha256(head.encode("ascii", "replace")).digest()


def decoded(answer: bytes) -> TimeStampResponse:
    """ValueError for what is no response, or one that grants nothing."""
    from rfc3161_client import PKIStatus, decode_timestamp_response

    try:
        response = decode_timestamp_response(in_order(answer))
        status, words = response.status, "; ".join(response.status_string)
    except ValueError as error:
        raise ValueError(f"what came back is no time-stamp ({error})") from error
    if status != PKIStatus.GRANTED:
        raise ValueError(f"the authority refuses (status {status}{': ' * bool(words)}{words})")
    return response


def _short(reason: str) -> str:
    return clean(reason)[:MAX_REASON]
