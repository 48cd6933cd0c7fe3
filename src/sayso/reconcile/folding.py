"""Values told again, folded into what was told first: one number on one origin's word is one value, however often recalled.

"225, said on 15 January" of a report in August is the value of 15 January. What an origin is said to have said again, on a day
that the words tell, stays a value of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.reconcile.values import Value, in_order, recalls


def folded(of: Sequence[Value]) -> tuple[Value, ...]:
    """`of` in its order; each value with the tellings of those that only recall it."""
    first_of = recalls(of)
    again: dict[str, list[Value]] = defaultdict(list)
    for value in of:
        if value.id in first_of:
            again[first_of[value.id].id].append(value)
    kept = [_with(value, again[value.id]) for value in of if value.id not in first_of]
    return tuple(sorted(_precise(kept), key=in_order))


def _with(value: Value, again: Sequence[Value]) -> Value:
    tellings = [*value.tellings, *(t for one in again for t in one.tellings)]
    return (
        replace(value, tellings=tuple(sorted(tellings, key=lambda t: (t.carrier.place_in_order, t.claim.id))))
        if again
        else value
    )


def _precise(of: Sequence[Value]) -> Iterator[Value]:
    """A value of "March" is that of 14 March, where the same origin gives the same number for both."""
    by_number: dict[object, list[Value]] = defaultdict(list)
    for value in of:
        by_number[value.origin.key, value.number, value.figure.relation, value.status].append(value)
    for same in by_number.values():
        coarse = {v.id: p for v in same for p in [_within(v, same)] if p}
        for value in same:
            if value.id not in coarse:
                yield _with(value, [v for v in same if v.id in coarse and coarse[v.id].id == value.id])


def _within(value: Value, same: Sequence[Value]) -> Value | None:
    """The first value of a day within the month (or year) of `value`."""
    day = value.day
    return next((v for v in same if day and v.day and len(v.day) > len(day) and v.day.startswith(day)), None)
