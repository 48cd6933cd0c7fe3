"""The end of `sayso bulk`: copies and stories of all that was read, as jobs of the same engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn

from sayso.bulk.engines.engine import Engine
from sayso.bulk.grouping.group import Grouped, Step, group, is_grouped
from sayso.bulk.grouping.group import Progress as Show
from sayso.commands.bulk_progress import EVERY, now
from sayso.commands.session import Session


def stories(session: Session, output: str, engine: Engine, reports: int, as_before: bool) -> None:
    """`reports`: how many there are in `output`. `as_before`: none of them is new, so that what was found once holds.

    Raises SaysoError as `group`.
    """
    if not reports or (as_before and is_grouped(output)):
        return
    with _shown(session) as show:
        found = group(output, engine, show)
    session.blame(words(found))


def words(found: Grouped) -> str:
    """ "34 stories in 120 reports; 56 are copies of an earlier one"."""
    stories = "1 story" if found.stories == 1 else f"{found.stories:,} stories"
    reports = "1 report" if found.reports == 1 else f"{found.reports:,} reports"
    copies = "1 is a copy" if found.repeated == 1 else f"{found.repeated:,} are copies"
    return f"{stories} in {reports}; {copies} of an earlier one"


@contextmanager
def _shown(session: Session) -> Iterator[Show]:
    """A bar on a terminal, a line every minute to a pipe."""
    console = session.err
    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task, last = bar.add_task("copies and stories"), now()

        def show(step: Step) -> None:
            nonlocal last
            bar.update(task, description=step.name, completed=step.done, total=step.jobs)
            if not console.is_terminal and now() - last >= EVERY:
                last = now()
                session.tell(f"{step.name}: {step.done:,} of {step.jobs:,}")

        yield show
