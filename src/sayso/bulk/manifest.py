"""`bulk.json`: by what a folder of results was begun, so that nothing else is ever put beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sayso import __version__
from sayso.bulk.job import Job
from sayso.bulk.places import Place
from sayso.bulk.schema import FORMAT, TABLES
from sayso.errors import SaysoError

NAME = "bulk.json"


@dataclass(frozen=True, slots=True)
class Begun:
    """`job` has the moment at which the folder was begun first. `fresh`: nothing was there."""

    job: Job
    fresh: bool


def begin(place: Place, job: Job, inputs: Sequence[str], resume: bool) -> Begun:
    """Write it, or check it and go on.

    SaysoError E101 where something is there and nobody said to go on, E103 where it was begun with anything else; E102.
    """
    try:
        told = place.read(NAME)
        if told is None and place.is_empty():
            place.clear()
            place.write(NAME, _written(job, inputs))
            return Begun(job, True)
        if not resume:
            raise SaysoError("E101", path=job.output)
        begun_at = _checked(told, job, inputs)
        place.clear()
        return Begun(replace(job, begun_at=begun_at), False)
    except OSError as error:
        raise SaysoError("E102", path=job.output, detail=error.strerror or type(error).__name__) from error


@contextmanager
def held(place: Place, path: str) -> Iterator[None]:
    """Two runs in one folder would remove what the other is writing. SaysoError E103 where another is at it, E102."""
    with ExitStack() as stack:
        try:
            free = stack.enter_context(place.held())
        except OSError as error:
            raise SaysoError("E102", path=path, detail=error.strerror or type(error).__name__) from error
        if not free:
            raise SaysoError("E103", path=path, detail="another run is writing to it")
        yield


def complete(place: Place, job: Job, inputs: Sequence[str], told: dict[str, Any]) -> None:
    """All tasks are done. `told`: the account of the run. SaysoError E102."""
    try:
        place.write(NAME, _written(job, inputs, told))
    except OSError as error:
        raise SaysoError("E102", path=job.output, detail=error.strerror or type(error).__name__) from error


def read(place: Place, path: str) -> dict[str, Any]:
    """SaysoError E103 where there is none, or it was made by a later version. OSError."""
    return _plain(place.read(NAME), path)


def _written(job: Job, inputs: Sequence[str], told: dict[str, Any] | None = None) -> bytes:
    plain = _of(job, inputs) | {
        "sayso": __version__,
        "begun_at": job.begun_at.isoformat(),
        "tables": {table.name: list(table.names) for table in TABLES},
        "complete": told is not None,
        "account": told,
    }
    return (json.dumps(plain, indent=2, ensure_ascii=False) + "\n").encode("utf8", "replace")


def _of(job: Job, inputs: Sequence[str]) -> dict[str, Any]:
    """What must be the same for a run to go on."""
    return {
        "format": FORMAT,
        "reader": job.reader,
        "reader_version": job.version,
        "views": job.views,
        "published": job.published,
        "max_bytes": job.max_bytes,
        "inputs": [one.encode("utf8", "replace").decode("utf8") for one in inputs],
    }


def _checked(told: bytes | None, job: Job, inputs: Sequence[str]) -> datetime:
    plain = _plain(told, job.output)
    wanted = _of(job, inputs)
    other = [name for name, value in wanted.items() if plain.get(name) != value]
    if other:
        raise SaysoError("E103", path=job.output, detail=f"it was begun with other {' and '.join(other)}")
    return datetime.fromisoformat(plain["begun_at"])


def _plain(told: bytes | None, path: str) -> dict[str, Any]:
    if told is None:
        raise SaysoError("E103", path=path, detail=f"it has no {NAME}")
    try:
        plain: dict[str, Any] = json.loads(told)
        newer, _ = plain["format"] > FORMAT, datetime.fromisoformat(plain["begun_at"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SaysoError("E103", path=path, detail=f"its {NAME} cannot be read") from error
    if newer:
        raise SaysoError("E103", path=path, detail="it was made by a newer version of Sayso")
    return plain
