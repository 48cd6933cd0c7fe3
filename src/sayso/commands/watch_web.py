"""The web as the watch asks for it: an address to what it answers, a list to the articles that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from sayso.collect import sniff
from sayso.collect.feeds import feed
from sayso.collect.listed import Item as Listed
from sayso.collect.listed import Sitemap
from sayso.collect.net.addresses import canonical
from sayso.collect.net.fetched import Fetched, FetchLimits, NotModified, StatusError, Validators
from sayso.collect.schedule.records import Again, Answer, Came, Failed, Item, Kind, Known, Listing, Same
from sayso.collect.sitemaps import sitemap
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.read.dates import iso
from sayso.types import Capture

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
REFUSED = frozenset({"E015", "E070", "E074", "E075", "E076"})
"""No address, not of the public web, too large, robots.txt, reserved: asking soon again brings nothing else."""
UNANSWERED = "E071"
GONE, BUSY = 410, frozenset({429, 503})
MOST_FURTHER = 20
"""Sitemaps of an index that are asked for. One for news names a handful; one of a whole archive names thousands."""


class Fetching(Protocol):
    """`collect.net.fetch.Web`, as far as it is needed."""

    def fetch(self, url: str, known: Validators | None = None) -> Fetched | NotModified: ...


@contextmanager
def reaching(session: Session) -> Iterator[Reached]:
    """The real web, by what the settings allow. SaysoError E035 where SAYSO_ALLOW_HOSTS names no host."""
    from sayso.collect.net.fetch import Web

    settings = session.settings
    limits = FetchLimits(max_bytes=settings.max_bytes, delay_seconds=settings.delay_seconds)
    allowed = [name.strip() for name in settings.allow_hosts.split(",") if name.strip()]
    web = Web(limits, allowed, settings.agent, session.clock)
    try:
        yield Reached(web)
    finally:
        web.close()


@dataclass(frozen=True, slots=True)
class Reached:
    """`watch_round.Reach` over the web. Safe for threads as far as `web` is."""

    web: Fetching

    def fetch(self, address: str, known: Known) -> Answer:
        try:
            found = self.web.fetch(address, _conditions(known))
            told = found.validators
            now = replace(known, etag=told.etag, last_modified=told.last_modified, of=told.of)
            if isinstance(found, NotModified):
                return Same(now)
            capture = captured(found)
            return Came(capture, replace(now, sha256=capture.sha256))
        except SaysoError as error:
            return failed(error)

    def listing(self, kind: Kind, capture: Capture) -> Listing:
        if kind is Kind.FEED:
            found = feed(capture.body, capture.address, capture.media_type, capture.encoding)
            return _listing(found.items, found.left_out, [])
        return self._of_sitemap(capture)

    def _of_sitemap(self, capture: Capture) -> Listing:
        """With the sitemaps that it names, where it is an index; those name no further ones. One that cannot be had is told."""
        found = sitemap(capture.body, capture.address, capture.encoding)
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
                return sitemap(answer.capture.body, answer.capture.address, answer.capture.encoding)
            notes.append(answer.reason if isinstance(answer, Failed) else f"{address}: nothing came")
        except SaysoError as error:
            notes.append(error.line)
        return None


def _conditions(known: Known) -> Validators | None:
    """None where nothing is known: a 304 is no answer then, whoever sends it."""
    told = Validators(known.etag, known.last_modified, known.of)
    return told if told.etag or told.last_modified else None


def captured(found: Fetched) -> Capture:
    """What was fetched, as all that is collected. SaysoError E003 (binary) or E004 (empty), as for files."""
    address, body = canonical(found.final), found.body
    if not body.strip():
        raise SaysoError("E004", path=address)
    if what := sniff.binary(body):
        raise SaysoError("E003", path=address, what=what)
    media_type = sniff.HTML if found.media_type in HTML_TYPES else found.media_type or sniff.media_type("", body)
    digest = hashlib.sha256(body).hexdigest()
    return Capture(address, found.at, media_type, digest, body, encoding=found.encoding, exchange=found.exchange)


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
