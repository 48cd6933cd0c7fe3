"""The child of this worker process: started with its first document, and kept from task to task."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path

from sayso import limits
from sayso.bulk.job import Job
from sayso.collect.contained.pool import Contained


def of(job: Job) -> Contained:
    """One child at a time: as many workers are at work as there are cores."""
    return _kept(job.seconds, job.memory, job.children)


def outlets(job: Job) -> str | None:
    """The path of the person's table of outlets, as a child can read it."""
    return _file(job.outlets) if job.outlets is not None else None


def close() -> None:
    """End what is kept, for who wants to do so before the process ends."""
    for contained in _ALL:
        contained.close()
    _ALL.clear()
    _kept.cache_clear()


_ALL: list[Contained] = []


@cache
def _kept(seconds: float, memory: int, jobs: tuple[tuple[str, str], ...]) -> Contained:
    documents, worn = limits.BULK_CHILD_DOCUMENTS, limits.BULK_WORN
    contained = Contained(1, seconds, memory, documents, worn, jobs=dict(jobs))
    _ALL.append(contained)
    return contained


@cache
def _file(text: str) -> str:
    folder = tempfile.mkdtemp(prefix="sayso-outlets-")
    path = Path(folder) / "outlets.csv"
    path.write_text(text, encoding="utf8")
    atexit.register(_remove, path)
    return str(path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()


atexit.register(close)
