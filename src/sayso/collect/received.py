"""Whatever can be named or handed over, as a stream of documents.

    file, standard input ─┬─ document ──────────────────────────► Given
                          ├─ archive, mailbox ─ its documents ──► Given
                          └─ feed, sitemap ─ its addresses ─┐
    address ── fetched ───┴─────────────────────────────────┴──► Given

One thing that cannot be had never ends the stream: it is an `Unreadable` in its place. A feed is followed to its articles, a
sitemap to its pages and to the sitemaps that it names, and neither any further: a feed within a feed is told. So is an archive:
what it holds bears the addresses of others, which is believed only where a person named the archive: as a file, or by an
address that ends like one. A page that turns out to be one is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from sayso import limits
from sayso.collect import arguments, containers, files, listings
from sayso.collect.archives.tally import Tally
from sayso.collect.arguments import STANDARD_INPUT, Address, PassedOver
from sayso.collect.door import Door
from sayso.collect.given import Given
from sayso.collect.net.addresses import canonical
from sayso.collect.sniff import CONTAINERS, HEAD, MBOX, WACZ, WARC, container
from sayso.collect.way import Way, read_of
from sayso.errors import SaysoError
from sayso.printable import printable
from sayso.types import Capture, Unreadable
from sayso.unforeseen import unforeseen

LISTS = frozenset({listings.FEED, listings.SITEMAP})
EVERYTHING, SITEMAPS, NOTHING = frozenset({*LISTS, WARC, WACZ, MBOX}), frozenset({listings.SITEMAP}), frozenset[str]()


MOST_FEEDS = 3
"""Feeds of a front page that are told."""


@dataclass(slots=True)
class Receiving:
    """One run of collecting. An address that several feeds name is fetched once."""

    door: Door
    _asked: set[str] = field(default_factory=set)
    _sitemaps: set[str] = field(default_factory=set)
    _again: int = 0
    """Times that an address was named which was asked for already."""
    _way: Way = field(init=False)

    def __post_init__(self) -> None:
        self._way = Way(self.door.along)

    def all_of(self, paths: Sequence[str]) -> Iterator[Given]:
        """Every document that `paths` mean, in order, each received when its turn comes.

        Raises SaysoError E001, E002 or E015 for a wrong argument, before anything is received.
        """
        return self._all_of(arguments.named(paths))

    def _all_of(self, named: Sequence[arguments.Named]) -> Iterator[Given]:
        for number, one in enumerate(named):
            with self._way.part(number, len(named)):
                yield from self._of(one)

    def of_address(self, address: str, published: str | None = None) -> Iterator[Given]:
        """What stands at `address`; of a feed or sitemap, what stands at the addresses in it."""
        with self._told_again(address):
            yield from self._fetched(address, published, _opened_at(address))

    def of_stream(self, address: str, stream: BinaryIO) -> Iterator[Given]:
        """What somebody handed over under a name: a stream that can be wound back. The name's suffix says what it is."""
        head = stream.read(HEAD)
        stream.seek(0)
        if kind := container(address, head):
            yield from self._within(kind, stream, address)
        else:
            with self._told_again(address):
                yield from self._document(files.handed_over(address, stream, self.door.clock, self.door.max_bytes))

    def part(self, number: int, of: int) -> AbstractContextManager[None]:
        """What is received inside is one of so many equal parts, for `along`. `all_of` makes its own."""
        return self._way.part(number, of)

    def _of(self, one: arguments.Named) -> Iterator[Given]:
        if isinstance(one, Unreadable):
            yield Given(one)
        elif isinstance(one, PassedOver):
            self.door.tell(one.folder, one.words)
        elif isinstance(one, Address):
            yield from self.of_address(one.url)
        else:
            yield from self._of_file(one)

    def _of_file(self, path: str) -> Iterator[Given]:
        stdin = self.door.stdin
        with files.opened(path, stdin) as opened:
            if opened and (kind := container(path, opened[1])):
                yield from self._within(kind, opened[0], printable(path))
                return
            if opened and path == STANDARD_INPUT:
                stdin = opened[0]
        with self._told_again(path):
            yield from self._document(files.capture(path, stdin, self.door.clock, self.door.max_bytes))

    @contextmanager
    def _told_again(self, address: str) -> Iterator[None]:
        """A feed or sitemap may name what was asked for already, be it an address or a file itself."""
        before = self._again
        yield
        if self._again > before:
            self.door.tell(printable(address), f"named again in this run, and not fetched again: {self._again - before}")

    def _within(self, kind: str, stream: BinaryIO, address: str) -> Iterator[Given]:
        """The documents of an archive or mailbox, and what is said of the rest of it at its end."""
        tally, count, read = Tally(), 0, read_of(stream)
        documents = containers.documents(kind, stream, address, self.door.clock, self.door.max_bytes, tally)
        for given in _to_its_end(documents, address):
            count += 1
            yield self._kept(given)
            self._way.at(read())
        if tally.records:
            self.door.tell(address, tally.words)
        elif not count:
            yield Given(_unread(SaysoError("E004", path=address), address))

    def _fetched(self, address: str, published: str | None, opened: frozenset[str]) -> Iterator[Given]:
        try:
            key = canonical(address)
            if key in self._asked:
                self._again += 1
                return
            self._asked.add(key)
            capture = self.door.fetch(address)
        except SaysoError as error:
            yield Given(_unread(error, address))
            return
        except Exception as error:
            yield Given(_unread(unforeseen(error, printable(address)), address))
            return
        yield from self._document(capture, published, opened)

    def _document(
        self, found: Capture | Unreadable, published: str | None = None, opened: frozenset[str] = EVERYTHING
    ) -> Iterator[Given]:
        """`opened`: which sorts of archives and lists are gone into."""
        if isinstance(found, Unreadable):
            yield Given(found)
            return
        held, listed = container(found.address, found.body[:HEAD]), listings.kind(found)
        if not held and not listed:
            if opened and listings.is_front_page(found):
                self._tell_feeds(found)
            yield self._kept(Given(found, published))
        elif (held or listed) not in opened:
            self._kept(Given(found))
            detail = f"a {held or listed} where {'its address names none' if opened else 'an article was expected'}"
            error = SaysoError("E077", path=found.address, detail=detail)
            yield Given(_unreadable(error, found))
        elif held:
            yield from self._within(held, BytesIO(found.body), found.address)
        elif listed:
            yield from self._listed(listed, self.door.keep(found))

    def _listed(self, kind: str, listing: Capture) -> Iterator[Given]:
        try:
            listed = listings.read(kind, listing, self.door.parse)
        except SaysoError as error:
            yield Given(_unreadable(error, listing))
            return
        self.door.tell(listing.address, listed.words)
        parts = len(listed.items) + len(listed.further)
        for number, item in enumerate(listed.items):
            with self._way.part(number, parts):
                yield from self._fetched(item.address, item.published, NOTHING)
        for number, further in enumerate(listed.further, len(listed.items)):
            if len(self._sitemaps) >= limits.MAX_SITEMAPS:
                self.door.tell(listing.address, f"only the first {limits.MAX_SITEMAPS} sitemaps were followed")
                return
            self._sitemaps.add(further)
            with self._way.part(number, parts):
                yield from self._fetched(further, None, SITEMAPS)

    def _tell_feeds(self, page: Capture) -> None:
        """Who names a front page may want the news that it leads to."""
        try:
            feeds = listings.named_by(page, self.door.parse)
        except SaysoError:  # the page itself tells what is wrong with it
            return
        if feeds:
            self.door.tell(page.address, f"a front page; for the news give {' or '.join(feeds[:MOST_FEEDS])}")

    def _kept(self, given: Given) -> Given:
        """What cannot be put into a record is told; a disk that takes nothing more ends the run."""
        if isinstance(given.capture, Unreadable):
            return given
        try:
            return Given(self.door.keep(given.capture), given.published)
        except Exception as error:
            return Given(_unreadable(unforeseen(error, given.capture.address), given.capture))


def _opened_at(address: str) -> frozenset[str]:
    """What is gone into at an address that a person named. The messages of a mailbox bear its own address."""
    path = address.partition("?")[0].partition("#")[0].lower()
    return EVERYTHING if path.endswith(tuple(CONTAINERS)) else frozenset({*LISTS, MBOX})


def _to_its_end(documents: Iterator[Given], address: str) -> Iterator[Given]:
    """What was in it until the reader failed, which is told in the place of the rest."""
    try:
        yield from documents
    except Exception as error:
        yield Given(_unread(unforeseen(error, address), address))


def _unread(error: SaysoError, address: str) -> Unreadable:
    """What was not received, or of which there is no one body."""
    return Unreadable(printable(address), error.code.code, error.line)


def _unreadable(error: SaysoError, capture: Capture) -> Unreadable:
    return Unreadable(capture.address, error.code.code, error.line, capture.sha256)
