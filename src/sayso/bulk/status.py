"""What became of a task, in numbers: small enough to go from every worker to the driver."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sayso.bulk.task import Problem


class Became(StrEnum):
    """What became of a document: each has exactly one."""

    READ = "read"
    """It gave at least one report."""
    DUPLICATE = "duplicate"
    """The same bytes from the same address stand earlier in the inputs."""
    UNREADABLE = "unreadable"
    KILLED = "killed"
    """It ended the process that read it, or took too much memory."""
    TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True)
class Status:
    """documents = read + duplicate + unreadable + killed + timed_out; one row each in `documents/`."""

    number: int
    """Of the task."""
    input: str
    size: int = 0
    """Bytes of the input, as `Task.size`."""
    read: int = 0
    duplicate: int = 0
    unreadable: int = 0
    killed: int = 0
    timed_out: int = 0
    parts: int = 0
    """Things within documents that could not be read, though the rest of the document was."""
    reports: int = 0
    claims: int = 0
    undated: int = 0
    """Reports without a date of publication."""
    without_claims: int = 0
    unread: tuple[tuple[str, int], ...] = ()
    """Reports by language, of those that no reader reads."""
    passed: tuple[tuple[str, int], ...] = ()
    """Records that hold no document, by kind. They are not counted among the documents."""
    problems: tuple[Problem, ...] = ()
    """The first of those that gave no report; all stand in `documents/`."""
    before: bool = False
    """The task was done already by an earlier run, and nothing was written."""
    error: tuple[str, tuple[tuple[str, str], ...]] | None = None
    """A code of `errors.py` with its values: the output could not be written, and the job ends. Nothing of the task counts."""

    @property
    def documents(self) -> int:
        return self.read + self.duplicate + self.unreadable + self.killed + self.timed_out

    @property
    def lost(self) -> int:
        """What could not be read, whole documents and parts of some."""
        return self.unreadable + self.killed + self.timed_out + self.parts

    def to_json(self) -> str:
        """For the part file that the task is committed by."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=True, separators=(",", ":"))


def from_json(told: str | bytes) -> Status:
    """The status of a task that an earlier run did. ValueError where it is none."""
    try:
        plain: dict[str, Any] = json.loads(told)
        pairs = {name: tuple((str(key), int(count)) for key, count in plain.pop(name)) for name in ("unread", "passed")}
        problems = tuple(Problem(**one) for one in plain.pop("problems"))
        plain.pop("error"), plain.pop("before")
        return Status(**{**plain, **pairs, "problems": problems, "before": True})
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no status: {error}") from error


def summed(pairs: Counter[str]) -> tuple[tuple[str, int], ...]:
    """A counter as it stands in a status."""
    return tuple(sorted(pairs.items(), key=lambda one: (-one[1], one[0])))
