"""Jobs that no document should be able to bring about. They run in children that a test starts with this table."""

from __future__ import annotations

import ctypes
import os
import pickle
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

from sayso.collect.contained.frames import send
from sayso.collect.contained.jobs import Job
from sayso.errors import SaysoError

NAMES = (
    *("double", "pid", "hang", "spin", "eat", "crash", "leave", "fail", "refuse", "say", "answer", "claim", "environment"),
    *("connect", "look_up", "start", "fork", "write", "grow"),
)
TABLE = {name: f"{__name__}:{name}" for name in NAMES}


def job(name: str) -> Job[int]:
    return Job(name, int)


def double(number: int) -> int:
    return 2 * number


def pid(_: object = None) -> int:
    return os.getpid()


def hang(_: object) -> int:
    time.sleep(600)
    return 0


def spin(_: object) -> int:
    """In one call of C, which no other thread of the child can interrupt."""
    return sum(range(10**13))


def eat(_: object) -> int:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def crash(_: object) -> int:
    return len(ctypes.string_at(8))


def leave(status: int) -> int:
    os._exit(status)


def fail(_: object) -> int:
    raise RecursionError("\n".join(["of the document"] * 100))


def refuse(path: str) -> int:
    raise SaysoError("E012", path=path, detail="it holds {nothing}")


def say(number: int) -> int:
    """What libraries print goes nowhere, by whichever way."""
    print("a word")
    os.write(1, b"another\n" * 10_000)
    return number


def answer(message: bytes) -> int:
    """What a child that was taken over could send."""
    send(_to_parent(), message)
    time.sleep(600)
    return 0


def claim(length: int) -> int:
    """A message that says it is so long."""
    stream = _to_parent()
    stream.write(length.to_bytes(8, "big") + b"x" * 1_000)
    stream.flush()
    time.sleep(600)
    return 0


def environment(_: object) -> str:
    return " ".join(sorted(os.environ))


def connect(port: int) -> int:
    socket.create_connection(("127.0.0.1", port))
    return 1


def look_up(_: object) -> int:
    return len(socket.getaddrinfo("localhost", 80))


def start(_: object) -> int:
    return subprocess.run([sys.executable, "-c", ""], check=True).returncode


def fork(_: object) -> int:
    return os.fork()


def write(path: str) -> int:
    return Path(path).write_text("taken over", encoding="utf8")


def grow(megabytes: int) -> int:
    """Keeps so much for good."""
    KEPT.append(b"x" * (megabytes * 1_000_000))
    return os.getpid()


KEPT: list[bytes] = []


class Malicious:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (self.path, 0o700)


def malicious(path: Path) -> bytes:
    return pickle.dumps(Malicious(path))


def _to_parent() -> BinaryIO:
    frame = sys._getframe()
    while "sink" not in frame.f_locals:
        assert frame.f_back
        frame = frame.f_back
    stream: BinaryIO = frame.f_locals["sink"]
    return stream
