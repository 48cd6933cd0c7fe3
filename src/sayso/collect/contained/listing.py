"""Feeds and sitemaps, parsed in a child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sayso.collect.arguments import printable
from sayso.collect.contained.jobs import Job
from sayso.collect.contained.pool import Contained
from sayso.collect.listed import Feed, Sitemap

PARSED = {
    job.name: job
    for job in (
        Job("feed", Feed, answer=20_000_000),
        Job("sitemap", Sitemap, answer=20_000_000),  # a megabyte of gzip may list 50,000 pages
        Job("linked_feeds", tuple[str, ...]),
    )
}


def parsing(contained: Contained) -> Callable[..., Any]:
    """The `parse` of `listings.read`: a name of `PARSED`, and its function's arguments, of which the second is the address.

    Raises what the function does, and SaysoError E082, E083, E084.
    """

    def parse(name: str, body: bytes, base: str | None, *more: object) -> Any:
        return contained.call(PARSED[name], body, base, *more, name=printable(base or name))

    return parse
