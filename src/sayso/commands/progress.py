"""A progress bar over files, on standard error; nothing where no terminal looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Tick = Callable[[str], None]


@contextmanager
def progress(console: Console, files: int) -> Iterator[Tick]:
    """Gives a function to call with the file of each report, or bad file or line, that was just worked on.

    The bar counts files, each once; the description counts calls, so that one file of many reports shows movement.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("reading", total=files)
        seen: Counter[str] = Counter()

        def tick(file: str) -> None:
            seen[file] += 1
            bar.update(task, completed=len(seen), description=f"{seen.total()} received")

        yield tick
