"""What a person wants to be told of: figures of some kinds in a situation, and which changes of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class On(StrEnum):
    """Sorts of change."""

    VALUE = "value"
    """A new figure, or its low, best or high is another number."""
    STANDING = "standing"
    """A number is contested, denied, taken back or refuted, or a lower one has taken its place."""
    ORIGINS = "origins"
    """One more independent origin tells the number that stands."""


DEFAULT = (On.VALUE, On.STANDING)


@dataclass(frozen=True, slots=True)
class Threshold:
    """How much a number must change: by so many, or by so many percent of what it was. By default by anything."""

    by: float = 0.0
    percent: bool = False

    def reached(self, before: int | None, after: int | None) -> bool:
        """A number that is new or gone has changed from or to nothing, so by all of it."""
        if before == after:
            return False
        change = abs((after or 0) - (before or 0))
        return change >= (self.by / 100 * (before or 0) if self.percent else self.by)


@dataclass(frozen=True, slots=True)
class Rule:
    """`kinds` are claim kinds of people ("killed"); empty = all. `situation` is the name of a saved one."""

    name: str
    situation: str
    kinds: tuple[str, ...] = ()
    threshold: Threshold = Threshold()
    on: tuple[On, ...] = DEFAULT

    def watches(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds
