"""The how-tos as they are typed: blocks of `console`, each command with the lines that it gives, and the files that they use.

`…` stands for anything within a line; between two lines that are shown anything may stand. `c1f04` and `r1f04` are how all
pages call some claim and some report: here the first of the ledger at hand.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"E\d{3}\b")
FILE = re.compile(r"# ([\w.-]+)\n")
ANYTHING = "…"


@dataclass(frozen=True, slots=True)
class Step:
    """`words`: what is typed, after `sayso`. `reads`: the file that is given on standard input. `gives`: patterns of lines, in
    their order."""

    typed: str
    words: tuple[str, ...]
    reads: str | None
    gives: tuple[re.Pattern[str], ...]

    @property
    def fails(self) -> bool:
        return any(CODE.match(one.pattern) for one in self.gives)

    def missing(self, told: str) -> str | None:
        """The first line that should be there and is not."""
        lines = (line.rstrip() for line in told.splitlines())
        for wanted in self.gives:
            if not any(wanted.fullmatch(line) for line in lines):
                return wanted.pattern
        return None


@dataclass(frozen=True, slots=True)
class File:
    name: str
    text: str


def steps(page: Path) -> Iterator[Step | File]:
    """ValueError for a command that is none of ours."""
    for language, text in BLOCK.findall(page.read_text(encoding="utf8")):
        if language == "console":
            yield from map(_step, re.split(r"^\$ ", text, flags=re.MULTILINE)[1:])
        elif (named := FILE.match(text)) is not None:
            yield File(named[1], text)


def _step(text: str) -> Step:
    typed, *shown = text.rstrip("\n").split("\n")
    program, *words = shlex.split(typed)
    if program != "sayso":
        raise ValueError(f"{typed}: not a command of ours")
    reads = words[-1] if words[-2:-1] == ["<"] else None
    return Step(typed, tuple(words[:-2] if reads else words), reads, tuple(map(_pattern, shown)))


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, line.split(ANYTHING))))
