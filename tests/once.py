"""What is made once in a run, whichever worker of pytest-xdist asks first: the others wait for it, and find it made."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Make = Callable[[Path], object]


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its workers have: each has its own temporary folders in one."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """While no other worker holds the same lock. It goes with the process that holds it, however that ends."""
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def once(factory: pytest.TempPathFactory, name: str, make: Make) -> Path:
    """A copy of this worker's own of the folder that `make` filled; what raised, or was ended halfway, is made again."""
    folder = shared(factory) / f"once {name}"
    whole = folder.with_name(f"{folder.name}.whole")
    with alone(folder.with_name(f"{folder.name}.lock")):
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            whole.touch()
    return Path(shutil.copytree(folder, factory.mktemp("once") / name))
