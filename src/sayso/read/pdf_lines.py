"""The lines of a PDF, with where each stands on its page. All that is done with pypdf is done here."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError

from sayso import limits
from sayso.errors import SaysoError

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its complaints about a file are ours to tell

DAY = re.compile(r"(?:D:)?\d{8}")
OBJECTS = 200_000
"""Objects of a file. A report of 100 pages has some 2,000."""
ELEMENTS = 50_000
"""Elements of one array or dictionary."""
OPERATIONS = 500_000
"""Instructions that draw one page. A page of text has 200 to 5,000."""


@dataclass(frozen=True, slots=True)
class Line:
    """`left` and `y` in points from the lower left corner of the page; `size` of its letters."""

    text: str
    left: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Content:
    """The lines of each page that was read, what the file says of itself, and what is to be told of what was not read."""

    pages: tuple[tuple[Line, ...], ...]
    title: str | None
    created: datetime | None
    notes: tuple[str, ...]


def content(body: bytes, address: str) -> Content:
    """Raises SaysoError E081 for a file that is broken as a whole or locked, E019 for one with too much text."""
    with _limited():
        try:
            reader = PdfReader(io.BytesIO(body), strict=False, xref_stream_maximum_entries=OBJECTS)
            if reader.is_encrypted and not reader.decrypt(""):
                raise FileNotDecryptedError
            return _content(reader, address)
        except (FileNotDecryptedError, DependencyError) as error:
            raise SaysoError("E081", path=address, detail="it is locked with a password") from error
        except SaysoError:
            raise
        except Exception as error:  # pypdf raises whatever a broken file leads to
            raise SaysoError("E081", path=address, detail="it is broken") from error


@contextmanager
def _limited() -> Iterator[None]:
    most = limits.PDF_BYTES
    with apply_configuration(
        array_maximum_element_count=ELEMENTS,
        dictionary_maximum_element_count=ELEMENTS,
        array_based_stream_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        zlib_maximum_output_length=most,
        brotli_maximum_output_length=most,
        stream_decoding_work_maximum_length=4 * most,
        stream_parsing_work_maximum_count=OPERATIONS,
        jbig2dec_binary=None,  # no other program is started
    ):
        yield


def _content(reader: PdfReader, address: str) -> Content:
    count = len(reader.pages)
    notes = [f"only the first {limits.MAX_PAGES} of {count:,} pages were read"] if count > limits.MAX_PAGES else []
    pages, broken, characters = [], [], 0
    until = time.monotonic() + limits.PAGE_SECONDS
    for number in range(1, min(count, limits.MAX_PAGES) + 1):
        if time.monotonic() > until:
            notes.append(f"pages from {number} on were not read, because it takes too long")
            break
        try:
            lines = _lines(reader.pages[number - 1], until)
        except Exception:  # as above: one broken page never hurts the rest
            broken.append(number)
            continue
        pages.append(lines)
        characters += sum(len(line.text) for line in lines)
        if characters > limits.MAX_CHARACTERS:
            size, limit = f"{characters:,} characters or more", f"{limits.MAX_CHARACTERS:,}"
            raise SaysoError("E019", path=address, size=size, limit=limit)
    if broken:
        notes.append(f"pages that cannot be read: {', '.join(map(str, broken[:20]))}" + (" …" if len(broken) > 20 else ""))
    return Content(tuple(pages), _title(reader), _created(reader), tuple(notes))


class _SlowError(Exception):
    """A page takes too long."""


def _lines(page: PageObject, until: float) -> tuple[Line, ...]:
    """The lines in the order in which they are drawn, which is that of reading in what text programs write."""
    made: list[Line] = []
    fresh = True

    def piece(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        nonlocal fresh
        if time.monotonic() > until:
            raise _SlowError
        for number, part in enumerate(text.split("\n")):
            fresh = fresh or number > 0
            if not part.strip():
                continue
            if fresh:
                left, y = _place(cm, tm)
                made.append(Line(part, left, y, abs(size * tm[3] * cm[3])))
            else:
                made[-1] = Line(made[-1].text + part, made[-1].left, made[-1].y, made[-1].size)
            fresh = False

    page.extract_text(visitor_text=piece)
    return tuple(made)


def _place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Where text begins: the matrix of the text, then that of the page (ISO 32000, 9.4.4)."""
    x, y = tm[4], tm[5]
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # as above
        return None
    return title if isinstance(title, str) else None


def _created(reader: PdfReader) -> datetime | None:
    """None also where it tells less than a day, which pypdf would fill up."""
    try:
        told = reader.metadata
        raw = told.creation_date_raw if told else None
        return told.creation_date if told and raw and DAY.match(str(raw)) else None
    except Exception:  # as above
        return None
