"""From what a person names to readings: collect → read → understand, for the commands `read`, `annotate` and `add`.

Nothing is dropped in silence: whatever gives no report is handed to `tell`, and the tally adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sayso.collect.files import captures
from sayso.read.notes import Note
from sayso.read.reports import reports
from sayso.types import Capture, Report, Unreadable

Tell = Callable[[Unreadable | Note], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was named on the command line, and what reading it needs from outside: clock, standard input, a limit."""

    paths: Sequence[str]
    stdin: BinaryIO
    clock: Callable[[], datetime]
    max_bytes: int
    published: str | None = None


def taken_in(inputs: Inputs, tell: Tell) -> Iterator[tuple[Capture, Report]]:
    """Every report of the inputs with the capture it was read from. SaysoError for a path that is not there."""
    for item in captures(inputs.paths, inputs.stdin, inputs.clock, inputs.max_bytes):
        if isinstance(item, Unreadable):
            tell(item)
            continue
        for result in reports(item, inputs.published):
            if isinstance(result, Report):
                yield item, result
            else:
                tell(result)
