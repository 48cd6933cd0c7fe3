"""What was received, one line each."""

from __future__ import annotations

from sayso.export.records import Record
from sayso.ledger.received import Received
from sayso.understand.language import is_read
from sayso.vocabulary import DEMONSTRATION

RECEIVED_COLUMNS = (
    "what",
    "id",
    "name",
    "outlet",
    "published",
    "language",
    "read",
    "claims",
    "address",
    "code",
    "reason",
    "recorded_at",
    "note",
)


def received_line(one: Received) -> Record:
    """`what` is report or unreadable; `read` says of a report whether there is a reader for its language."""
    is_report = one.code is None
    return {
        "what": "report" if is_report else "unreadable",
        "id": one.id,
        "name": one.name,
        "outlet": one.outlet,
        "published": one.published,
        "language": one.language,
        "read": is_read(one.language) if is_report else None,
        "claims": one.claims if is_report else None,
        "address": one.address,
        "code": one.code,
        "reason": one.reason,
        "recorded_at": one.recorded_at,
        "note": DEMONSTRATION if one.demonstration else None,
    }
