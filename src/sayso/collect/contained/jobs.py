"""What a child may be asked to do: a closed table. No other function can be named, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, Generic, TypeVar

R_co = TypeVar("R_co", covariant=True)

JOBS = {
    "reports": "sayso.read.contained:found_in",
    "feed": "sayso.collect.feeds:feed",
    "sitemap": "sayso.collect.sitemaps:sitemap",
    "linked_feeds": "sayso.collect.linked_feeds:linked_feeds",
    "bulk_rules": "sayso.bulk.child:by_rules",
    "bulk_model": "sayso.bulk.child:by_model",
}
"""Each job's function, which is imported in the child alone."""

AHEAD = {
    "reports": ("sayso.read.page", "trafilatura"),
    "feed": ("feedparser",),
    "sitemap": ("lxml.etree",),
    "linked_feeds": ("lxml.etree",),
    "bulk_rules": ("sayso.read.page", "trafilatura", "sayso.bulk.child:load_rules"),
    "bulk_model": ("sayso.read.page", "trafilatura", "sayso.bulk.child:load_model"),
}
"""Modules that a job imports late, and a child at once, before its limits are set and while nobody waits for it; and functions
that it calls then."""


ANSWER_TO_REQUEST = 3
"""A report is hardly longer than its page."""


@dataclass(frozen=True)
class Job(Generic[R_co]):
    """A name of `JOBS`, and the type that its function returns: what comes back from a child has this type or is refused."""

    name: str
    result: type[R_co]
    answer: int = 5_000_000
    """Bytes of its longest answer, besides `ANSWER_TO_REQUEST` for each byte of what is asked, so that a child that was taken
    over cannot fill the parent's memory."""

    @cached_property
    def shaped(self) -> Callable[[Any], R_co]:
        from sayso.collect.contained.shapes import shaped

        return shaped(self.result)


def function(path: str) -> Callable[..., Any]:
    """The function that a row of the table names."""
    module, _, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
