"""A layer: one thing to find in a report, what it needs found before it, and what it gives.

    @layer(gives="figures", needs=("sentences", "entities"))
    def figures(report: Report, found: Layers) -> tuple[FigureMention, ...]: ...

Layers are pure functions of the report and of the layers they need; `check` proves before anything runs that each need is
given by an earlier layer, as spaCy's pipe analysis does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sayso.types import Layers, Report

NAMES = tuple(f.name for f in fields(Layers))


@dataclass(frozen=True, slots=True)
class Layer:
    """`run` returns the value of the field `gives` of `Layers`."""

    gives: str
    needs: tuple[str, ...]
    run: Callable[[Report, Layers], tuple[Any, ...]]


def layer(*, gives: str, needs: tuple[str, ...] = ()) -> Callable[[Callable[[Report, Layers], tuple[Any, ...]]], Layer]:
    """Declare a function to be the layer `gives`."""
    unknown = [n for n in (gives, *needs) if n not in NAMES]
    if unknown:
        raise ValueError(f"no such layer: {', '.join(unknown)}")
    return lambda run: Layer(gives, needs, run)


def check(pipeline: Sequence[Layer]) -> None:
    """Raise ValueError unless every layer's needs are given by layers before it, and each is given once."""
    given: set[str] = set()
    for step in pipeline:
        missing = [n for n in step.needs if n not in given]
        if missing:
            raise ValueError(f"layer {step.gives} needs {', '.join(missing)} before it")
        if step.gives in given:
            raise ValueError(f"layer {step.gives} is given twice")
        given.add(step.gives)


def run(pipeline: Sequence[Layer], report: Report, only: frozenset[str] | None = None) -> Layers:
    """All layers of `report`, in order; with `only`, just those and what they need."""
    wanted = None if only is None else closure(pipeline, only)
    found = Layers()
    for step in pipeline:
        if wanted is None or step.gives in wanted:
            found = replace(found, **{step.gives: step.run(report, found)})
    return found


def closure(pipeline: Sequence[Layer], wanted: frozenset[str]) -> frozenset[str]:
    """`wanted` and every layer that it needs, directly or through others."""
    needed = set(wanted)
    for step in reversed(pipeline):
        if step.gives in needed:
            needed.update(step.needs)
    return frozenset(needed)
