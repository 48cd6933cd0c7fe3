"""The other end of `warmed_process`: starts runs, kills them, waits for them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.prove.killed import calls
from tests.prove.killed.made_reports import story
from tests.prove.killed.warmed_process import Run, plain

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Warmed:
    """Any number of runs at a time; who waits for one cannot start another meanwhile."""

    process: subprocess.Popen[str]

    def start(self, run: Run) -> int:
        """The process id, which stays its own until `ended`."""
        return int(self._said(plain(run)))

    def ended(self, pid: int) -> int:
        """Waits; the status, below 0 the signal."""
        return int(self._said(str(pid)))

    def _said(self, line: str) -> str:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()


@contextmanager
def warmed(folder: Path, library: Path | None = None, **settings: str) -> Iterator[Warmed]:
    """`folder` is for what it warms up with. `library`: of `calls`, preloaded."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "warm.txt").write_text(story(10**6), "utf-8")
    command = [sys.executable, "-m", "tests.prove.killed.warmed_process", str(folder / "warm.txt")]
    environment = {**calls.environment(library), "SAYSO_READER": "rules", **settings}
    with (
        (folder / "told").open("wb") as told,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, text=True, cwd=ROOT, env=environment
        ) as process,
    ):
        assert process.stdout and process.stdout.readline() == "ready\n", (folder / "told").read_text()
        yield Warmed(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(60) == 0


def kill(pid: int, number: int) -> None:
    """Of a run that has not been waited for, so the id is its own whether it lives or not."""
    os.kill(pid, number)
