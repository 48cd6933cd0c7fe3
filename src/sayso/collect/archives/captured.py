"""A record to the capture of the document in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso.collect.archives import answers, coding, digests, documents
from sayso.collect.archives.records import Record
from sayso.collect.archives.tally import Tally
from sayso.collect.net import message
from sayso.collect.net.content_type import charset
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Capture, Exchange

OK = 200
WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts for all records of an archive: its name, the most bytes of a document, the tally, and how to unpack."""

    archive: str
    max_bytes: int
    tally: Tally
    unpack: coding.Unpack


def captured(record: Record, request: Record | None, rules: Rules) -> Capture | None:
    """None for what is no document, which is counted. SaysoError for what cannot be read."""
    if not record.uri.lower().startswith(WEB):
        rules.tally.passed["no web address"] += 1
        return None
    found = _content(record)
    if wrong := record.whole and digests.wrong(record.headers, record.block, (found.stored, found.payload)):
        raise SaysoError("E078", path=rules.archive, detail=f"at byte {record.offset:,}: {printable(wrong)}")
    if not found.status and record.kind == "response":
        raise SaysoError("E078", path=rules.archive, detail=f"at byte {record.offset:,}: its answer is no HTTP")
    content_type = found.headers.get("content-type", "")
    if reason := _passed_over(found, content_type, record):
        rules.tally.passed[reason] += 1
        return None
    body = _body(record, found, rules)
    media_type = documents.media_type(content_type, record.uri, body)
    if media_type is None:
        rules.tally.passed["other content"] += 1
        return None
    if not body.strip():
        raise SaysoError("E004", path=printable(record.uri))
    asked = message.parted(request.block)[0] if request and request.uri == record.uri else b""
    return Capture(
        address=printable(record.uri),
        fetched_at=_moment(record, rules.archive),
        media_type=media_type,
        sha256=hashlib.sha256(body).hexdigest(),
        body=body,
        encoding=charset(content_type),
        exchange=_exchange(record, found, asked) if record.kind == "response" else None,
    )


def _body(record: Record, found: answers.Answer, rules: Rules) -> bytes:
    address = printable(record.uri)
    if not record.whole:
        raise SaysoError("E005", path=address, size=f"{record.length:,} bytes", limit=f"{rules.max_bytes:,}")
    if found.cut and "warc-truncated" not in record.headers:
        raise SaysoError("E079", path=address, detail="its chunks do not add up")
    body = rules.unpack(found.payload, found.headers.get("content-encoding", ""), rules.max_bytes, address)
    if len(body) > rules.max_bytes:
        raise SaysoError("E005", path=address, size=f"{len(body):,} bytes", limit=f"{rules.max_bytes:,}")
    return body


def _content(record: Record) -> answers.Answer:
    """What a record holds. A resource has no HTTP around it: its own header tells its media type. Status 0: no HTTP answer."""
    if record.kind == "resource":
        headers = {"content-type": record.headers.get("content-type", "")}
        return answers.Answer(b"", OK, headers, record.block, record.block)
    return answers.answer(record.block) or answers.Answer(b"", 0, {}, record.block, record.block)


def _passed_over(found: answers.Answer, content_type: str, record: Record) -> str | None:
    if found.status != OK:
        return f"status {found.status}"
    return None if documents.may_be(content_type, record.uri) else documents.kind(content_type, record.uri)


def _exchange(record: Record, found: answers.Answer, asked: bytes) -> Exchange:
    return Exchange(asked, found.head, found.payload, record.headers.get("warc-ip-address"))


def _moment(record: Record, archive: str) -> datetime:
    """WARC-Date: UTC, to the second, or by version 1.1 as precise as it is. SaysoError E078 for what is no date."""
    try:
        told = datetime.fromisoformat(record.headers.get("warc-date", ""))
    except ValueError as error:
        detail = f"at byte {record.offset:,}: it does not say when it was taken"
        raise SaysoError("E078", path=archive, detail=detail) from error
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
