"""What falls with a total that was taken back: the parts that were told as parts of it.

    "164 people were killed, 103 of them in Almaty and three of them children"

With the 164 go the 103 and the three on that origin's word, wherever they are told again. What the same sentence tells beside
the total, of other kinds or not as a part of it, stays; so does what another origin counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.reconcile.figure_words import number
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import taken_back, undone
from sayso.reconcile.value_rules import how_taken_back
from sayso.reconcile.values import Value
from sayso.vocabulary import Scope

Place = tuple[str, object, str, str]
"""Report, sentence, kind and origin."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total that was taken back, as one sentence tells it."""

    low: int
    because: str


Withdrawn = Mapping[Place, Total]


def withdrawn_totals(series: Iterable[Sequence[Value]]) -> Withdrawn:
    """Of the values of many series. A page that corrects its own slip takes back no count, so nothing falls with it."""
    return {place: total for values in series for place, total in _totals(values)}


def parts(of: Sequence[Value], withdrawn: Withdrawn) -> dict[str, str]:
    """By the id of a value of one series that was told as a part of such a total: the words for why it falls."""
    fallen: dict[object, str] = {}
    for value in of:
        for telling in value.tellings if withdrawn and value.is_given else ():
            total = withdrawn.get(_place(telling, value))
            if total is not None and _is_part(telling, value, total):
                fallen.setdefault((value.origin.key, value.number), total.because)
    return {v.id: fallen[v.origin.key, v.number] for v in of if v.is_given and (v.origin.key, v.number) in fallen}


def _totals(values: Sequence[Value]) -> Iterator[tuple[Place, Total]]:
    for id, act in taken_back(undone(values)).items():
        if not act.on_own_page and act.value.origin.identified:
            total = Total(act.value.bounds.low, f"told as part of {number(act.value.figure)}, {how_taken_back(act.value, act)}")
            yield from ((_place(t, act.value), total) for t in act.value.tellings if act.value.id == id)


def _place(telling: Telling, value: Value) -> Place:
    return telling.carrier.id, telling.claim.evidence.span, telling.claim.kind, value.origin.key


def _is_part(telling: Telling, value: Value, total: Total) -> bool:
    is_subset = telling.claim.figure is not None and telling.claim.figure.scope is Scope.SUBSET
    return is_subset and value.bounds.low < total.low
