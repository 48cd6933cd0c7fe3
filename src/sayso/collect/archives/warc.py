"""WARC and WARC.GZ of any size, as a stream, to captures: what crawls hold of pages, with the exchange that brought each.

Documents are the `response` records with status 200 and the `resource` records of web addresses whose payload is HTML, text,
JSON or PDF. All else is counted in the tally. No record that is cut, or whose digest is wrong, is taken: it is told with its
place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sayso import limits
from sayso.collect.archives import coding, digests
from sayso.collect.archives.captured import Rules, captured
from sayso.collect.archives.members import stretches
from sayso.collect.archives.raw import Raw, Readable
from sayso.collect.archives.records import MAX_HEAD, Record, records
from sayso.collect.archives.stretches import Broken
from sayso.collect.archives.tally import Tally
from sayso.collect.given import Given
from sayso.collect.net import message
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Capture, Unreadable


def captures(
    stream: Readable,
    address: str,
    max_bytes: int,
    tally: Tally,
    unpack: coding.Unpack = coding.unpacked,
    *,
    at: int = 0,
    damaged: int = 0,
) -> Iterator[Given]:
    """A capture of every document, in order, and an `Unreadable` for all damage (E078), for what cannot be unpacked (E079) and
    for what is empty (E004) or has more than `max_bytes` (E005). `address` is the archive's, one printable line.

    `at`: the stream begins at this byte of the archive, where a record does; `damaged`: places that were told before it.
    """
    reading = _Reading(Rules(address, max_bytes, tally, unpack))
    for found in records_in(stream, address, max_bytes, at):
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


def records_in(stream: Readable, address: str, max_bytes: int, at: int = 0) -> Iterator[Record | Unreadable]:
    """Records, and damage in its place (E078, E010)."""
    most = max_bytes + MAX_HEAD
    try:
        for stretch in stretches(Raw(stream, at)):
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

    rules: Rules
    _request: Record | None = None
    """The record before this one, where it is a request."""
    _waiting: list[tuple[str, Given]] = field(default_factory=list)
    """The capture before this record, where its request may still come."""

    def record(self, record: Record) -> Iterator[Given]:
        if record.kind == "request":
            yield from self._asked(record)
            return
        yield from self.ended()
        request, self._request = self._request, None
        if record.kind not in {"response", "resource"}:
            self.rules.tally.pass_over(printable(record.kind)[:20] or "without a kind")
            return
        try:
            capture = captured(record, request, self.rules)
        except SaysoError as error:
            yield Given(_unreadable(record, self.rules.archive, error), offset=record.offset)
            return
        if capture is None:
            return
        self.rules.tally.documents += 1
        self.rules.tally.cut_by_crawler += "warc-truncated" in record.headers
        given = Given(capture, offset=record.offset)
        if capture.exchange and not capture.exchange.request:
            self._waiting.append((record.uri, given))
        else:
            yield given

    def ended(self) -> Iterator[Given]:
        """No request comes any more."""
        waiting, self._waiting = self._waiting, []
        yield from (given for _, given in waiting)

    def _asked(self, record: Record) -> Iterator[Given]:
        self.rules.tally.passed["request"] += 1
        wrong = record.whole and digests.wrong(record.headers, record.block, (message.parted(record.block)[1],))
        self._request = None if wrong or not record.whole else record
        if self._waiting and self._request and self._waiting[0][0] == record.uri:
            [(_, given)] = self._waiting
            self._waiting, self._request = [], None
            yield _asked_by(given, record)
        yield from self.ended()
        if wrong:
            yield Given(_damaged(self.rules.archive, f"at byte {record.offset:,}: {wrong}"))


def _asked_by(given: Given, request: Record) -> Given:
    capture = given.capture
    assert isinstance(capture, Capture) and capture.exchange is not None  # only what came by HTTP waits
    asked = replace(capture.exchange, request=message.parted(request.block)[0])
    return replace(given, capture=replace(capture, exchange=asked))


def _unreadable(record: Record, archive: str, error: SaysoError) -> Unreadable:
    """What is wrong with the archive is told under its name, what is wrong with a page under the page's."""
    address = archive if error.code.code == "E078" else printable(record.uri)
    return Unreadable(address, error.code.code, error.line)
