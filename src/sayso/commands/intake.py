"""From what a person names or hands over to reports: collect → read, for the commands `read`, `annotate` and `add`, and for
the page.

Nothing is dropped in silence: whatever gives no report is handed to `tell`, and the tally adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sayso.collect.files import captures
from sayso.collect.given import Given
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

    def given(self) -> Iterator[Given]:
        """In order, each read when its turn comes. SaysoError for a path that is not there."""
        taken = captures(self.paths, self.stdin, self.clock, self.max_bytes)
        return (Given(capture, self.published) for capture in taken)


def taken_in(
    given: Iterable[Given], tell: Tell, done: Callable[[Given], None] = lambda _: None
) -> Iterator[tuple[Capture, Report]]:
    """Every report of what was given, with the capture it was read from. `done`: all that came of this one was yielded or
    told; what was yielded may not be kept yet.
    """
    for one in given:
        if isinstance(one.capture, Unreadable):
            tell(one.capture)
        else:
            for result in reports(one.capture, one.published):
                if isinstance(result, Report):
                    yield one.capture, result
                else:
                    tell(result)
        done(one)
