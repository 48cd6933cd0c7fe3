"""An incident while its claims are being gathered: what fits it, how well, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.reconcile.incidents.days import Days
from sayso.reconcile.incidents.places import Spot, compatible, same
from sayso.reconcile.incidents.settings import Setting
from sayso.vocabulary import Group, kinds

APART = {"unrest": 1, "attack": 1, "abduction": 1, "arrest": 1, "accident": 1, "disaster": 3}
"""Days by which two tellings of one happening may differ: nights and time zones; a flood is dated by its start or its crest."""


SPREAD = frozenset({"unrest", "disaster", "arrest"})
"""Families that happen in many places at once: there what is told of a country is not what is told of one of its towns."""
TOLL = 31
"""Days over which the unrest of a country goes on, or a count of people for all of it: no one happening in it."""


@dataclass(slots=True)
class Draft:
    number: int
    """Earlier founded, lower number."""
    families: frozenset[str]
    spot: Spot
    days: Days | None
    linked: list[tuple[Setting, tuple[str, ...]]] = field(default_factory=list)

    happens: bool = False
    """Does any claim say what happened, and not only to how many?"""

    @property
    def tolerance(self) -> int:
        if self.spot.level == 1 and (not self.happens or self.families <= SPREAD):
            return TOLL
        return max(APART.get(family, 1) for family in self.families)

    def fits(self, one: Setting) -> bool:
        """Kind, place and day do not speak against it. The day is that of the founding claim: tolerance does not add up."""
        if not (self.families & one.families) or not self._place_fits(one):
            return False
        return self.days is None or one.days is None or self.days.near(one.days, self.tolerance)

    def _place_fits(self, one: Setting) -> bool:
        if not compatible(self.spot, one.spot):
            return False
        if not self.spot.known or not one.spot.known or self.spot.level == one.spot.level:
            return True
        if is_happening(one) and not self.happens and self.spot.level < one.spot.level:
            return False
        of_its_people = not is_happening(one) and self.spot.level < one.spot.level
        return of_its_people or not self.families <= SPREAD

    def wide_of(self, one: Setting) -> bool:
        """Is the claim told of a wider place than this happening; or of none, where such things happen in many places?"""
        if one.spot.known:
            return self.spot.level > one.spot.level
        return self.families <= SPREAD and self.spot.level > 1

    def likeness(self, one: Setting, told_of: int) -> tuple[int, ...]:
        """How much speaks for it: the day, how much the report tells of it (`told_of`), the place; then the first founded."""
        told = self.days is not None and one.days is not None
        day = (2 if told and self.days == one.days else 1) if told else 0
        place = min(self.spot.level, one.spot.level)
        return not self.wide_of(one), day, told_of, place, -self.number

    def add(self, one: Setting, because: tuple[str, ...]) -> None:
        self.linked.append((one, because))
        if is_happening(one):
            self.happens = True
            self.families = (self.families & one.families) or self.families
        if one.spot.level > self.spot.level and compatible(one.spot, self.spot) and one.own_spot and is_happening(one):
            self.spot = one.spot
        if self.days is None:
            self.days = one.days

    def reasons(self, one: Setting) -> tuple[str, ...]:
        """Why `one` is of this incident: what the two have in common."""
        founder = self.linked[0][0]
        out = [_kind_reason(founder, one)]
        if one.spot.known and self.spot.known:
            name = one.claim.place.name if one.claim.place else ""
            out.append(f"same place: {name}" if same(self.spot, one.spot) else f"{name} does not exclude its place")
        if self.days and one.days:
            days = "same day" if self.days == one.days else "days that may be one"
            out.append(days)
        return tuple(out)


def is_happening(one: Setting) -> bool:
    """Is it a claim that something happened, rather than one of whom it befell?"""
    return kinds()[one.claim.kind].group is not Group.PEOPLE


def _kind_reason(founder: Setting, one: Setting) -> str:
    if one.claim.kind == founder.claim.kind:
        return f"same kind: {one.claim.kind}"
    if is_happening(one):
        return f"kinds that may be one happening: {founder.claim.kind}, {one.claim.kind}"
    return f"{one.claim.kind}: people of such a happening"
