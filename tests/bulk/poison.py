"""A reader for tests, in a child: some words in a document end it, hang it or fill its memory; all others are read by rules."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sayso.bulk import child

JOBS = (("bulk_poison", f"{__name__}:read"),)
"""For `Job.children`, with the reader `poison`."""


def read(document: child.Document, terms: child.Terms) -> list[list[Any]]:
    body = document.capture.body
    for word, act in ACTS.items():
        if word in body:
            act()
    if b"ONCE " in body:
        _once(Path(body.split(b"ONCE ")[1].split()[0].decode()))
    return child.by_rules(document, terms)


def _exit() -> None:
    os._exit(3)


def _crash() -> None:
    ctypes.string_at(0)


def _overflow() -> None:
    sys.setrecursionlimit(1_000_000_000)
    nested: list[Any] = []
    for _ in range(1_000_000):
        nested = [nested]
    repr(nested)  # one frame of C for each


def _fill() -> None:
    held = []
    while True:
        held.append(bytes(10_000_000))


def _hang() -> None:
    time.sleep(3_600)


def _burn() -> None:
    while True:
        pass


def _once(path: Path) -> None:
    """As the system kills a process when memory is short: which document it reads is chance."""
    if path.exists():
        path.unlink()
        signal.raise_signal(signal.SIGKILL)


def _raise() -> None:
    raise ValueError("words of the document")


ACTS = {
    b"POISON-EXIT": _exit,
    b"POISON-CRASH": _crash,
    b"POISON-STACK": _overflow,
    b"POISON-MEMORY": _fill,
    b"POISON-HANG": _hang,
    b"POISON-BURN": _burn,
    b"POISON-RAISE": _raise,
}

if getattr(sys.modules["__main__"].__spec__, "name", "") == "sayso.collect.contained.child":
    child.load_rules()  # before a document waits for it
