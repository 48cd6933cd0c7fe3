"""Children that read what is hostile, kept from one command to the next: each takes half a second to start.

For commands typed in this process. How children are started, ended and replaced is for `tests/collect/contained`, and what a
command leaves behind for the tests that start it as a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sayso.collect.contained import process
from sayso.collect.contained.pool import Contained
from sayso.collect.contained.process import Child
from sayso.commands import outside

Environment = tuple[tuple[str, str], ...]
MOST = 4
"""Children that wait for a next command."""


class Lasting(Contained):
    """With all as by default. A child that waits for a job when this is closed is the next one's."""

    waiting: list[tuple[Environment, Child]] = []  # noqa: RUF012

    def _start(self, first: str) -> Child:
        with self._lock:
            usual = [child for made, child in self.waiting if made == _environment()]
            if usual and not self._closed:
                self.waiting[:] = [one for one in self.waiting if one[1] is not usual[-1]]
                self._all.add(usual[-1])
                return usual[-1]
        return super()._start(first)

    def close(self) -> None:
        with self._lock:
            spare = self._free[: MOST - len(self.waiting)]
            self._free = [child for child in self._free if child not in spare]
            self._all.difference_update(spare)
            self.waiting += [(_environment(), child) for child in spare]
        super().close()


def _environment() -> Environment:
    return tuple(sorted(process._environment().items()))


@contextmanager
def lasting() -> Iterator[None]:
    """All end with this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outside, "Contained", Lasting)
        yield
    for _, child in Lasting.waiting:
        child.end()
    Lasting.waiting.clear()
