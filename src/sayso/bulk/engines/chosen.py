"""The engine of a name. To be closed."""

from __future__ import annotations

import os
from collections.abc import Callable

from sayso.bulk.engines.engine import Engine
from sayso.errors import SaysoError

ENGINES = ("local", "ray")


def engine(name: str, workers: int | None, tell: Callable[[str], None]) -> Engine:
    """`workers`: None = as many as there are processors. `tell` is told where the work is done, if not here.

    SaysoError E033 where there is none of that name, else as `OnRay`.
    """
    if name == "local":
        from sayso.bulk.engines.local import Local

        return Local(workers or processors())
    if name == "ray":
        from sayso.bulk.engines.on_ray import OnRay

        return OnRay(workers, tell)
    raise SaysoError("E033", detail=f"no engine called “{name}”: {' or '.join(ENGINES)}", command="sayso bulk")


def processors() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
