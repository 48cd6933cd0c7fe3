"""What was received, as a table for a person: reports, and below them what gave none, with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType

from sayso.ledger.received import Received
from sayso.show.language_names import language_name
from sayso.show.listing import Row, listing
from sayso.understand.language import is_read

COLUMNS = [("report", 6), ("outlet", 4), ("published", 3), ("language", 4), ("claims", 2), ("from", 8)]
WIDE = {"published": 10, "claims": 6}
"""A date that breaks in the middle is no date."""


def received_table(found: Iterable[Received]) -> RenderableType:
    return listing(COLUMNS, ((_cells(one), [one.reason] if one.reason else []) for one in found), WIDE)


def language_words(code: str | None) -> str:
    """ "English", "Russian, no reader yet", "not known"."""
    if code is None:
        return "not known"
    return language_name(code) if is_read(code) else f"{language_name(code)}, no reader yet"


def _cells(one: Received) -> Row:
    if one.code is not None:
        return ("unreadable", "", "", "", "", one.address or "")
    return (
        f"{one.name} ({one.id[:8]})",
        one.outlet or "",
        (one.published or "no date")[:10],
        language_words(one.language),
        str(one.claims),
        one.address or "",
    )
