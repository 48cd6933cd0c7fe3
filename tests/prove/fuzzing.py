"""Hostile inputs at a door: each is taken, or refused in words, in good time; whatever else happens is told with the input.

Half of the inputs come from a Hypothesis strategy, half are well-made ones that something happened to (`mutated`).
"""

from __future__ import annotations

import faulthandler
import random
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, TypeVar

from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.read.reports import Found
from sayso.types import Report, Unreadable
from tests.prove.damage import NOBODY_KNOWS
from tests.prove.drawn import drawn
from tests.prove.proof import Proof

T = TypeVar("T")

SEED = 5
WHOLE = 2_000
"""Inputs of a door."""
LONGEST = 25.0
"""Seconds for one input."""
TOLD = 8
"""Failures that are told whole."""


class _Endless(BaseException):
    """Nobody may catch it as an error of the input."""


@dataclass(slots=True)
class Door:
    """What came of the inputs of one door. `slowest`: seconds of wall time, and the input."""

    name: str
    inputs: int = 0
    refused: int = 0
    slowest: tuple[float, object] = (0.0, None)
    failures: list[str] = field(default_factory=list)

    def put(self, given: T, take: Callable[[T], object]) -> Any:
        """What `take` gives; None for what it refused, or where it failed."""
        self.inputs += 1
        begun = time.monotonic()
        try:
            with _alarm(LONGEST):
                return take(given)
        except SaysoError as error:
            if error.code.code in NOBODY_KNOWS or len(error.line.splitlines()) != 1:
                self.failures.append(f"{error.line[:200]!a}: {_shown(given)}")
            self.refused += 1
        except _Endless:
            self.failures.append(f"over {LONGEST:.0f} s: {_shown(given)}")
        except Exception as error:
            self.failures.append(f"{type(error).__name__}: {str(error)[:200]!a}: {_shown(given)}")
        finally:
            self.slowest = max(self.slowest, (time.monotonic() - begun, given), key=lambda one: one[0])
        return None

    def told(self, proof: Proof, more: str = "") -> None:
        """AssertionError with the inputs that failed; else the cell of the table."""
        assert not self.failures, f"{self.name}, seed {SEED}: {len(self.failures)} of {self.inputs} failed:\n" + "\n".join(
            self.failures[:TOLD]
        )
        seconds = self.slowest[0]
        assert seconds <= LONGEST, (seconds, _shown(self.slowest[1]))
        proof.saw(f"{self.name}: {self.inputs:,} inputs{more}, 0 exceptions, the slowest {seconds:.2f} s")


def of(
    count: int, whole: st.SearchStrategy[T], samples: Sequence[T], mutate: Callable[[T, random.Random, Sequence[T]], T]
) -> Iterator[T]:
    """So many inputs: half drawn, half mutated from the samples."""
    yield from (made := drawn(whole, count // 2, SEED))
    dice = random.Random(SEED)
    for _ in range(count - len(made)):
        yield mutate(dice.choice(samples), dice, samples)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Ends what runs in Python; what hangs in a library's own code ends the process, with where it was on standard error."""

    def ring(signum: int, frame: FrameType | None) -> None:
        raise _Endless

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    faulthandler.dump_traceback_later(4 * seconds, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGALRM, before)


def _shown(given: object) -> str:
    text = ascii(given)
    return text if len(text) <= 3_000 else f"{text[:3_000]}… ({len(text):,} characters)"


@dataclass(slots=True)
class Kept:
    """R18: of what was put in, how many inputs gave a report, and how many something unreadable and no report."""

    reports: int = 0
    unreadable: int = 0

    def see(self, found: Iterable[Found] | None) -> None:
        """Every input leads to something. `found`: None where it was refused."""
        if found is None:
            return
        listed = list(found)
        assert any(isinstance(one, Report | Unreadable) for one in listed), "an input gave nothing"
        gave = any(isinstance(one, Report) for one in listed)
        told = [one.reason for one in listed if isinstance(one, Unreadable) and one.code in NOBODY_KNOWS]
        assert not told, f"what nobody foresaw, in other words: {told[0]!a}"
        self.reports += gave
        self.unreadable += not gave
