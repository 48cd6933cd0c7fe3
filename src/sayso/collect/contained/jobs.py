"""What a child may be asked to do: a closed table. No other function can be named, whatever is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, Generic, TypeVar

R = TypeVar("R")

JOBS = {
    "reports": "sayso.read.contained:found_in",
}
"""Each job's function, which is imported in the child alone."""

AHEAD = {
    "reports": ("sayso.read.page", "trafilatura"),
}
"""Modules that a job imports late, and a child at once, before its limits are set and while nobody waits for it."""


@dataclass(frozen=True)
class Job(Generic[R]):
    """A name of `JOBS`, and the type that its function returns: what comes back from a child has this type or is refused."""

    name: str
    result: type[R]

    @cached_property
    def shaped(self) -> Callable[[Any], R]:
        from sayso.collect.contained.shapes import shaped

        return shaped(self.result)


def function(path: str) -> Callable[..., Any]:
    """The function that a row of the table names."""
    module, _, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
