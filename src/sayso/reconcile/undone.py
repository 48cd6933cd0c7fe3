"""Which values were taken back, corrected or denied, by whom, and how far that reaches.

A number that was taken back is taken back wherever it is told on that origin's word: in copies, in later reports, in a
report's own voice. A page that corrects itself, in a note or by a newer version, takes back what that outlet told (and what
copied it), not what others told. Another origin that counted the same for itself stays, and so does an origin that says it
anew. A denial by another party takes nothing back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.reconcile.algebra import is_before
from sayso.reconcile.days import DAY
from sayso.reconcile.page_history import replaced
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import Value, insists
from sayso.vocabulary import Status

PAGE_CORRECTION = "certainty.correction"
"""The rule of the reading that marks a note in which a page corrects itself."""


class How(StrEnum):
    TAKEN_BACK = "taken back"
    CORRECTED = "corrected"
    """By the page that told it, which had it wrong."""
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Undone:
    """`by` takes back, corrects or denies `tellings` of `value`."""

    value: Value
    by: Value
    tellings: tuple[Telling, ...]
    how: How

    @property
    def on_own_page(self) -> bool:
        return self.how is How.CORRECTED

    @property
    def claim(self) -> str:
        """Id of the claim that does it."""
        return self.by.tellings[0].claim.id

    @property
    def day(self) -> str | None:
        """When it was done; a page corrects itself on the day of its new version, whatever day the number is for."""
        return page_day(self.by) if self.on_own_page else self.by.day


Givers = Mapping[object, Mapping[str, tuple[str, str]]]
"""By number: the identified origins that gave it, and where in the order of publication each first did."""


def undone(values: Sequence[Value]) -> tuple[Undone, ...]:
    """In the order of `values`; of each value the earliest act first, of one day those whose doer is told before others."""
    acts: dict[object, list[Value]] = defaultdict(list)
    denials: dict[object, list[Value]] = defaultdict(list)
    for value in values:
        if value.status in (Status.RETRACTED, Status.DENIED):
            acts[value.number].append(value)
        if value.status is Status.DENIED:
            denials[_end(value)].append(value)
    for of_number in acts.values():
        of_number.sort(key=_when_done)
    givers = _givers(values)
    pages: dict[str, list[Value]] = defaultdict(list)
    for value, by in replaced(values):
        pages[value.id].append(by)
    of_pages = {act.id for of_number in acts.values() for act in of_number if is_page_correction(act)}
    made: list[Undone] = []
    for value in values:
        if value.is_given:
            also = [act for act in denials[_end(value)] if act.number != value.number]
            in_order = sorted([*acts[value.number], *also], key=_when_done) if also else acts[value.number]
            made += [_undone(value, act, givers, act.id in of_pages) for act in in_order]
            made += [_corrected(value, by) for by in pages[value.id]]
    return tuple(one for one in made if one.tellings)


def _end(value: Value) -> object:
    """What a denial means, whatever the words around it: who denies that 106 were killed denies "at least 106"."""
    figure = value.figure
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        return value.number
    return figure.low if figure.low is not None else figure.high if figure.high is not None else value.number


def taken_back(undone_: Iterable[Undone]) -> dict[str, Undone]:
    """By value id: what was wholly taken back, with the first that did it. Several corrections may add up to the whole."""
    out: dict[str, Undone] = {}
    first: dict[str, Undone] = {}
    reached: dict[str, set[str]] = defaultdict(set)
    for one in undone_:
        if one.how is not How.DENIED and one.value.id not in out:
            first.setdefault(one.value.id, one)
            reached[one.value.id] |= {t.claim.id for t in one.tellings}
            if len(reached[one.value.id]) == len({t.claim.id for t in one.value.tellings}):
                out[one.value.id] = first[one.value.id]
    return out


def is_page_correction(value: Value) -> bool:
    return any(reason.rule == PAGE_CORRECTION for t in value.tellings for reason in t.claim.because)


def page_day(value: Value) -> str | None:
    carrier = value.tellings[0].carrier
    at = carrier.updated or carrier.published
    return at[:DAY] if at else value.day


def _when_done(act: Value) -> tuple[object, ...]:
    return (act.day or "", not act.origin.identified, act.tellings[0].carrier.place_in_order, act.id)


def _givers(values: Iterable[Value]) -> Givers:
    out: dict[object, dict[str, tuple[str, str]]] = defaultdict(dict)
    for value in values:
        if value.is_given and value.origin.identified:
            at = value.tellings[0].carrier.place_in_order
            out[value.number][value.origin.key] = min(at, out[value.number].get(value.origin.key, at))
    return out


def _undone(value: Value, act: Value, givers: Givers, on_own_page: bool) -> Undone:
    if act.status is Status.DENIED:
        other = value.origin.key != act.origin.key
        return Undone(value, act, value.tellings if other else (), How.DENIED)
    if on_own_page:
        return _corrected(value, act)
    own = act.origin.key in givers.get(value.number, {})
    another = value.origin.identified and own and value.origin.key != act.origin.key
    return Undone(value, act, () if another or _is_given_anew(value, act, own, givers) else value.tellings, How.TAKEN_BACK)


def _is_given_anew(value: Value, act: Value, own: bool, givers: Givers) -> bool:
    """Did an origin give the number after it had been taken back: one that had not given it before, or the same on another
    day, in so many words? A late report of what was said before is neither."""
    if not value.origin.identified or not is_before(act.day, value.day):
        return False
    at = act.tellings[0].carrier.place_in_order
    counted_anew = not own and givers[value.number][value.origin.key] > at
    return counted_anew or (insists(value) and value.tellings[0].carrier.place_in_order > at)


def _corrected(value: Value, act: Value) -> Undone:
    return Undone(value, act, tuple(t for t in value.tellings if _of_that_page(t, act)), How.CORRECTED)


def _of_that_page(telling: Telling, act: Value) -> bool:
    copies = {t.carrier.copy for t in act.tellings}
    outlets = {t.carrier.publisher for t in act.tellings}
    return telling.carrier.publisher in outlets or telling.carrier.copy in copies
