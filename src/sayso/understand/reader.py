"""Readers share one interface: `Reader(report) -> Reading`. `reader(name)` gives one by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sayso.errors import SaysoError
from sayso.types import Layers, Reading, Report

NAMES = ("model", "rules", "llm")
LLM = "llm"
"""The one that has to be given an endpoint: `commands.readers` makes it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """In the place of a reading: what the reader raised at this report. The reports after it are read."""

    report: str
    error: Exception


class Reader(Protocol):
    """Reads reports. Knows nothing of storage; two calls on one report give the same reading."""

    name: str
    version: str

    def __call__(self, report: Report) -> Reading: ...

    def many(self, reports: Iterable[Report]) -> Iterator[Reading | Failed]:
        """The readings of reports, in their order. A reader may take some reports ahead of those it has read.

        What `reports` raises is raised; what reading one of them raises is `Failed`.
        """
        ...

    def layers(self, report: Report, only: frozenset[str]) -> Layers:
        """Just the layers named, and those that they need."""
        ...


def one_by_one(read: Callable[[Report], Reading], reports: Iterable[Report]) -> Iterator[Reading | Failed]:
    """`Reader.many` of one that takes no report ahead."""
    for report in reports:
        try:
            found: Reading | Failed = read(report)
        except Exception as error:
            found = Failed(report.id, error)
        yield found


def all_read(readings: Iterable[Reading | Failed]) -> Iterator[Reading]:
    """The readings of reports none of which may fail: what one of them raised is raised here."""
    for one in readings:
        if isinstance(one, Failed):
            raise one.error
        yield one


def reader(name: str) -> Reader:
    """The reader called `name`. SaysoError E013 where there is none, E145 of the one that needs an endpoint."""
    if name == "model":
        from sayso.understand.model.reader import Model  # weights and onnxruntime are loaded with the first report

        return Model()
    if name == "rules":
        from sayso.understand.rules import Rules  # loaded only when used: the word lists take their time

        return Rules()
    if name == LLM:
        raise SaysoError("E145", detail="nobody gave it an endpoint here")
    raise SaysoError("E013", name=name, known=", ".join(NAMES))
