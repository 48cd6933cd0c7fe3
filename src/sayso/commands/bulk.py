"""`sayso bulk`: archives of any size to Parquet, on as many processes or machines as there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import typer

from sayso.bulk import manifest, places
from sayso.bulk.engines.chosen import engine
from sayso.bulk.engines.engine import Engine
from sayso.bulk.engines.inline import Inline
from sayso.bulk.job import Job
from sayso.bulk.planning.named import Input, Named, named
from sayso.bulk.planning.parquet import libraries
from sayso.bulk.planning.tasks import tasks
from sayso.bulk.run import Sum, run
from sayso.bulk.status import Status
from sayso.collect.arguments import PassedOver
from sayso.commands.account import unread_words
from sayso.commands.bulk_progress import Pace, now, shown
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.read.dates import iso
from sayso.reconcile.keep.schema import version as views
from sayso.understand.reader import LLM, reader

MOST_TOLD = 100
"""Problems that are told while a run goes on; all of them stand in `documents/`."""
MOST_SIZED = 1_000
"""Inputs on other machines whose sizes are asked for, to know when the run will end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed. `reader` and `workers`: None = as the settings have it, as many as there are cores."""

    inputs: Sequence[str]
    output: str
    published: str | None
    reader: str | None
    engine: str
    workers: int | None
    resume: bool
    stories: bool


def bulk(session: Session, wanted: Wanted) -> None:
    """Exit status 1 where anything could not be read; all the rest is there."""
    libraries()
    inputs, job = named(wanted.inputs), _job(session, wanted)
    place = places.place(job.output)
    with manifest.held(place, job.output):
        _run(session, wanted, inputs, job, place)


def _run(session: Session, wanted: Wanted, inputs: Sequence[Named], job: Job, place: places.Place) -> None:
    begun = manifest.begin(place, job, wanted.inputs, wanted.resume)
    account = _Account(session, inputs)
    with closing(_engine(session, wanted, place)) as workers, shown(session, account.pace) as show:
        account.show = show
        try:
            run(begun.job, place, workers, tasks(inputs, begun.job.max_bytes), account.tell, begun.fresh)
            manifest.complete(place, begun.job, wanted.inputs, account.sum.plain())
        finally:
            account.say()
        if wanted.stories:
            _stories(session, job.output, workers, account.sum)
    if account.sum.lost:
        raise typer.Exit(1)


def _stories(session: Session, output: str, workers: Engine, sum: Sum) -> None:
    from sayso.commands.bulk_stories import stories

    stories(session, output, workers, sum.reports, as_before=sum.documents == sum.before)


def _job(session: Session, wanted: Wanted) -> Job:
    """SaysoError E011, E013, E041, E150."""
    settings, name = session.settings, wanted.reader or session.settings.reader
    if name == LLM:  # its children have no sockets, on purpose, and an archive of millions would cost what nobody meant to pay
        raise SaysoError("E150")
    outlets = settings.outlets.read_text(encoding="utf-8-sig") if settings.outlets else None
    return Job(
        output=wanted.output.removeprefix(places.LOCAL),
        reader=name,
        version=reader(name).version,
        views=views(),
        begun_at=session.clock(),
        published=iso(wanted.published) if wanted.published else None,
        outlets=outlets,
        max_bytes=settings.max_bytes,
    )


def _engine(session: Session, wanted: Wanted, place: places.Place) -> Engine:
    """As `engines.chosen.engine`."""
    return engine(wanted.engine, wanted.workers, session.tell) if place.shared else Inline()


class _Account:
    """Says what was not as expected: the first of it at once, and at the end how much there was."""

    def __init__(self, session: Session, inputs: Sequence[Named]) -> None:
        self.session, self.sum = session, Sum()
        self.pace = Pace(_total(inputs), now)
        self.show: Callable[[Sum], None] = lambda sum: None
        self._told = 0
        for one in inputs:
            if isinstance(one, PassedOver):
                session.tell(f"{one.folder}: {one.words}")

    def tell(self, status: Status) -> None:
        self.sum.add(status)
        if status.before:
            self.pace.before(status.size, status.documents)
        for problem in status.problems[: max(0, MOST_TOLD - self._told)]:
            self._told += 1
            self.session.blame(problem.reason)
            if self._told == MOST_TOLD:
                self.session.blame("more of these are not told here; documents/ has all, with their reasons")
        self.show(self.sum)

    def say(self) -> None:
        """However the run ended."""
        found = self.sum
        for count, words in (
            (found.undated, "no publication date; add it with --published 2022-01-07"),
            (found.without_claims, "no claims found"),
        ):
            if count:
                self.session.tell(f"{count:,} {'report' if count == 1 else 'reports'}: {words}")
        if found.unread:
            self.session.blame(unread_words(found.unread, False))
        if found.passed_words:
            self.session.tell(found.passed_words)
        if found.before:
            self.session.tell(f"{found.before:,} of the documents were done before")
        self.session.blame(found.words)


def _total(inputs: Sequence[Named]) -> int:
    """Bytes of all inputs; 0 where that is not known."""
    files = [one for one in inputs if isinstance(one, Input)]
    if sum(places.is_remote(one.address) for one in files) > MOST_SIZED:
        return 0
    sizes = [one.size for one in files]
    return sum(sizes) if all(sizes) else 0
