"""What a child's answer says, checked: `[how, worn, value]` of `child.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sayso.collect.contained.child import DONE, ERROR, FAILED, MEMORY
from sayso.collect.contained.jobs import Job
from sayso.collect.contained.shapes import MisshapenError, shaped, unpacked
from sayso.errors import CODES, SaysoError
from sayso.printable import clean

R = TypeVar("R")

TOLD = shaped(tuple[str, dict[str, str]])
NAMED = shaped(str)
LONGEST_NAME = 60
"""Characters of the name of an exception."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """`worn`: the child is to be replaced."""

    value: R | SaysoError
    worn: bool


def answer(job: Job[R], message: bytes, name: str, memory: str) -> Answer[R]:
    """`memory` is what a document may take, in words. Raises MisshapenError for what no honest child sends."""
    match unpacked(message):
        case [str(how), bool(worn), value]:
            return Answer(job.shaped(value) if how == DONE else _error(how, value, name, memory), worn)
    raise MisshapenError("not the three parts")


def _error(how: str, value: Any, name: str, memory: str) -> SaysoError:
    if how == MEMORY:
        return SaysoError("E083", path=name, limit=memory)
    if how == FAILED:
        return SaysoError("E084", path=name, detail=f"it raised {clean(NAMED(value))[:LONGEST_NAME]}")
    if how == ERROR:
        return _told(*TOLD(value))
    raise MisshapenError("no way to end")


def _told(code: str, values: dict[str, str]) -> SaysoError:
    """The error that the job's function raised."""
    if code not in CODES:
        raise MisshapenError("no code")
    try:
        return SaysoError(code, **{key: clean(told) for key, told in values.items()})
    except (KeyError, TypeError) as error:  # a value is missing, or one has the name of a parameter
        raise MisshapenError("not the values of its code") from error
