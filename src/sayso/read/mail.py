"""A press release by mail to its reports: the message, and each document that is attached to it.

Who else got it is nobody's business: of its header only subject, sender and date are read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sayso import limits
from sayso.collect import sniff
from sayso.errors import SaysoError
from sayso.read import dates, mail_text
from sayso.read.assemble import Draft, assemble
from sayso.read.decode import decode
from sayso.read.mail_parts import Message, Part, header, parsed, parts, sender
from sayso.read.notes import Note
from sayso.read.outlets import outlet, registrable
from sayso.types import Capture, Outlet, Report, Unreadable

Found = Report | Unreadable | Note
ReadPart = Callable[[Capture, str | None], Iterator[Found]]
"""The reader of what is attached: a capture, and the date that counts where it tells none."""

ATTACHED = frozenset({sniff.TEXT, sniff.HTML, sniff.PDF, sniff.MAIL})
DEEPEST = 4
"""Mails within mails that are read."""
FORWARDS = re.compile(r"(?:(?:fwd?|re|aw|wg|tr|rv|i)\s?:\s*){1,10}", re.IGNORECASE)
ANYBODYS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com"),
        *("proton.me", "protonmail.com", "gmx.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "qq.com", "163.com"),
    }
)
"""Hosts where anybody has an address: they say nothing of who publishes."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the mail's header says of every report in it."""

    title: str | None
    outlet: Outlet | None
    published: str | None
    fallback_date: str | None


def reports(capture: Capture, name: str, given_date: str | None, read_part: ReadPart) -> Iterator[Found]:
    """The report of the message, then those of its attachments, whose addresses end in `#2`, `#3` and so on.

    What is left out of the message and which attachments are not read is told in notes. Raises SaysoError E080 where neither
    has words. A mail with a broken structure is read as far as it goes.
    """
    message = parsed(capture.body)
    if message is None:
        raise SaysoError("E080", path=capture.address, detail="it has too many parts, or too deep in one another")
    told = _told(message, given_date)
    found = list(islice(parts(message), limits.MAX_PARTS + 1))
    if len(found) > limits.MAX_PARTS:
        del found[limits.MAX_PARTS :]
        yield Note(capture.address, f"only the first {limits.MAX_PARTS} parts of this mail were read")
    body = _body(found)
    read = 0
    for result in _of_body(body, capture, name, told):
        read += not isinstance(result, Note)
        yield result
    for number, part in enumerate((part for part in found if part.attached and part.media_type in ATTACHED), 2):
        read += 1
        yield from _of_attached(part, f"{capture.address}#{number}", capture, told, read_part)
    if unread := [part for part in found if not _is_read(part, body)]:
        yield Note(capture.address, "not read of this mail: " + ", ".join(map(_called, unread)))
    if not read:
        raise SaysoError("E080", path=capture.address, detail="neither the message nor what is attached has any")


def _told(message: Message, given_date: str | None) -> _Told:
    subject = header(message, "subject")
    title = FORWARDS.sub("", subject, count=1).strip() if subject and FORWARDS.match(subject) else subject
    return _Told(title or None, _outlet(*sender(message)), dates.published(header(message, "date")), given_date)


def _outlet(name: str | None, address: str) -> Outlet | None:
    """By the name and the host of the sender's address; by the name alone where anybody can have an address at that host."""
    host = address.rpartition("@")[2].lower()
    if host and registrable(host) in ANYBODYS:
        return outlet(name, None)
    return outlet(name, host or None)


def _body(found: list[Part]) -> list[Part]:
    """The parts that are the message: those in plain text, which are what the sender wrote; else the first page."""
    own = [part for part in found if not part.attached]
    plain = [part for part in own if part.media_type == sniff.TEXT and part.body.strip()]
    return plain or [part for part in own if part.media_type == sniff.HTML][:1]


def _is_read(part: Part, body: list[Part]) -> bool:
    if part in body or (part.attached and part.media_type in ATTACHED):
        return True
    return (part.alternative and part.media_type in {sniff.TEXT, sniff.HTML}) or not part.body.strip()


def _called(part: Part) -> str:
    return f"“{part.name}” ({part.media_type})" if part.name else part.media_type


def _of_body(body: list[Part], capture: Capture, name: str, told: _Told) -> Iterator[Found]:
    try:
        if body and body[0].media_type == sniff.HTML:
            yield from _of_page(body[0], capture, name, told)
        elif body:
            yield from _of_text(body, capture, name, told)
    except SaysoError as error:
        yield Unreadable(capture.address, error.code.code, error.line)


def _of_page(part: Part, capture: Capture, name: str, told: _Told) -> Iterator[Found]:
    from sayso.read import page  # lxml and trafilatura take half a second to import

    as_page = _capture(part, capture.address, capture)
    yield from page.reports(as_page, name, told.fallback_date, lambda draft: _with(draft, told))


def _of_text(body: list[Part], capture: Capture, name: str, told: _Told) -> Iterator[Found]:
    texts, left_out = [], 0
    for part in body:
        text, note = decode(part.body, capture.address, part.charset)
        if note:
            yield Note(capture.address, note)
        kept = mail_text.news(text, part.flowed)
        left_out += kept.left_out
        texts.append(kept.text)
    if left_out:
        yield Note(capture.address, f"{left_out} lines of quotation, signature or forwarding were left out")
    text = "\n\n".join(filter(None, texts))
    if any(map(str.isalpha, text)):
        yield assemble(_with(Draft(name, text), told), capture.address)


def _with(draft: Draft, told: _Told) -> Draft:
    """The header of the mail counts before what its page says of itself, which is about some other page at best."""
    return replace(
        draft,
        title=told.title or draft.title,
        outlet=told.outlet or draft.outlet,
        published=told.published or draft.published,
        fallback_date=told.fallback_date,
    )


def _of_attached(part: Part, address: str, capture: Capture, told: _Told, read_part: ReadPart) -> Iterator[Found]:
    """One bad attachment never hurts the rest."""
    try:
        if part.media_type == sniff.MAIL and address.count("#") > DEEPEST:
            raise SaysoError("E080", path=address, detail="mails are nested too deep")
        if not part.body.strip():
            raise SaysoError("E004", path=address)
        if what := sniff.binary(part.body):
            raise SaysoError("E003", path=address, what=what)
        for found in read_part(_capture(part, address, capture), told.published or told.fallback_date):
            without = isinstance(found, Report) and found.outlet is None
            yield replace(found, outlet=told.outlet) if isinstance(found, Report) and without else found
    except SaysoError as error:
        yield Unreadable(address, error.code.code, error.line)


def _capture(part: Part, address: str, mail: Capture) -> Capture:
    digest = hashlib.sha256(part.body).hexdigest()
    return Capture(address, mail.fetched_at, part.media_type, digest, part.body, encoding=part.charset)
