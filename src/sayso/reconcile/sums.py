"""Sums of parts: what one sentence counts by groups, where its report gives no total.

    "killed 5 men, 6 women and 3 children"     14, which nobody told

Only what a sentence lists side by side, on one word: such groups do not overlap. A sum is shown as a sum, beside its parts, and
is no value of any line: it neither replaces nor contradicts anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.reconcile.telling import Telling
from sayso.types import Figure
from sayso.vocabulary import PopulationKind, Relation, Scope, Status

RULE = "a sum of parts, told by nobody"
SIDE_BY_SIDE = re.compile(
    r"\s*+(?:,\s*+(?:(?:and|as well as|plus)\s*+)?|(?:and|as well as|plus)\s*+)(?:(?:another|the|some|all)\s+)?"
)
"""What may stand between two parts of a list."""
LEAST = 2
SIDES = frozenset({PopulationKind.SECURITY, PopulationKind.MILITANTS, PopulationKind.DEMONSTRATORS})
"""Whoever adds up the losses of two sides hides what each has lost, so nothing is added to those of a side."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Never a total that anybody told. `parts` in the order of the sentence."""

    number: int
    parts: tuple[Telling, ...]
    rule: str = RULE

    @property
    def text(self) -> str:
        """ "14 is a sum of parts, told by nobody: 5 men, 6 women, 3 children (Disaster Agency)"."""
        told = ", ".join(_words(part) for part in self.parts)
        return f"{self.number:,} is {self.rule}: {told} ({self.parts[0].origin.name})"


def sums(tellings: Iterable[Telling]) -> tuple[Sum, ...]:
    """In the order of the tellings; what several reports give alike, once: as the first of them has it."""
    by_report: dict[tuple[str, str], list[tuple[Telling, Figure]]] = defaultdict(list)
    for telling in tellings:
        if telling.claim.figure:
            by_report[telling.carrier.id, telling.claim.kind].append((telling, telling.claim.figure))
    made = (found for told in by_report.values() for found in _of_report(told))
    first: dict[object, Sum] = {}
    for one in made:
        first.setdefault((one.parts[0].claim.kind, one.parts[0].carrier.story, one.text), one)
    return tuple(first.values())


def _of_report(told: Sequence[tuple[Telling, Figure]]) -> Iterator[Sum]:
    """Told in the report of one kind. None of a list beside a greater number: that may be the total."""
    ordered = sorted(told, key=lambda item: (item[1].span, item[0].claim.id))
    for _, same in groupby(ordered, key=lambda item: item[0].claim.evidence.span):
        for parts in _lists(list(same)):
            number = sum(figure.low or 0 for _, figure in parts)
            ids = {telling.claim.id for telling, _ in parts}
            others = (figure for telling, figure in told if telling.claim.id not in ids)
            if not any((other.high or other.low or number) >= number for other in others):
                yield Sum(number, tuple(telling for telling, _ in parts))


def _lists(told: Sequence[tuple[Telling, Figure]]) -> Iterator[list[tuple[Telling, Figure]]]:
    """Runs of parts that stand side by side in one sentence."""
    run: list[tuple[Telling, Figure]] = []
    for one in told:
        if run and not (_is_part(one) and _beside(run[-1], one)):
            yield from [run] if len(run) >= LEAST else []
            run = []
        run = [*run, one] if _is_part(one) else []
    if len(run) >= LEAST:
        yield run


def _is_part(one: tuple[Telling, Figure]) -> bool:
    telling, figure = one
    counted = figure.relation is Relation.EXACT and figure.low is not None and figure.scope is not Scope.SUBSET
    return counted and figure.population is not None and telling.claim.status is Status.ASSERTED


def _beside(one: tuple[Telling, Figure], other: tuple[Telling, Figure]) -> bool:
    (telling, figure), (second, beside) = one, other
    start = telling.claim.evidence.span.start
    between = telling.claim.evidence.text[figure.span.end - start : beside.span.start - start]
    kinds = {figure.population_kind, beside.population_kind}
    apart = (figure.population or "").lower() != (beside.population or "").lower() and (len(kinds) == 1 or not kinds & SIDES)
    return apart and telling.origin.key == second.origin.key and SIDE_BY_SIDE.fullmatch(between) is not None


def _words(part: Telling) -> str:
    figure, evidence = part.claim.figure, part.claim.evidence
    assert figure  # parts are made of figures
    return " ".join(evidence.text[figure.span.start - evidence.span.start : figure.span.end - evidence.span.start].split())
