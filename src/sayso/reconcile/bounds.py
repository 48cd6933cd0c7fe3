"""Low, best and high of a series, by a rule that is printed with them, and other views of the same values.

What stands: each number that was given for all, less what was taken back, refuted by a person, replaced by its own origin, or
outgrown (another known origin gave a higher number for a later day). What names no origin counts only where no known one
gives a number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sayso.reconcile.algebra import Between, Told, between, is_before
from sayso.reconcile.undone import taken_back, undone
from sayso.reconcile.values import Value, between_values, recalls, totals
from sayso.reconcile.word_tables import table
from sayso.vocabulary import Status

RULE = (
    "low and high: the least and the most that the standing figures leave possible; best: what most known origins agree on, "
    "else the latest, else the lower; left out: what was taken back, refuted, replaced by its own origin or outgrown"
)
LOWEST_RULE = 'the lowest standing figure; words count for the least that they mean ("dozens" 12, "hundreds" 100)'


@dataclass(frozen=True, slots=True)
class Spread:
    """`high` None: no origin gives an upper end. All None: nothing stands."""

    low: int | None
    best: Value | None
    high: int | None
    standing: tuple[Value, ...]
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class Headline:
    """One number where people or two origins stand behind it, else the range."""

    value: Value | None
    low: int | None
    high: int | None
    because: str


def standing_values(of: Sequence[Value], refuted: Collection[str] = ()) -> tuple[Value, ...]:
    """`refuted`: ids of values that a person refuted."""
    back = taken_back(undone(of))
    gone = {*back, *recalls(of)}
    left = totals(v for v in of if v.id not in gone and v.id not in refuted and _is_bounded(v))
    known = [v for v in left if v.origin.identified] or left
    told = {v.id: v.told_of_line for v in known}
    latest = sorted(known, key=lambda v: v.day or "", reverse=True)  # what outdates a value is found soonest among the latest
    return tuple(v for v in known if not any(_outdated(v, other, told) for other in _not_before(v, latest)))


def _not_before(value: Value, latest: Iterable[Value]) -> Iterable[Value]:
    return takewhile(lambda other: (other.day or "") >= (value.day or ""), latest)


def spread(of: Sequence[Value], refuted: Collection[str] = ()) -> Spread:
    standing = standing_values(of, refuted)
    if not standing:
        return Spread(None, None, None, ())
    highs = [v.bounds.high for v in standing]
    ends = [h for h in highs if h is not None]
    high = max(ends) if ends and max(ends) >= max(v.bounds.low for v in standing) else None
    return Spread(min(v.bounds.low for v in standing), _best(standing), high, standing)


def lowest(found: Spread, of: Sequence[Value], refuted: Collection[str] = ()) -> int | None:
    """ACLED's rule: the lowest of the latest figures, a vague word by its least meaning. `found` is the spread of `of`."""
    return found.low if found.standing else min(_vague(of, refuted), default=None)


def headline(found: Spread, confirmed: Collection[str] = ()) -> Headline:
    """`confirmed`: ids of values that a person confirmed, or one of whose claims."""
    reviewed = [v for v in found.standing if v.id in confirmed]
    if reviewed:
        return Headline(reviewed[-1], found.low, found.high, "a person confirmed it")
    best = found.best
    backers = backing(best, found.standing) if best else ()
    if best and len(backers) > 1:
        return Headline(best, found.low, found.high, f"{len(backers)} independent origins agree: {', '.join(backers)}")
    one = len({v.origin.key for v in found.standing}) == 1
    why = "one origin, and nobody has reviewed it" if one else "origins differ, and nobody has reviewed them"
    return Headline(None, found.low, found.high, why if found.standing else "nothing stands")


def backing(value: Value, among: Iterable[Value]) -> tuple[str, ...]:
    """Names of the known origins that give the value, or one that agrees and has an end: "at least 1" backs nothing."""
    names = {
        v.origin.key: v.origin.name
        for v in among
        if v.origin.identified and v.is_given and (v.id == value.id or _agrees(v, value))
    }
    return tuple(names[key] for key in sorted(names))


def _agrees(one: Value, value: Value) -> bool:
    closed = one.bounds.high is not None and value.bounds.high is not None
    same = one.number == value.number
    return (closed or same) and one.figure.vague is None and between_values(one, value) is Between.AGREE


def _best(standing: Sequence[Value]) -> Value:
    closed = [v for v in standing if v.bounds.high is not None] or list(standing)
    return max(closed, key=lambda v: (len(backing(v, standing)), v.day or "", -v.bounds.low, len(v.reports), v.id))


def _is_bounded(value: Value) -> bool:
    return value.status is Status.ASSERTED and value.figure.vague is None


def _outdated(value: Value, other: Value, told: Mapping[str, Told]) -> bool:
    """Replaced by its own origin's later word, or outgrown by another known origin's later and higher one."""
    if value.id == other.id or not is_later(other, value):
        return False
    what = between(told[value.id], told[other.id])
    own = value.origin.key == other.origin.key and other.figure.vague is None
    if own and what in (Between.REPLACE, Between.AGREE):
        return value.bounds.high is None or other.bounds.high is not None or other.bounds.low > value.bounds.low
    return other.origin.identified and (what is Between.GROW or (what is Between.AGREE and _reached(value, other)))


def _reached(value: Value, other: Value) -> bool:
    """ "More than 2,000" says no more once another origin counts 4,353, or at least that."""
    return value.bounds.high is None and other.bounds.low > value.bounds.low


def is_later(one: Value, other: Value) -> bool:
    """By the day that they are for; within a day by the first report that carries them."""
    if one.day != other.day:
        return is_before(other.day, one.day)
    return _first(one) > _first(other)


def _first(value: Value) -> tuple[tuple[str, str], str]:
    return (value.tellings[0].carrier.place_in_order, value.tellings[0].claim.id)


def _vague(of: Sequence[Value], refuted: Collection[str]) -> list[int]:
    least = table("vague_numbers")
    told = (v for v in totals(of) if v.id not in refuted and v.figure.vague)
    return [int(least[v.figure.vague.lower()]) for v in told if v.figure.vague and v.figure.vague.lower() in least]
