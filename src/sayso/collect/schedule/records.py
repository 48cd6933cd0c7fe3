"""What is known of each address that is watched, and what an address can answer. Moments are seconds since 1970, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.types import Capture


class Kind(StrEnum):
    """What is polled again and again: two kinds of lists of articles, and a page that is itself what is read."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Watched:
    """A line of `sayso.toml`. `every`: seconds between two polls."""

    kind: Kind
    address: str
    every: float


@dataclass(frozen=True, slots=True)
class Known:
    """What an address told of the state in which it was fetched last (RFC 9110, 8.8), and the SHA-256 of that. `of` is the
    address that told it: another than was asked for, after a redirect.
    """

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """A polled address. `failures`: how often it failed since it last answered; `reason`: why it last failed."""

    kind: Kind
    address: str
    due: float
    known: Known = Known()
    failures: int = 0
    success: float | None = None
    failure: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article that some list named. `address` is written in the one way that makes two names of it one."""

    address: str
    url: str
    """As the list wrote it, which is how it is asked for: some sites answer to no other spelling."""
    due: float | None
    """When it is fetched next; None once nothing is left to do."""
    published: str | None = None
    """As the list told, an ISO prefix."""
    first: float | None = None
    """When it was first fetched: the later fetches count from there."""
    known: Known = Known()
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a feed or sitemap: where an article is (`address` and `url` as of an `Article`), and when it was published."""

    address: str
    url: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists; `note`: what of it was not taken, for the person. Not `whole`: it names further lists, of
    which its being unchanged says nothing.
    """

    items: tuple[Item, ...] = ()
    note: str | None = None
    whole: bool = True


class Again(StrEnum):
    """What a failure means for the next try."""

    LATER = "later"
    """It may pass: no answer, a server that is ill or busy, a page that is not there (yet, or for a while)."""
    NEVER = "never"
    """It was refused or is gone: by robots.txt, by the guard, by status 410."""


@dataclass(frozen=True, slots=True)
class Came:
    """The address answered with a document. `known`: what is known of the address from now on."""

    capture: Capture
    known: Known


@dataclass(frozen=True, slots=True)
class Same:
    """Status 304: nothing has changed since it was fetched last. `known` may hold newer marks of the same state."""

    known: Known


@dataclass(frozen=True, slots=True)
class Failed:
    """No document came. `reason` is the whole coded line; `wait`: the seconds that the server asked for (Retry-After).

    `of_host`: every other page of the host would fail in the same way now.
    """

    code: str
    reason: str
    again: Again = Again.LATER
    wait: float | None = None
    of_host: bool = False


Answer = Came | Same | Failed
