"""What a round of the watch has to do, what a thread of it brings, and what it counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from sayso.collect.schedule.records import Answer, Article, Came, Failed, Kind, Known, Listing, Polled, Watched
from sayso.types import Capture


class Reach(Protocol):
    """The web, as a round needs it. Both are called from many threads, and raise nothing but SaysoError."""

    def fetch(self, address: str, known: Known, article: bool = False) -> Answer:
        """What an address answers, asked for only what has changed since `known`. `article`: a list or an archive is none."""
        ...

    def listing(self, kind: Kind, capture: Capture) -> Listing:
        """The articles that a feed or sitemap names, each address written in one way. SaysoError where it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Poll:
    """A feed, sitemap or page that is due."""

    watched: Watched
    before: Polled


Job = Poll | Article

NOTHING = Listing()


@dataclass(frozen=True, slots=True)
class Brought:
    """What a thread brought; `listing` where it was a list."""

    job: Job
    answer: Answer
    listing: Listing = NOTHING

    @property
    def size(self) -> int:
        return len(self.answer.capture.body) if isinstance(self.answer, Came) else 0

    @property
    def of_host(self) -> bool:
        return isinstance(self.answer, Failed) and self.answer.of_host


@dataclass(slots=True)
class Tally:
    """Of one round: how the polls went, and the fetches of articles that brought nothing to read."""

    polls: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    """Documents received whose bytes are as they were; the ledger is not asked."""


def address(job: Job) -> str:
    """Where it is asked for."""
    return job.watched.address if isinstance(job, Poll) else job.url
