"""A progress bar over files, on standard error; nothing where no terminal looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Tick = Callable[[str], None]


@contextmanager
def progress(console: Console, files: int) -> Iterator[Tick]:
    """Gives a function to call with the file that was just worked on; the same file twice counts once."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=files)
        seen: set[str] = set()

        def tick(file: str) -> None:
            seen.add(file)
            bar.update(task, completed=len(seen))

        yield tick
