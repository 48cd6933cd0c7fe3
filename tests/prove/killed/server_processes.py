"""The processes of a PostgreSQL server, as a test kills them: sessions, those in the background, the one above them all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.ledger.postgresql.cluster import Cluster
from tests.prove.killed.killing import of_process

PATIENCE = 30.0
"""Seconds for a server to be gone, or to be back."""
BACKGROUND = ("checkpointer", "walwriter", "background writer")


def above(server: Cluster) -> int:
    """The process that has started all others."""
    return int((_place(server) / "data" / "postmaster.pid").read_text().splitlines()[0])


def sessions(server: Cluster) -> list[int]:
    """Those that work for a client."""
    return [pid for pid, words in _all(server) if "127.0.0.1" in words]


def background(server: Cluster) -> list[int]:
    return [pid for pid, words in _all(server) if any(name in words for name in BACKGROUND)]


def kill_one(server: Cluster, which: Callable[[Cluster], list[int]], rng: random.Random) -> bool:
    """Whether there was one. The server ends all sessions then, and goes through its log, by itself."""
    found = which(server)
    return bool(found) and _killed(rng.choice(sorted(found)))


def kill_above(server: Cluster, away_seconds: float) -> None:
    """Nobody is left to start anything; some time later somebody starts the server again."""
    pid = above(server)
    below = of_process(pid)
    _killed(pid)
    _wait(lambda: not any(Path(f"/proc/{one}").exists() for one in below), "sessions that go on without their server")
    time.sleep(away_seconds)
    _wait(lambda: _started(server), "the server does not start")


def _started(server: Cluster) -> bool:
    try:
        server.start()
    except subprocess.CalledProcessError:
        return False
    return True


def _wait(until: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def _killed(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _place(server: Cluster) -> Path:
    return Path((server.folder / "address").read_text().splitlines()[1])


def _all(server: Cluster) -> list[tuple[int, str]]:
    found = []
    for pid in of_process(above(server)):
        try:
            found.append((pid, Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")))
        except OSError:
            continue
    return found
