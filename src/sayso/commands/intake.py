"""From what a person names or hands over to reports: collect → read, for the commands `read`, `annotate` and `add`, and for
the page.

Nothing is dropped in silence: whatever gives no report is handed to `tell`, and the tally adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from sayso.collect.contained.pool import Contained
from sayso.collect.door import Door
from sayso.collect.given import Given
from sayso.collect.received import Receiving
from sayso.read.contained import reports_of
from sayso.read.notes import Note
from sayso.types import Capture, Report, Unreadable

Tell = Callable[[Unreadable | Note], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was named on the command line. `published` counts where neither a document nor a feed tells a date."""

    paths: Sequence[str]
    published: str | None = None

    def given(self, door: Door) -> Iterator[Given]:
        """In order, each received when its turn comes. SaysoError for a path that is not there, or is no address."""
        received = Receiving(door).all_of(self.paths)
        return (replace(one, published=one.published or self.published) for one in received)


def taken_in(
    given: Iterable[Given], tell: Tell, contained: Contained | None = None, done: Callable[[Given], None] = lambda _: None
) -> Iterator[tuple[Capture, Report]]:
    """Every report of what was given, with the capture it was read from. `contained`: the children that read; else its own.

    `done`: all that came of this one was yielded or told; what was yielded may not be kept yet.
    """
    with nullcontext(contained) if contained else Contained() as children:
        for one, found in reports_of(given, children):
            for result in found:
                if isinstance(result, Report) and isinstance(one.capture, Capture):
                    yield one.capture, result
                elif not isinstance(result, Report):
                    tell(result)
            done(one)
