"""How many independent first tellers stand behind a set of tellings: those that are known, and at most how many.

Independent means different origins; copies add nothing. A private person's role counts once however many reports have one: that
two "witnesses" are two, no text says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.telling import Origin, Telling
from sayso.vocabulary import Status

AGAINST = frozenset({Status.DENIED, Status.RETRACTED})
"""Statuses of claims that say that something is not so, or no longer."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An origin that is known, with what it is known from; `tellings` in the order in which they were published."""

    origin: Origin
    tellings: tuple[Telling, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published it, each once, the first first."""
        return tuple(dict.fromkeys(t.carrier.publisher for t in self.tellings))

    @property
    def chains(self) -> tuple[str, ...]:
        """Who told whom, each once: "the Interior Ministry → TASS → Herald"."""
        return tuple(dict.fromkeys(_chain(t) for t in self.tellings))

    @property
    def because(self) -> tuple[str, ...]:
        """Every reason, each once."""
        return tuple(dict.fromkeys(why for t in self.tellings for why in t.origin.because))


@dataclass(frozen=True, slots=True)
class Untold:
    """What one outlet (or agency, or text with its copies) tells without saying who counted."""

    origin: Origin
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class OriginCount:
    """Independent origins: `identified` are known, `untold` may be further ones."""

    known: tuple[Counted, ...]
    untold: tuple[Untold, ...]

    @property
    def identified(self) -> int:
        return len(self.known)

    @property
    def at_most(self) -> int:
        return len(self.known) + len(self.untold)

    @property
    def shown(self) -> int:
        """The number to show: somebody must have counted, so at least one. 0 of no tellings at all."""
        return max(min(1, self.at_most), self.identified)

    def __str__(self) -> str:
        more = f" (at most {self.at_most})" if self.at_most > self.shown else ""
        return f"{self.shown} origin{'' if self.shown == 1 else 's'}{more}"


def count(tellings: Sequence[Telling]) -> OriginCount:
    """The origins behind `tellings`, which `settle` has been over; those told first come first. Who denies a thing, or takes it
    back, stands behind no part of it."""
    known: dict[str, list[Telling]] = defaultdict(list)
    untold: dict[str, list[Telling]] = defaultdict(list)
    saying = (t for t in tellings if t.claim.status not in AGAINST)
    for t in sorted(saying, key=lambda t: (t.carrier.place_in_order, t.claim.id)):
        (known if t.origin.identified else untold)[_key(t.origin)].append(t)
    return OriginCount(
        tuple(Counted(ts[0].origin, tuple(ts)) for ts in known.values()),
        tuple(Untold(ts[0].origin, tuple(ts)) for ts in untold.values()),
    )


def _key(origin: Origin) -> str:
    """A private role's key without its report: in another report it is not a second one. An outlet that one report calls
    "Steppe Wire" and another "steppewire.invalid" is one voice."""
    if not origin.identified:
        return origin.key.replace("-", "")
    return origin.key.split(":", 1)[1] if ":" in origin.key else origin.key


def _chain(one: Telling) -> str:
    names = [source.told for source in one.claim.attribution.chain]
    return " → ".join([*names, one.carrier.publisher])
