"""From what a person names or hands over to reports: collect → read, for the commands `read`, `annotate` and `add`, and for
the page.

Nothing is dropped in silence: whatever gives no report is handed to `tell`, and the tally adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sayso.collect.contained.pool import Contained
from sayso.collect.files import captures
from sayso.collect.given import Given
from sayso.read.contained import reports_of
from sayso.read.notes import Note
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


def taken_in(given: Iterable[Given], tell: Tell, contained: Contained | None = None) -> Iterator[tuple[Capture, Report]]:
    """Every report of what was given, with the capture it was read from. `contained`: the children that read; else its own."""
    with nullcontext(contained) if contained else Contained() as children:
        for one, found in reports_of(given, children):
            for result in found:
                if isinstance(result, Report) and isinstance(one.capture, Capture):
                    yield one.capture, result
                elif not isinstance(result, Report):
                    tell(result)
