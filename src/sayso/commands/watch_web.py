"""The web as the watch asks for it: an address to what it answers, a list to the articles that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol
from urllib.parse import urlsplit

from sayso.collect import listings, sniff
from sayso.collect.captured import captured
from sayso.collect.contained import listing
from sayso.collect.listed import Item as Listed
from sayso.collect.listed import Sitemap
from sayso.collect.listings import Parse
from sayso.collect.net.addresses import canonical
from sayso.collect.net.fetched import Fetched, NotModified, StatusError, Validators
from sayso.collect.schedule.records import Again, Answer, Came, Failed, Item, Kind, Known, Listing, Same
from sayso.errors import SaysoError
from sayso.read.dates import iso
from sayso.types import Capture

REFUSED = frozenset({"E003", "E015", "E070", "E074", "E075", "E076"})
"""No document, no address, not of the public web, too large, robots.txt, reserved: asking soon again brings nothing else."""
UNANSWERED = "E071"
GONE, BUSY = 410, frozenset({429, 503})
MOST_FURTHER = 20
"""Sitemaps of an index that are asked for. One for news names a handful; one of a whole archive names thousands."""


class Fetching(Protocol):
    """`collect.net.fetch.Web`, as far as it is needed."""

    def fetch(self, url: str, known: Validators | None = None) -> Fetched | NotModified: ...


@dataclass(frozen=True, slots=True)
class Reached:
    """`watch_jobs.Reach` over the web. Safe for threads as far as `web` and `parse` are."""

    web: Fetching
    parse: Parse

    def fetch(self, address: str, known: Known, article: bool = False) -> Answer:
        try:
            found = self.web.fetch(address, _conditions(known))
            told = found.validators
            now = replace(known, etag=told.etag, last_modified=told.last_modified, of=told.of)
            if isinstance(found, NotModified):
                return Same(now)
            capture = _named(captured(found))
            if article and _is_front(capture.address) and not _is_front(address):
                return failed(SaysoError("E073", address=address, status="to go to its front page"))
            return _no_article(capture) if article and not _may_be_article(capture) else Came(capture, _of(now, capture))
        except SaysoError as error:
            return failed(error)

    def listing(self, kind: Kind, capture: Capture) -> Listing:
        if kind is Kind.SITEMAP:
            return self._of_sitemap(capture)
        feed = self.parse(
            listing.FEED, capture.body, capture.address, capture.media_type, capture.encoding, name=capture.address
        )
        return _listing(feed.items, feed.left_out, [])

    def _of_sitemap(self, capture: Capture) -> Listing:
        """With the sitemaps that it names, where it is an index; those name no further ones. One that cannot be had is told."""
        found = self._parsed(capture)
        notes = [found.note] if found.note else []
        parts = [found, *(part for address in found.further[:MOST_FURTHER] if (part := self._part(address, notes)))]
        if (count := len(found.further)) > MOST_FURTHER:
            notes.append(f"only {MOST_FURTHER} of the {count:,} sitemaps that it names were read")
        items = chain.from_iterable(part.entries for part in parts)
        return _listing(items, sum(part.refused for part in parts), notes, whole=not found.further)

    def _part(self, address: str, notes: list[str]) -> Sitemap | None:
        answer = self.fetch(address, Known())
        try:
            if isinstance(answer, Came):
                return self._parsed(answer.capture)
            notes.append(answer.reason if isinstance(answer, Failed) else f"{address}: nothing came")
        except SaysoError as error:
            notes.append(error.line)
        return None

    def _parsed(self, capture: Capture) -> Sitemap:
        return self.parse(listing.SITEMAP, capture.body, capture.address, capture.encoding, name=capture.address)


def _conditions(known: Known) -> Validators | None:
    """None where nothing is known: a 304 is no answer then, whoever sends it."""
    told = Validators(known.etag, known.last_modified, known.of)
    return told if told.etag or told.last_modified else None


def _named(capture: Capture) -> Capture:
    """Under the one address by which its versions find each other."""
    return replace(capture, address=canonical(capture.address))


def _of(known: Known, capture: Capture) -> Known:
    return replace(known, sha256=capture.sha256)


def _may_be_article(capture: Capture) -> bool:
    return listings.kind(capture) is None and sniff.container(capture.address, capture.body[: sniff.HEAD]) is None


def _is_front(address: str) -> bool:
    """Of a site: where many lead who ask for an article that is gone."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _no_article(capture: Capture) -> Failed:
    what = sniff.container(capture.address, capture.body[: sniff.HEAD]) or listings.kind(capture)
    error = SaysoError("E077", path=capture.address, detail=f"a {what} where an article was expected")
    return replace(failed(error), again=Again.NEVER)


def failed(error: SaysoError) -> Failed:
    """What an error of fetching means for the next try."""
    code = error.code.code
    if isinstance(error, StatusError):
        again = Again.NEVER if error.status == GONE else Again.LATER
        return Failed(code, error.line, again, error.retry_after, of_host=error.status in BUSY)
    again = Again.NEVER if code in REFUSED else Again.LATER
    return Failed(code, error.line, again, of_host=code == UNANSWERED)


def _listing(listed: Iterable[Listed], refused: int, notes: Sequence[str], whole: bool = True) -> Listing:
    """What can be asked for, with dates that are dates. Two spellings of one address are one item."""
    items: dict[str, Item] = {}
    for one in listed:
        address = _checked(canonical, one.address)
        if address is None:
            refused += 1
        else:
            items.setdefault(address, Item(address, one.address, one.published and _checked(iso, one.published)))
    told = [f"{refused:,} of its entries lead to no article that can be fetched"] if refused else []
    return Listing(tuple(items.values()), "; ".join([*told, *notes]) or None, whole)


def _checked(check: Callable[[str], str], told: str) -> str | None:
    try:
        return check(told)
    except SaysoError:
        return None
