"""A progress bar on standard error; nothing where no terminal looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn


@dataclass(slots=True)
class Shown:
    """The bar tells how far receiving is, the words before it how many reports and unreadables came of it."""

    bar: Progress
    task: TaskID
    count: int = 0

    def along(self, share: float) -> None:
        """From 0 to 1."""
        self.bar.update(self.task, completed=share)

    def received(self) -> None:
        """One more report, or one more that could not be read."""
        self.count += 1
        self.bar.update(self.task, description=f"{self.count:,} received")


@contextmanager
def progress(console: Console) -> Iterator[Shown]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield Shown(bar, bar.add_task("reading", total=1.0))


@contextmanager
def counted(console: Console, what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar of things that can be counted: called with how many are done, and how many there are by now."""
    columns = (MofNCompleteColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
