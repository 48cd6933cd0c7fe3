"""One round of the watch: all that is due is fetched, and what is new is handed on to be read. What is known of an address
moves on only when the ledger has what came from it, so that whatever stops a round is made good by the next one.

Threads fetch (`watch_crew`); everything else, and every word to the state, is in the thread that takes what `given` yields.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sayso.collect.given import Given
from sayso.collect.schedule.decisions import fetched, given_up, is_due, not_fetched, not_polled, poll_at, polled
from sayso.collect.schedule.hosts import host
from sayso.collect.schedule.records import Answer, Article, Came, Failed, Kind, Known, Listing, Polled, Same, Watched
from sayso.collect.schedule.state import State
from sayso.commands.watch_crew import Crew
from sayso.commands.watch_jobs import Brought, Job, Poll, Reach, Tally, address
from sayso.errors import SaysoError
from sayso.types import Capture, Unreadable
from sayso.unforeseen import unforeseen

OF_A_HOST = 40
"""Articles of one host in a round: with a second between them, a round then takes a minute, and feeds have their turn again."""

LONGEST = 300.0
"""Seconds after which a round takes no more articles: they are due, and the next one has them once feeds had their turn. A host
that wants half a minute between two requests, or a first day of five hundred feeds, would else hold them up for hours."""


class Round:
    """`tell` gets a line for what a person should know once. `stopped` is asked often; then nothing more is yielded. `keep`
    keeps what was received as evidence, and says where.
    """

    def __init__(
        self,
        state: State,
        reach: Reach,
        refetch: Sequence[float],
        clock: Callable[[], datetime],
        tell: Callable[[str], None],
        stopped: Callable[[], bool] = lambda: False,
        keep: Callable[[Capture], Capture] = lambda capture: capture,
    ) -> None:
        self.state, self.reach, self.refetch, self.clock, self.tell, self.stopped = state, reach, refetch, clock, tell, stopped
        self.keep = keep
        self.tally = Tally()
        self._begun = time.monotonic()
        self._taken: Counter[str] = Counter()
        """Articles of each host that this round fetches."""
        self._open: dict[int, tuple[Given, Polled | Article]] = {}
        """What was handed on and is not settled: with what is then known of its address."""

    def given(self, watched: Sequence[Watched]) -> Generator[Given, None, None]:
        """Fetch all that is due, and yield what is to be read. Whoever takes it says `settled` of each when it is kept."""
        crew: Crew[Job, Brought] = Crew(self._work, lambda brought: brought.size, lambda brought: brought.of_host)
        try:
            crew.add([(host(address(job)), job) for job in self._due(watched)])
            for brought in crew.results(self.stopped):
                if self._is_long():
                    crew.keep(lambda job: isinstance(job, Poll))
                yield from self._after(brought, crew)
        finally:
            crew.end()

    def _is_long(self) -> bool:
        return time.monotonic() - self._begun > LONGEST

    def settled(self, given: Given) -> None:
        """All that came of it is in the ledger."""
        if (found := self._open.pop(id(given), None)) is not None:
            self.state.put(found[1])

    def _due(self, watched: Sequence[Watched]) -> Iterator[Job]:
        """Polls first: they are few, and bring the news."""
        at = self._now()
        known = {(one.kind, one.address): one for one in self.state.polled()}
        for one in watched:
            before = known[one.kind, one.address]
            if is_due(poll_at(before, one.every, at), at):
                yield Poll(one, before)
        yield from self._few(self.state.due_articles(at, OF_A_HOST))

    def _work(self, job: Job) -> Brought:
        """In a thread of the crew."""
        known = job.before.known if isinstance(job, Poll) else job.known
        try:
            a_list = isinstance(job, Poll) and job.watched.kind is not Kind.PAGE
            answer = self.reach.fetch(address(job), known, article=not a_list)
            if isinstance(job, Poll) and a_list and isinstance(answer, Came):
                return Brought(job, answer, self.reach.listing(job.watched.kind, answer.capture))
            return Brought(job, answer)
        except SaysoError as error:
            return Brought(job, Failed(error.code.code, error.line))
        except Exception as error:  # whatever a document from outside does to a parser, the others are fetched
            problem = SaysoError("E099", detail=f"{address(job)}: {type(error).__name__}: {error}")
            return Brought(job, Failed(problem.code.code, problem.line))

    def _after(self, brought: Brought, crew: Crew[Job, Brought]) -> Iterator[Given]:
        job, answer = brought.job, brought.answer
        if isinstance(answer, Failed) and answer.of_host:
            self._spare(host(address(job)), job, answer)
        if isinstance(job, Article):
            yield from self._after_article(job, answer)
        elif isinstance(answer, Failed):
            self._poll_failed(job, answer)
        elif job.watched.kind is Kind.PAGE:
            yield from self._page(job, answer)
        else:
            self._list(job, answer, brought.listing, crew)

    def _list(self, job: Poll, answer: Came | Same, listing: Listing, crew: Crew[Job, Brought]) -> None:
        self._count_poll(answer)
        if listing.note and job.before.success is None:
            self.tell(f"{job.watched.address}: {listing.note}")
        at = self._now()
        after = polled(job.before, job.watched.every, at, answer.known if listing.whole else Known())
        new = self.state.listed(after, listing.items, at)
        if new and isinstance(answer, Came):  # it told their dates; a list that brought nothing new is no evidence of anything
            self._kept(answer.capture)
        crew.add([(host(article.url), article) for article in self._few(() if self._is_long() else new)])

    def _few(self, articles: Sequence[Article]) -> Iterator[Article]:
        """So many of each host as a round takes; the others are due, and the next round has them."""
        for article in articles:
            self._taken[host(article.url)] += 1
            if self._taken[host(article.url)] <= OF_A_HOST:
                yield article

    def _page(self, job: Poll, answer: Came | Same) -> Iterator[Given]:
        self._count_poll(answer)
        after = polled(job.before, job.watched.every, self._now(), answer.known)
        yield from self._changed(answer, job.before.known, after, None)

    def _after_article(self, job: Article, answer: Answer) -> Iterator[Given]:
        at = self._now()
        if isinstance(answer, Failed):
            yield from self._article_failed(job, answer, at)
            return
        self.tally.articles["not modified"] += isinstance(answer, Same)
        after = fetched(job, self.refetch, at, answer.known)
        yield from self._changed(answer, job.known, after, job.published)

    def _changed(self, answer: Came | Same, before: Known, after: Polled | Article, published: str | None) -> Iterator[Given]:
        """What came, if it is not what came last."""
        if isinstance(answer, Came) and answer.capture.sha256 != before.sha256:
            yield self._handed_on(Given(self._kept(answer.capture), published), after)
            return
        self.tally.unchanged += isinstance(answer, Came)
        self.state.put(after)

    def _kept(self, capture: Capture) -> Capture | Unreadable:
        """What cannot be put into a record is told once, and never stands in the way of the rest."""
        try:
            return self.keep(capture)
        except Exception as error:
            problem = unforeseen(error, capture.address)
            return Unreadable(capture.address, problem.code.code, problem.line, capture.sha256)

    def _article_failed(self, job: Article, failed: Failed, at: float) -> Iterator[Given]:
        after = not_fetched(job, self.refetch, at, failed)
        if given_up(after):
            self.tally.articles["given up"] += 1
            yield self._handed_on(Given(Unreadable(job.address, failed.code, failed.reason), None), after)
        else:
            self.tally.articles["failed"] += 1
            self.state.put(after)

    def _poll_failed(self, job: Poll, failed: Failed) -> None:
        """Told when it begins, and when the reason is another; not each time."""
        self.tally.polls["failed"] += 1
        if not job.before.failures or job.before.reason != failed.reason:
            self.tell(failed.reason)
        self.state.put(not_polled(job.before, job.watched.every, self._now(), failed))

    def _spare(self, host: str, job: Job, failed: Failed) -> None:
        """A host that is ill or asks for time is left alone: its articles wait as long as the one that failed."""
        probe = job if isinstance(job, Article) else Article(job.watched.address, job.watched.address, None)
        after = not_fetched(replace(probe, failures=0), self.refetch, self._now(), failed)
        if after.due is not None:
            self.state.postpone(host, after.due)

    def _handed_on(self, given: Given, after: Polled | Article) -> Given:
        self._open[id(given)] = (given, after)
        return given

    def _count_poll(self, answer: Came | Same) -> None:
        self.tally.polls["polled"] += 1
        self.tally.polls["not modified"] += isinstance(answer, Same)

    def _now(self) -> float:
        return self.clock().timestamp()
