"""The door of `read`: a capture in, reports out, with a reason for everything that gave none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.collect.sniff import HTML, JSON, JSON_LINES, MAIL, PDF
from sayso.errors import SaysoError
from sayso.read import dates, objects
from sayso.read.assemble import Draft, assemble
from sayso.read.decode import decode
from sayso.read.found_at import stem, web_address
from sayso.read.notes import Note
from sayso.types import Capture, Report, Unreadable

Found = Report | Unreadable | Note


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line of JSON lines stands: its number among all lines, and among those that are not empty, from 1."""

    number: int
    object: int
    alone: bool
    """It is the only one that is not empty."""


def reports(capture: Capture, published: str | None = None) -> Iterator[Found]:
    """The reports of a capture in their order, what of it is unreadable, and notes for the person.

    `published` is the date that the person gave, and counts where the document itself tells none.
    Raises SaysoError E011 where it is no date.
    """
    given_date = dates.iso(published) if published else None
    return _reports(capture, given_date)


def _reports(capture: Capture, given_date: str | None) -> Iterator[Found]:
    try:
        for found in _by_type(capture, given_date):
            yield replace(found, sha256=capture.sha256) if isinstance(found, Unreadable) else found
    except SaysoError as error:
        yield Unreadable(capture.address, error.code.code, error.line, capture.sha256)


def _by_type(capture: Capture, given_date: str | None) -> Iterator[Found]:
    if capture.media_type == HTML:
        from sayso.read import page  # lxml and trafilatura take half a second to import

        yield from page.reports(capture, stem(capture.address), given_date)
        return
    if capture.media_type == PDF:
        from sayso.read import pdf  # pypdf takes a quarter of a second to import

        yield from pdf.reports(capture, stem(capture.address), given_date)
        return
    if capture.media_type == MAIL:
        from sayso.read import mail  # few inputs are mails

        yield from mail.reports(capture, stem(capture.address), given_date, _by_type)
        return
    text, note = decode(capture.body, capture.address, capture.encoding)
    if note:
        yield Note(capture.address, note)
    if capture.media_type in (JSON, JSON_LINES):
        yield from _of_objects(capture, text, given_date)
    else:
        yield assemble(_plain(capture, text, given_date), capture.address)


def _plain(capture: Capture, text: str, given_date: str | None) -> Draft:
    return Draft(stem(capture.address), text, url=web_address(capture.address), fallback_date=given_date)


def _of_objects(capture: Capture, text: str, given_date: str | None) -> Iterator[Found]:
    """One bad object never hurts the rest."""
    address = capture.address
    read = list((objects.lines if capture.media_type == JSON_LINES else objects.whole)(text, address))
    if not read:
        raise SaysoError("E004", path=address)
    for item in read:
        yield from _of_item(item, len(read) == 1, address, given_date)


def of_line(capture: Capture, line: Line, published: str | None) -> Iterator[Found]:
    """As `reports`, of one line of JSON lines whose file is too large to be taken as one: the capture's body is the line."""
    try:
        text, note = decode(capture.body, capture.address, capture.encoding)
        if note:
            yield Note(capture.address, note)
        item = objects.of_line(text, capture.address, line.number, line.object)
        for found in _of_item(item, line.alone, capture.address, dates.iso(published) if published else None):
            yield replace(found, sha256=capture.sha256) if isinstance(found, Unreadable) else found
    except SaysoError as error:
        yield Unreadable(capture.address, error.code.code, error.line, capture.sha256)


def _of_item(item: objects.Numbered | Unreadable, alone: bool, address: str, given_date: str | None) -> Iterator[Found]:
    if isinstance(item, Unreadable):
        yield item
        return
    number, value = item
    name = objects.given_id(value) or (stem(address) if alone else f"{stem(address)}#{number}")
    yield from _of_object(value, name, number, address, given_date)


def _of_object(value: object, name: str, number: int, address: str, given_date: str | None) -> Iterator[Found]:
    try:
        found = objects.draft(value, name, address, given_date)
        if found is None:
            raise SaysoError("E009", path=address, number=number)
        draft, notes = found
        yield from notes
        yield assemble(draft, address)
    except SaysoError as error:
        yield Unreadable(address, error.code.code, error.line)
