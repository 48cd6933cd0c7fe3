"""The tellings of the demo, read once."""

from __future__ import annotations

from functools import cache

from bench.tellings import demo, tellings
from sayso.reconcile.telling import Telling


@cache
def told() -> tuple[Telling, ...]:
    reports = demo()
    return tuple(tellings(reports, {report.name: "demo" for report in reports}, "model"))
