"""What each kind of entry says, and the id that follows from what it says.

An id is a letter and a SHA-256 in hex over what makes two entries the same thing, so that adding anything twice is noticed,
whoever adds it and in whatever order. A report brings its own id (`read` makes it a hash of the content).

    capture     k  address, sha256 of the bytes, report, its name there    what was read from these bytes, first fetched then
    report      r  the report's own id
    reading     g  report, reader, version
    unreadable  u  address, code, reason, sha256 of the bytes: several lines of one file may be bad
    verdict     v  the whole verdict
    redaction   x  the id that is redacted
    setting     s  name, value, moment
    stamp       t  the whole stamp
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sayso.ledger import canonical
from sayso.types import Capture, Layers, Maker, Reading, Report, Unreadable, Verdict
from sayso.vocabulary import EntryKind

CLAIMS, MAKER = '{"claims":[', ',"maker":{'
"""How the canonical bytes of a reading begin, and what follows its layers. Quotes within strings are escaped, and no layer has
a maker, so that neither can be mistaken."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A capture as the ledger keeps it: everything but the bytes, and the report that was read from them."""

    report: str
    name: str
    """What the report is called there. The same text may come under several names, even within one file."""
    address: str
    fetched_at: datetime
    media_type: str
    sha256: str
    size: int
    warc: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Redaction:
    """That the bodies of the entries `erased` were removed. `subject` is what the person asked to be removed."""

    subject: str
    why: str
    erased: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A decision on the ledger itself, such as a saved situation: the last value of a name holds."""

    name: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time-stamp authority (RFC 3161) said of the ledger's head, or why it said nothing."""

    head: str
    """The hash of entry `seq`. Stamped is the SHA-256 over its hex digits."""
    seq: int
    authority: str
    """The address that was asked."""
    at: datetime
    """When, by our own clock."""
    token: str | None = None
    """The whole response in base64; None where it failed."""
    failure: str | None = None


Body = Receipt | Report | Reading | Unreadable | Verdict | Redaction | Setting | Stamp

TYPES: dict[EntryKind, type[Any]] = {
    EntryKind.CAPTURE: Receipt,
    EntryKind.REPORT: Report,
    EntryKind.READING: Reading,
    EntryKind.UNREADABLE: Unreadable,
    EntryKind.VERDICT: Verdict,
    EntryKind.REDACTION: Redaction,
    EntryKind.SETTING: Setting,
    EntryKind.STAMP: Stamp,
}
KINDS = {kind: name for name, kind in TYPES.items()}


def id_of(body: Body) -> str:
    """The id of the entry that says `body`."""
    return _IDS[KINDS[type(body)]](body)


def reading_id(report: str, maker: Maker) -> str:
    return _id("g", report, maker.reader, maker.version)


@dataclass(frozen=True, slots=True)
class Said:
    """A body, its canonical bytes, and of a reading those of each claim, which the views keep apart.

    `rows`: the columns of each claim, where they were made already (`claim_row.values`); the body needs no claims then.
    """

    body: Body
    canonical: bytes
    claims: tuple[bytes, ...] = ()
    rows: tuple[tuple[Any, ...], ...] | None = None


def say(body: Body) -> Said:
    """The body with its bytes."""
    if not isinstance(body, Reading):
        return Said(body, canonical.encode(body))
    claims = tuple(map(canonical.encode, body.claims))
    return Said(body, canonical.encode_with(replace(body, claims=()), "claims", claims), claims)


def hear(kind: EntryKind, body: bytes) -> Said:
    """The same from the bytes of an entry, but of a reading no layers, which no view needs: replaying is twice as fast.

    ValueError where the bytes say nothing of that kind.
    """
    return _reading(body) if kind is EntryKind.READING else Said(decode(kind, body), body)


def overhear(kind: EntryKind, body: bytes) -> Body:
    """What the entry says, of a reading without its layers. ValueError as `decode`."""
    return hear(kind, body).body


def reading_of(body: bytes) -> str | None:
    """The report that the canonical bytes of a reading name, without decoding the rest: keys are sorted, and it is the last."""
    start = body.rfind(b'"report":"')
    try:
        named = canonical.plain(b"{" + body[start:]) if start >= 0 else None
    except ValueError:
        return None
    return named.get("report") if isinstance(named, dict) else None


def _reading(body: bytes) -> Said:
    """Keys are sorted, so claims come first and what made them last; the layers between are passed over unread."""
    text = body.decode("ascii")
    claims, plain = list[bytes](), list[object]()
    at, maker = len(CLAIMS), text.rfind(MAKER)
    if not text.startswith(CLAIMS) or maker < 0:
        raise ValueError("no Reading: not as it is written")
    while not text.startswith("]", at):
        value, end = canonical.plain_at(text, at)
        plain.append(value)
        claims.append(body[at:end])
        at = end + text.startswith(",", end)
    rest = {"claims": plain, "layers": {}, **canonical.plain("{" + text[maker + 1 :])}
    return Said(canonical.of_plain(Reading, rest), body, tuple(claims))


def decode(kind: EntryKind, body: bytes) -> Body:
    """What the entry says. ValueError where the bytes say nothing of that kind."""
    said: Body = canonical.decode(TYPES[kind], body)
    return said


def receipt(capture: Capture, report: Report) -> Receipt:
    """What is kept of a capture. The bytes themselves are not: the ledger keeps what was read, and the digest."""
    return Receipt(
        report=report.id,
        name=report.name,
        address=capture.address,
        fetched_at=capture.fetched_at,
        media_type=capture.media_type,
        sha256=capture.sha256,
        size=len(capture.body),
        warc=capture.warc,
        offset=capture.offset,
    )


def lean(reading: Reading) -> Reading:
    """The reading without tokens: `understand.sentences.tokens` gives them again from the text, and they are nine tenths."""
    sentences = tuple(replace(s, tokens=()) for s in reading.layers.sentences)
    layers: Layers = replace(reading.layers, sentences=sentences)
    return replace(reading, layers=layers)


def _id(letter: str, *parts: object) -> str:
    return letter + hashlib.sha256(canonical.encode(parts)).hexdigest()


_IDS: dict[EntryKind, Callable[[Any], str]] = {
    EntryKind.CAPTURE: lambda b: _id("k", b.address, b.sha256, b.report, b.name),
    EntryKind.REPORT: lambda b: str(b.id),
    EntryKind.READING: lambda b: reading_id(b.report, b.maker),
    EntryKind.UNREADABLE: lambda b: _id("u", b.address, b.code, b.reason, b.sha256),
    EntryKind.VERDICT: lambda b: _id("v", b),
    EntryKind.REDACTION: lambda b: _id("x", b.subject),
    EntryKind.SETTING: lambda b: _id("s", b),
    EntryKind.STAMP: lambda b: _id("t", b),
}
