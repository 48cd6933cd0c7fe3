"""A PDF to its report: lines of its pages → paragraphs → text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sayso.errors import SaysoError
from sayso.read import dates, pdf_paragraphs
from sayso.read.assemble import Draft, assemble
from sayso.read.found_at import web_address
from sayso.read.notes import Note
from sayso.read.pdf_lines import content
from sayso.types import Capture, Report

NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|document\d*|.*\.(?:docx?|odt|rtf|pdf|indd|pptx?|xlsx?|pages|tex|qxd|p65))", re.IGNORECASE
)
"""What programs put where the title should be: the name of a file."""
LONGEST_TITLE = 300
FEWEST_WORDS = 2
OLDEST = datetime(1993, 1, 1, tzinfo=UTC)
"""There was no PDF before."""


def reports(capture: Capture, name: str, given_date: str | None) -> Iterator[Report | Note]:
    """The report of a PDF, and what of it was not read. Raises SaysoError E081 (broken, locked, without text), E019 (too long).

    The day on which the file was made counts where neither its text nor the person tells a date.
    """
    found = content(capture.body, capture.address)
    for note in found.notes:
        yield Note(capture.address, note)
    texts, left_out = pdf_paragraphs.paragraphs(found.pages)
    if not any(map(str.isalpha, "".join(texts))):
        raise SaysoError("E081", path=capture.address, detail="none of its pages has text; it may be scanned")
    if left_out:
        yield Note(capture.address, f"{left_out} lines of page heads, feet and numbers were left out")
    title = _title(found.title)
    if title and texts and texts[0].casefold() == title.casefold():
        del texts[0]
    created = _sane(found.created, capture.fetched_at)
    draft = Draft(name, "\n\n".join(texts), title, url=web_address(capture.address), fallback_date=given_date or created)
    yield assemble(draft, capture.address)


def _title(told: str | None) -> str | None:
    title = " ".join((told or "").split())
    words = [word for word in title.split(" ") if any(map(str.isalpha, word))]
    if len(words) < FEWEST_WORDS or len(title) > LONGEST_TITLE or NO_TITLE.fullmatch(title):
        return None
    return title


def _sane(created: datetime | None, fetched_at: datetime) -> str | None:
    """As an ISO prefix with its zone, unless clocks were wrong."""
    if created is None:
        return None
    aware = created if created.tzinfo else created.replace(tzinfo=UTC)
    try:
        if not OLDEST <= aware <= fetched_at.astimezone(UTC) + timedelta(days=1):
            return None
    except OverflowError:
        return None
    return dates.published(created.replace(microsecond=0).isoformat())
