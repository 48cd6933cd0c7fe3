"""A PostgreSQL server of the test's own, which it may stop and start as it likes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "setup" / "postgresql.sh"
OWNER = "postgres"


@dataclass(frozen=True, slots=True)
class Cluster:
    """`folder` holds what `tests/setup/postgresql.sh` wrote: address, place of the data, and of the programs."""

    folder: Path

    @property
    def url(self) -> str:
        return self._written(0)

    def restart(self) -> None:
        """As after a power cut: no session is ended in order, and the log is gone through. The port stays."""
        self._pg_ctl("restart", "-m", "immediate", "-w")

    def stop(self) -> None:
        self._pg_ctl("stop", "-m", "immediate", "-w")

    def start(self) -> None:
        self._pg_ctl("start", "-w")

    def _pg_ctl(self, *typed: str) -> None:
        place = Path(self._written(1))
        port = self.url.rpartition(":")[2].partition("/")[0]
        options = [] if typed[0] == "stop" else ["-o", f"-p {port}", "-l", str(place / "log")]
        command = [f"{self._written(2)}/pg_ctl", *typed, "-D", str(place / "data"), *options]
        quiet = subprocess.DEVNULL  # a pipe would be inherited by the server, and stay open
        subprocess.run(_as_owner(command), check=True, cwd="/", stdout=quiet, stderr=quiet, timeout=60)

    def _written(self, line: int) -> str:
        return (self.folder / "address").read_text().splitlines()[line]


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Skips the test where there are no programs of a server."""
    command = ["sh", str(SETUP), str(folder)]
    environment = {**os.environ, "PYTHON": sys.executable}
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, stdout=quiet, stderr=quiet, timeout=300, env=environment)
    try:
        if not (folder / "address").exists():
            pytest.skip("no programs of a PostgreSQL server: make postgresql")
        yield Cluster(folder)
    finally:
        subprocess.run(["sh", str(SETUP), "stop", str(folder)], check=True, timeout=60)


def _as_owner(command: list[str]) -> list[str]:
    """A server refuses to run as root."""
    if os.geteuid():
        return command
    return ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups", "--", *command]
