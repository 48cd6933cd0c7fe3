"""The filters that all views share, on the command line and checked.

`asking` gives a command the options; the command gets them as one `Asked`. Written once, so that no view lacks one.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Annotated, Any

import typer

KIND = "Only this kind, or group of kinds (sayso explain lists them)."
PLACE = "Only this place, by name, with everything in it; or a country, by its two letters: KZ."

NEAR = "Only claims of places near this point, in degrees: 43.25,76.95."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, as it was typed."""

    situation: Annotated[str | None, typer.Option(help="Only what fits this saved situation.")] = None
    kind: Annotated[str | None, typer.Option(help=KIND)] = None
    place: Annotated[str | None, typer.Option(help=PLACE)] = None
    near: Annotated[str | None, typer.Option(metavar="LAT,LON", help=NEAR)] = None
    within: Annotated[str | None, typer.Option(metavar="KM", help="How near that is, in kilometres: 25 without it.")] = None
    since: Annotated[str | None, typer.Option(help="Only what was published on this day or later.")] = None
    until: Annotated[str | None, typer.Option(help="Only what was published on this day or earlier.")] = None
    as_of: Annotated[str | None, typer.Option(help="What was known by then: what had been published. 2022-01-08")] = None
    recorded_by: Annotated[str | None, typer.Option(help="What this ledger held by then: 2022-01-08T12:00.")] = None


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """`command(context, asked, …)` as a command with all options of `Asked` before its own."""
    own = inspect.signature(command, eval_str=True)
    given = [p for name, p in own.parameters.items() if name != "asked"]
    names = [f.name for f in fields(Asked)]
    hints = inspect.get_annotations(Asked, eval_str=True)
    options = [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hints[n]) for n in names]
    context, *rest = given

    @functools.wraps(command)
    def with_options(**typed: Any) -> None:
        asked = Asked(**{name: typed.pop(name) for name in names})
        command(asked=asked, **typed)

    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (context, *options, *rest)]
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {p.name: p.annotation for p in parameters}
    return with_options
