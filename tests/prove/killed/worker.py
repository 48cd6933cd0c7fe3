"""Who types commands one after the other in one process, and types again what was not acknowledged when that was killed."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.prove.killed.killing import Killing, codes
from tests.prove.killed.warmed_process import MARK

ENDED = re.compile(rf"^{MARK} (\d+) (-?\d+)\n", re.MULTILINE)


@dataclass(slots=True)
class Worker:
    """`fine`: the status of a command that did all it could. `lost`: codes with which one may end, to be typed again."""

    name: str
    commands: list[tuple[str, ...]]
    fine: int = 0
    lost: frozenset[str] = frozenset()
    starts: int = 0
    pid: int = 0
    acknowledged: list[tuple[str, ...]] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    """The codes of commands that ended with one of `lost`."""
    sums: list[str] = field(default_factory=list)
    """What acknowledged commands told of all that they received."""

    def start(self, of: Killing) -> None:
        self.starts += 1
        self.pid = of.warmed.start(replace(of.command(*self.commands), told=str(self.told(of))))

    def told(self, of: Killing) -> Path:
        return of.folder / f"told by {self.name}, {self.starts}"

    def stopped(self, of: Killing, status: int) -> None:
        """After its process was waited for: what ended well is acknowledged, what did not is typed again."""
        said = self.told(of)
        told = said.read_text() if said.exists() else ""  # killed before its first line
        assert status in (0, 1, -signal.SIGKILL), (self.name, status, told[-2000:])
        ended = list(ENDED.finditer(told))
        begins = [0, *(one.end() for one in ended)]
        again = [
            self._one(int(one[1]), int(one[2]), told[begin : one.start()]) for begin, one in zip(begins, ended, strict=False)
        ]
        self.commands = [*self.commands[len(ended) :], *(one for one in again if one)]

    def _one(self, number: int, status: int, told: str) -> tuple[str, ...] | None:
        """The command, if it is to be typed again."""
        if lost := codes(told) & self.lost:
            self.given_up.append(min(lost))
            return self.commands[number]
        assert status == self.fine and not codes(told), (self.name, self.commands[number], status, told[-2000:])
        self.acknowledged.append(self.commands[number])
        self.sums += re.findall(r"^received .*$", told, re.MULTILINE)
        return None


def stop(of: Killing, workers: Sequence[Worker]) -> None:
    """Wait for all of them, in whatever order they end."""
    for one in workers:
        if one.commands:
            one.stopped(of, of.warmed.ended(one.pid))
