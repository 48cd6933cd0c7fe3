"""Situations: saved views. Place (with everything in it), days, words, kinds; kept as a setting of the ledger.

A situation is what people decided to look at, so it is an entry: who changes it appends another, and the last one holds. One
that was saved after `recorded_by` was not there yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sayso.errors import SaysoError
from sayso.ledger import canonical
from sayso.ledger.bodies import Setting
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader

PREFIX = "situation/"


@dataclass(frozen=True, slots=True)
class Situation:
    """What to look at; a field that is None, or empty, leaves everything in."""

    name: str
    place: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    kinds: tuple[str, ...] = ()

    def setting(self, at: datetime) -> Setting:
        return Setting(PREFIX + self.name, canonical.encode(self).decode("ascii"), at)

    def filters(self, asked: Filters) -> Filters:
        """`asked`, with whatever it leaves open taken from the situation. Kinds narrow: both must fit."""
        own = {name: getattr(asked, name) or getattr(self, name) for name in ("place", "since", "until", "text")}
        return replace(asked, **own, kinds=self.kinds)


def situations(reader: Reader, recorded_by: str | None = None) -> tuple[Situation, ...]:
    """All that are saved, in the order of their names."""
    saved = reader.settings(PREFIX, recorded_by)
    return tuple(canonical.decode(Situation, value) for _, value in sorted(saved.items()))


def situation(reader: Reader, name: str, recorded_by: str | None = None) -> Situation:
    """SaysoError E042 where none is called so."""
    found = {one.name: one for one in situations(reader, recorded_by)}
    if name not in found:
        raise SaysoError("E042", name=name, known=", ".join(found) or "none yet")
    return found[name]
