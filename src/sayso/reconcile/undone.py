"""Which values were taken back or denied, by whom, and how far that reaches.

A number that was taken back is taken back wherever it is told on that origin's word: in copies, in later reports, in a
report's own voice. A page that corrects itself takes back what that outlet told (and what copied it), not what others told.
Another origin that counted the same for itself stays. A denial by another party takes nothing back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value
from sayso.vocabulary import Status

PAGE_CORRECTION = "certainty.correction"
"""The rule of the reading that marks a note in which a page corrects itself."""


@dataclass(frozen=True, slots=True)
class Undone:
    """`by` takes back or denies `tellings` of `value`. Its own `status` says which."""

    value: Value
    by: Value
    tellings: tuple[Telling, ...]

    @property
    def whole(self) -> bool:
        """Nothing of the value is left."""
        return len(self.tellings) == len(self.value.tellings)

    @property
    def on_own_page(self) -> bool:
        return is_page_correction(self.by)


def undone(values: Sequence[Value]) -> tuple[Undone, ...]:
    """In the order of `values`; of each value the acts in their order."""
    acts: dict[object, list[Value]] = defaultdict(list)
    for value in values:
        if value.status in (Status.RETRACTED, Status.DENIED):
            acts[value.number].append(value)
    givers = _givers(values)
    made = (_undone(value, act, givers) for value in values if value.is_given for act in acts[value.number])
    return tuple(one for one in made if one.tellings)


def taken_back(undone_: Iterable[Undone]) -> dict[str, Undone]:
    """By value id: what was wholly taken back, with the first that did it. Several corrections may add up to the whole."""
    out: dict[str, Undone] = {}
    reached: dict[str, set[str]] = defaultdict(set)
    for one in undone_:
        if one.by.status is Status.RETRACTED:
            reached[one.value.id] |= {t.claim.id for t in one.tellings}
            if len(reached[one.value.id]) == len({t.claim.id for t in one.value.tellings}):
                out.setdefault(one.value.id, one)
    return out


def is_page_correction(value: Value) -> bool:
    return any(reason.rule == PAGE_CORRECTION for t in value.tellings for reason in t.claim.because)


def _givers(values: Iterable[Value]) -> dict[object, set[str]]:
    """By number: the identified origins that gave it."""
    out: dict[object, set[str]] = defaultdict(set)
    for value in values:
        if value.is_given and value.origin.identified:
            out[value.number].add(value.origin.key)
    return out


def _undone(value: Value, act: Value, givers: dict[object, set[str]]) -> Undone:
    if act.status is Status.DENIED:
        other = value.origin.key != act.origin.key
        return Undone(value, act, value.tellings if other else ())
    if is_page_correction(act):
        return Undone(value, act, tuple(t for t in value.tellings if _of_that_page(t, act)))
    own = act.origin.key in givers[value.number]
    if value.origin.identified and own and value.origin.key != act.origin.key:
        return Undone(value, act, ())
    later = value.tellings[0].carrier.place_in_order > act.tellings[0].carrier.place_in_order
    counted_anew = later and value.origin.identified and not own and not _was_given_before(value, act)
    return Undone(value, act, () if counted_anew else value.tellings)


def _was_given_before(value: Value, act: Value) -> bool:
    """Does the day of the value lie before, or on, that of the taking back? Then a late report only tells it again."""
    return bool(value.day and act.day and value.day <= act.day)


def _of_that_page(telling: Telling, act: Value) -> bool:
    copies = {t.carrier.copy for t in act.tellings}
    outlets = {t.carrier.publisher for t in act.tellings}
    return telling.carrier.publisher in outlets or telling.carrier.copy in copies
