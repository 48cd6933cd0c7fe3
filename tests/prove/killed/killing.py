"""Adds parts to a ledger with `sayso add`, kills it again and again, and types the same again, with no other step between."""

from __future__ import annotations

import itertools
import json
import random
import re
import signal
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.prove.killed.made_reports import PUBLISHED, Part, part
from tests.prove.killed.standing import Watched
from tests.prove.killed.warmed import Warmed, kill
from tests.prove.killed.warmed_process import Run

UNREAD = 1
"""Status of a run in which something could not be read, as there is in every part."""
UNREADABLE = frozenset({"E004", "E007"})
"""What is told of it."""
DEEP_EVERY = 10
"""Kills after which everything is verified, and not only what is new."""
CHILDREN_END_IN = 10.0
"""Seconds, on a machine that has other things to do."""


NAMED, CALL, MOMENT = "named points", "system calls", "moments"


@dataclass(frozen=True, slots=True)
class Planned:
    """One kill. Of these one is given: `point`, to be passed for the `at`th time; a `call`, and `how`; else a share of the time
    that a part takes."""

    point: str | None = None
    at: int = 1
    call: int = -1
    how: int = 0
    share: float = 0.0

    @property
    def sort(self) -> str:
        return NAMED if self.point else CALL if self.call > 0 else MOMENT

    @property
    def words(self) -> str:
        if self.point:
            return f"{self.point}, time {self.at}"
        return f"call {self.call}, how {self.how}" if self.call > 0 else f"after {self.share:.3f} of a part's time"


@dataclass(slots=True)
class Killing:
    """One ledger, and what is done to it. `folder` is for the inputs and what is kept of the runs."""

    warmed: Warmed
    folder: Path
    watched: Watched
    typed: str
    """The ledger as it is typed."""
    kills: Counter[str] = field(default_factory=Counter)
    """By sort: NAMED, CALL, MOMENT."""
    hit: set[str] = field(default_factory=set)
    """Named points at which it ended."""
    halfway: int = 0
    """Kills after which some of the part was there, and not all."""
    added: list[Part] = field(default_factory=list)
    took: float = 1.0
    """Seconds of the last part that nobody ended."""
    left_alone: int = 0
    """Runs that were over before what was planned for them came."""

    def run(self, *of: Part) -> Run:
        typed = ("add", *(str(one.path) for one in of), "--published", PUBLISHED)
        return self.command(typed)

    def command(self, *typed: Sequence[str]) -> Run:
        """Commands in one process, one after the other."""
        given = tuple(("--ledger", self.typed, *one) for one in typed)
        return Run(given, str(self.folder), str(self.folder / "acknowledged"), str(self.folder / "told"))

    def while_made(self, planned: Sequence[Planned]) -> None:
        """Kills while the ledger itself is made, in the order in which their points are passed."""
        first = Part(part(self.folder / "in", 0))
        for plan in planned:
            self._killed(first, plan)

    def all_of(self, planned: Sequence[Planned], parts: int) -> None:
        """Every kill that is planned, over so many parts at least."""
        waiting = deque(planned)
        for number in itertools.count():
            if number >= parts and not waiting:
                return
            made = Part(part(self.folder / "in", number))
            quota = -(-len(waiting) // max(1, parts - number))
            for _ in range(quota):
                if not self._killed(made, waiting[0]):
                    waiting.rotate(-1)
                    break
                waiting.popleft()
            self.whole(made)
            self.added.append(made)

    def whole(self, *of: Part) -> None:
        """Adds them, and nobody ends it."""
        begun = time.monotonic()
        status = self.warmed.ended(self.warmed.start(self.run(*of)))
        self.ended(status, "nobody ended it")
        self.took = time.monotonic() - begun

    def _killed(self, of: Part, plan: Planned) -> bool:
        before = len(self.acknowledged())
        pid = self.warmed.start(replace(self.run(of), point=plan.point, at=plan.at, call=plan.call, how=plan.how))
        children: list[int] = []
        if plan.sort == MOMENT:
            time.sleep(plan.share * self.took)
            children = of_process(pid)
            kill(pid, signal.SIGKILL)
        status = self.warmed.ended(pid)
        if status != -signal.SIGKILL:
            self.ended(status, plan.words)
            self.left_alone += 1
            return False
        self.kills[plan.sort] += 1
        self.hit.update([plan.point] if plan.point else [])
        count = self.kills.total()
        self.watched.look(self.acknowledged(), self.folder / "scratch", deep=count % DEEP_EVERY == 0)
        assert not self.watched.faults, self.told(f"kill {count}, {plan.words}: {self.watched.faults[:5]}")
        self.halfway += before < len(self.acknowledged())
        gone(children)
        return True

    def ended(self, status: int, words: str) -> None:
        """A run that nobody ended could do all it was to do."""
        said = self.folder / "told"
        assert status == UNREAD and not codes(said.read_text()), self.told(f"{words}: ended with {status}")

    def acknowledged(self) -> list[str]:
        said = self.folder / "acknowledged"
        return [line for line in said.read_text().splitlines(keepends=False) if line] if said.exists() else []

    def told(self, what: str) -> str:
        said = self.folder / "told"
        return f"{what}\n{said.read_text()[-2000:] if said.exists() else ''}"


def codes(told: str) -> set[str]:
    """Of errors that were told, those of the inputs left out."""
    return set(re.findall(r"^(E\d{3}) ", told, re.MULTILINE)) - UNREADABLE


def points(warmed: Warmed, folder: Path, typed: str) -> list[Counter[str]]:
    """What is passed while a ledger is made and the first part added, and while the next parts are, which are of every sort."""
    killing = Killing(warmed, folder, Watched(folder / "none", folder / "none"), typed)
    found = []
    for number in (0, 1, 3, 7):
        run = replace(killing.run(Part(part(folder / "in", number))), passed=str(folder / "passed"))
        status = warmed.ended(warmed.start(run))
        killing.ended(status, "counting")
        found.append(Counter[str](json.loads((folder / "passed").read_text("utf-8"))))
    return found


def at_points(passed: Counter[str], count: int, rng: random.Random) -> list[Planned]:
    """Each point in turn, at one of the times that it is passed in the first quarter of a part, since more kills come after."""
    named = sorted(passed)
    chosen = rng.sample(named, len(named)) * -(-count // len(named))
    return [Planned(point=point, at=1 + rng.randrange(max(1, passed[point] // 4))) for point in chosen[:count]]


def at_calls(calls: int, count: int, rng: random.Random) -> list[Planned]:
    """Spread over the calls of the first half of a part, before them, in the middle of what they write, and after them."""
    return [Planned(call=1 + rng.randrange(max(1, calls // 2)), how=number % 3) for number in range(count)]


def of_process(pid: int) -> list[int]:
    """Ids of its children."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, tasks.read_text().split())
        except OSError:
            continue
    return found


def gone(children: Sequence[int]) -> None:
    """A process that reads for another ends when that one does, however it ended."""
    end = time.monotonic() + CHILDREN_END_IN
    left = list(children)
    while left and time.monotonic() < end:
        left = [pid for pid in left if lives(pid)]
        time.sleep(0.01 if left else 0)
    assert not left, f"children outlive their parent: {left}"


def lives(pid: int) -> bool:
    """Not so once it has ended, whether somebody waited for it or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
