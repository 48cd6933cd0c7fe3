"""WARC and WARC.GZ of any size, as a stream, to captures: what crawls hold of pages, with the exchange that brought each.

Documents are the `response` records with status 200 and the `resource` records of web addresses whose payload is HTML, text,
JSON or PDF. All else is counted in the tally. No record that is cut, or whose digest is wrong, is taken: it is told with its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sayso import limits
from sayso.collect.archives import answers, coding, digests, documents
from sayso.collect.archives.raw import Raw, Readable
from sayso.collect.archives.records import MAX_HEAD, Record, records
from sayso.collect.archives.stretches import Broken, stretches
from sayso.collect.archives.tally import Tally
from sayso.collect.arguments import printable
from sayso.collect.given import Given
from sayso.errors import SaysoError
from sayso.types import Capture, Exchange, Unreadable

OK = 200
WEB = ("http://", "https://")


def captures(
    stream: Readable, address: str, max_bytes: int, tally: Tally, unpack: coding.Unpack = coding.unpacked
) -> Iterator[Given]:
    """A capture of every document, in order, and an `Unreadable` for all damage (E078), for what cannot be unpacked (E079) and
    for what is empty (E004) or has more than `max_bytes` (E005). `address` is the archive's, one printable line.
    """
    reading = _Reading(address, max_bytes, tally, unpack)
    damaged = 0
    for found in _found(stream, address, max_bytes + MAX_HEAD):
        if isinstance(found, Record):
            tally.records += 1
            yield from reading.record(found)
            continue
        yield from reading.ended()
        damaged += 1
        yield Given(found)
        if damaged == limits.MAX_DAMAGED:
            yield Given(_damaged(address, f"in {damaged} places; what follows the last of them is not read"))
            break
    yield from reading.ended()


def _found(stream: Readable, address: str, most: int) -> Iterator[Record | Unreadable]:
    """Records, and damage in its place."""
    try:
        for stretch in stretches(Raw(stream)):
            if isinstance(stretch, Broken):
                yield _of_broken(address, stretch)
                continue
            try:
                yield from records(stretch, most)
            except Broken as broken:
                yield _of_broken(address, broken)
    except OSError as error:
        problem = SaysoError("E010", path=address, detail=error.strerror or "unknown reason")
        yield Unreadable(address, problem.code.code, problem.line)


def _of_broken(address: str, broken: Broken) -> Unreadable:
    return _damaged(address, f"at byte {broken.at:,}: {broken.detail}")


def _damaged(address: str, detail: str) -> Unreadable:
    problem = SaysoError("E078", path=address, detail=printable(detail))
    return Unreadable(address, problem.code.code, problem.line)


@dataclass(slots=True)
class _Reading:
    """Joins each response with its request, which stands directly before it or directly after it."""

    archive: str
    max_bytes: int
    tally: Tally
    unpack: coding.Unpack
    _request: Record | None = None
    """The record before this one, where it is a request."""
    _waiting: list[tuple[str, Capture]] = field(default_factory=list)
    """The capture before this record, where its request may still come."""

    def record(self, record: Record) -> Iterator[Given]:
        if record.kind == "request":
            yield from self._asked(record)
            return
        yield from self.ended()
        request, self._request = self._request, None
        if record.kind not in {"response", "resource"}:
            self.tally.passed[printable(record.kind)[:20] or "without a kind"] += 1
            return
        try:
            capture = self._capture(record, request)
        except SaysoError as error:
            yield Given(_unreadable(record, self.archive, error))
            return
        if capture is None:
            return
        self.tally.documents += 1
        self.tally.cut_by_crawler += "warc-truncated" in record.headers
        if capture.exchange and not capture.exchange.request:
            self._waiting.append((record.uri, capture))
        else:
            yield Given(capture)

    def ended(self) -> Iterator[Given]:
        """No request comes any more."""
        waiting, self._waiting = self._waiting, []
        yield from (Given(capture) for _, capture in waiting)

    def _asked(self, record: Record) -> Iterator[Given]:
        self.tally.passed["request"] += 1
        wrong = record.whole and digests.wrong(record.headers, record.block, (answers.parted(record.block)[1],))
        self._request = None if wrong or not record.whole else record
        if self._waiting and self._request and self._waiting[0][0] == record.uri:
            [(_, capture)] = self._waiting
            self._waiting, self._request = [], None
            yield Given(_asked_by(capture, record))
        yield from self.ended()
        if wrong:
            yield Given(_damaged(self.archive, f"at byte {record.offset:,}: {wrong}"))

    def _capture(self, record: Record, request: Record | None) -> Capture | None:
        """None for what is no document, which is counted. SaysoError for what cannot be read."""
        if not record.uri.lower().startswith(WEB):
            self.tally.passed["no web address"] += 1
            return None
        found = _content(record)
        if wrong := record.whole and digests.wrong(record.headers, record.block, (found.stored, found.payload)):
            raise SaysoError("E078", path=self.archive, detail=f"at byte {record.offset:,}: {printable(wrong)}")
        if not found.status and record.kind == "response":
            raise SaysoError("E078", path=self.archive, detail=f"at byte {record.offset:,}: its answer is no HTTP")
        content_type = found.headers.get("content-type", "")
        if reason := _passed_over(found, content_type, record):
            self.tally.passed[reason] += 1
            return None
        body = self._body(record, found)
        media_type = documents.media_type(content_type, record.uri, body)
        if media_type is None:
            self.tally.passed["other content"] += 1
            return None
        if not body.strip():
            raise SaysoError("E004", path=printable(record.uri))
        asked = answers.parted(request.block)[0] if request and request.uri == record.uri else b""
        return Capture(
            address=printable(record.uri),
            fetched_at=_moment(record, self.archive),
            media_type=media_type,
            sha256=hashlib.sha256(body).hexdigest(),
            body=body,
            encoding=answers.charset(content_type),
            exchange=_exchange(record, found, asked) if record.kind == "response" else None,
        )

    def _body(self, record: Record, found: answers.Answer) -> bytes:
        address = printable(record.uri)
        if not record.whole:
            raise SaysoError("E005", path=address, size=f"{record.length:,} bytes", limit=f"{self.max_bytes:,}")
        if found.cut and "warc-truncated" not in record.headers:
            raise SaysoError("E079", path=address, detail="its chunks do not add up")
        body = self.unpack(found.payload, found.headers.get("content-encoding", ""), self.max_bytes, address)
        if len(body) > self.max_bytes:
            raise SaysoError("E005", path=address, size=f"{len(body):,} bytes", limit=f"{self.max_bytes:,}")
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


def _asked_by(capture: Capture, request: Record) -> Capture:
    assert capture.exchange is not None  # only what came by HTTP waits
    return replace(capture, exchange=replace(capture.exchange, request=answers.parted(request.block)[0]))


def _moment(record: Record, archive: str) -> datetime:
    """WARC-Date: UTC, to the second, or by version 1.1 as precise as it is. SaysoError E078 for what is no date."""
    try:
        told = datetime.fromisoformat(record.headers.get("warc-date", ""))
    except ValueError as error:
        detail = f"at byte {record.offset:,}: it does not say when it was taken"
        raise SaysoError("E078", path=archive, detail=detail) from error
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)


def _unreadable(record: Record, archive: str, error: SaysoError) -> Unreadable:
    """What is wrong with the archive is told under its name, what is wrong with a page under the page's."""
    address = archive if error.code.code == "E078" else printable(record.uri)
    return Unreadable(address, error.code.code, error.line)
