"""Parts of a total that no noun names: they are lines of their own, one for each number, and no stand of the total.

"five of the dead" beside 12 killed; "6 died by unlawful force" beside 238. A part that has a place is the total there. What is
called a part without a greater number beside it anywhere may well be all that there is ("21 of the girls were set free"). None
at all ("no one was hurt") is no part: it speaks of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sayso.reconcile.series.saying import Saying
from sayso.vocabulary import Scope

OF_THEM = " of them"
"""Ends the name of a part that no words name."""
FAR_LESS = 2
"""A number is no stand of a total of which the same report gives this many times as many for the same time."""


def settle(sayings: Sequence[Saying]) -> None:
    """Sets `part` of figures of one story, kind, people, occasion and area."""
    named = [one for one in sayings if not one.part and not one.area.known]
    most = max((one.figure.low or 0 for one in named if one.figure.scope is not Scope.SUBSET), default=0)
    lone = _lone(named)
    parts = {one.number for one in named if _called_part(one, most)}
    by_report = _by_report(named)
    for one in named:
        if _called_part(one, most) or (one.number in parts and _far_less(one, by_report[one.report])):
            one.part = _name(one)
            one.because.append("a part of a greater number")
        elif one.number and one.number not in lone and _far_less(one, by_report[one.report]):
            one.part = _name(one)
            one.because.append("far less than what the same report gives for all")


def _called_part(one: Saying, most: int) -> bool:
    told = one.figure.low or one.figure.high
    return one.figure.scope is Scope.SUBSET and (one.partitive or one.bare) and told is not None and told < most


def _name(one: Saying) -> str:
    return f"{one.figure.low or one.figure.high}{OF_THEM}"


def _by_report(sayings: Sequence[Saying]) -> dict[str, list[Saying]]:
    out: dict[str, list[Saying]] = defaultdict(list)
    for one in sayings:
        out[one.report].append(one)
    return out


def _lone(sayings: Sequence[Saying]) -> set[int]:
    """Numbers that some report gives as its greatest, or its only one: stands of the total at some time."""
    out: set[int] = set()
    for told in _by_report(sayings).values():
        plain = [one.number for one in told if one.number is not None and one.figure.scope is not Scope.SUBSET]
        out |= {max(plain)} if plain else set()
    return out


def _far_less(one: Saying, told: Sequence[Saying]) -> bool:
    """Does the report give far more for the same time, or for no time of its own?"""
    if one.number is None:
        return False
    same_time = (other for other in told if other.number is not None and _same_time(one, other))
    return any((other.number or 0) >= FAR_LESS * (one.number or 0) for other in same_time)


def _same_time(one: Saying, other: Saying) -> bool:
    mine, theirs = one.setting, other.setting
    dated = mine.own_days and theirs.own_days
    return not dated or mine.days == theirs.days
