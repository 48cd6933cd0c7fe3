"""`sayso.Ledger(path)`: the views of a ledger as data frames.

It reads and has no way to write; whoever adds to a ledger uses the command, or `ledger.ledger.Ledger`, which is another class
(docs/decisions/0022).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from sayso.commands.asking import Asked
from sayso.commands.knowing import BEHIND, typed, with_situation
from sayso.commands.session import settled
from sayso.ledger.address import where
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.library import rows
from sayso.library.frame import frame, pandas
from sayso.reconcile.world import World, load

if TYPE_CHECKING:
    from typing import Unpack

    from pandas import DataFrame


class Filter(TypedDict, total=False):
    """What all views take, as on the command line (docs/commands.md); what is left out, or None, leaves everything in."""

    situation: str | None
    """The name of a saved situation."""
    kind: str | None
    """A kind of claim, or a group of kinds."""
    place: str | None
    """A place by name with everything in it, or a country by its two letters."""
    near: str | None
    """A point, in degrees: "43.25,76.95"."""
    within: float | str | None
    """How near that is, in kilometres."""
    since: str | None
    """Published on this day or later."""
    until: str | None
    """Published on this day or earlier."""
    as_of: str | None
    """What was known by then: what had been published."""
    recorded_by: str | None
    """What this ledger held by then."""


class Ledger:
    """A ledger to look at: a file, or an address (`postgresql://…`); without one, that of SAYSO_LEDGER.

    Nothing stays open between two questions, so others may write meanwhile; each question sees the ledger as it is then.
    Filters are those of the commands (`Filter`). Each method gives a pandas data frame and raises SaysoError E100 without
    pandas (`pip install 'sayso[frames]'`), E011 for no date, E016 for no kind, E033 for no point, E042 for no situation.
    """

    def __init__(self, place: str | Path | None = None) -> None:
        """SaysoError E020, E023, E024 or E025 where there is no ledger that can be read, of a server also E053 to E059."""
        settings = settled()
        self._place = where(str(place if place is not None else settings.ledger))
        self._wait = settings.wait_seconds
        with self._reader():
            pass

    def __repr__(self) -> str:
        return f"sayso.Ledger({str(self._place)!r})"

    def claims(
        self, *, text: str | None = None, limit: int | None = None, names: bool = False, **filters: Unpack[Filter]
    ) -> DataFrame:
        """A row a claim, the newest first, with the columns of `sayso export claims` (docs/exports.md).

        `text`: only those with these words in their evidence. `names`: private persons by name instead of by role.
        """
        pandas()
        with self._looking(filters, text, limit) as (reader, asked):
            return frame(rows.CLAIMS, rows.claims(reader, asked, self._world(reader, asked), names))

    def figures(self, *, top: int | None = None, **filters: Unpack[Filter]) -> DataFrame:
        """A row a value: a number as one origin gave it on one day, with all who carried it and how it stands.

        `top`: only the most reported figures, so many of a kind. The columns are those of `sayso figures --format csv`.
        """
        pandas()
        with self._looking(filters) as (reader, asked):
            return frame(rows.FIGURES, rows.figures(self._world(reader, asked), top))

    def incidents(self, *, names: bool = False, **filters: Unpack[Filter]) -> DataFrame:
        """A row a happening, the latest first. The columns are those of `sayso incidents --format csv`, and `claims`."""
        pandas()
        with self._looking(filters) as (reader, asked):
            return frame(rows.INCIDENTS, rows.incidents(self._world(reader, asked), names))

    def stories(self, **filters: Unpack[Filter]) -> DataFrame:
        """A row a course of events, the latest first. The columns are those of `sayso stories --format md`."""
        pandas()
        with self._looking(filters) as (reader, asked):
            return frame(rows.STORIES, rows.stories(reader, asked, self._world(reader, asked)))

    def _reader(self) -> Reader:
        return Reader.open(self._place, self._wait)

    @contextmanager
    def _looking(self, given: Filter, text: str | None = None, limit: int | None = None) -> Iterator[tuple[Reader, Filters]]:
        asked = _asked(given)
        filters = typed(asked, text, limit)
        with self._reader() as reader:
            yield reader, with_situation(reader, asked, filters)

    @staticmethod
    def _world(reader: Reader, filters: Filters) -> World:
        found = load(reader, filters)
        if found.behind:
            warnings.warn(BEHIND, stacklevel=4)
        return found


def _asked(given: Filter) -> Asked:
    """TypeError for a filter that is none: a slip would silently leave everything in."""
    told: dict[str, Any] = {name: None if value is None else str(value) for name, value in given.items()}
    if unknown := told.keys() - {field.name for field in fields(Asked)}:
        raise TypeError(f"no filter called {', '.join(sorted(unknown))}: docs/python.md lists them")
    return Asked(**told)
