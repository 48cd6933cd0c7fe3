"""Who is counted, as the figures of a story make it out together.

* A number alone ("26 injured") is of those of whom the same number is told with their name.
* Words for people of no kind of their own ("women", "workers") are all of them, unless some report gives both with different
  numbers, or calls them a part.
* Two words under one number in one report name the same people ("10 US citizens", "10 passengers"), unless some report keeps
  them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

from sayso.reconcile.series.occasions import TELLING_NUMBER
from sayso.reconcile.series.people import ANYBODY, SOFT, Who
from sayso.reconcile.series.saying import Saying
from sayso.vocabulary import PopulationKind, Scope

Numbers = dict[str, dict[Who, set[int]]]
"""Report → who → the numbers that it gives for them."""


def name_the_nameless(sayings: Sequence[Saying]) -> None:
    """Sets `who` of numbers alone, of one story, kind and occasion."""
    here, anywhere = _named(sayings, by_report=True), _named(sayings, by_report=False)
    for one in sayings:
        if not one.bare or one.who != ANYBODY or one.value is None:
            continue
        named = here.get((one.report, one.value), set())
        if not named and (one.number or 0) >= TELLING_NUMBER:
            named = anywhere.get(("", one.value), set())
        if len(named) == 1 and (found := next(iter(named))) != ANYBODY:
            one.who = found
            one.because.append(f"a number alone: the same as that of {found.word or found.kind}")


def _named(sayings: Sequence[Saying], *, by_report: bool) -> dict[tuple[str, object], set[Who]]:
    """Who are named with each number; anybody is among them where people without a name are."""
    out: dict[tuple[str, object], set[Who]] = defaultdict(set)
    for one in sayings:
        if not one.bare and one.value is not None:
            out[one.report if by_report else "", one.value].add(one.who)
    return out


def align(sayings: Sequence[Saying]) -> None:
    """Sets `who` of words for people, of one story, kind, occasion, area and part."""
    numbers = _numbers(sayings)
    separate = _separate(numbers) | _parts(sayings) | _listed(sayings)
    stands_for = {one.who: one.who for one in sayings}
    for one in sorted(stands_for):
        if one.kind is PopulationKind.PEOPLE and one != ANYBODY and frozenset((one, ANYBODY)) not in separate:
            stands_for[one] = ANYBODY
    for told in (numbers[report] for report in sorted(numbers)):
        for a, b in combinations(sorted(who for who in told if who.kind in SOFT), 2):
            if told[a] & told[b]:
                _join(stands_for, a, b, separate)
    for a, b in _of_one_number(numbers):
        _join(stands_for, a, b, separate)
    for told_of in sayings:
        if (same := stands_for[told_of.who]) != told_of.who:
            told_of.because.append(f"{told_of.figure.population or 'they'}: the same people as {same.word or same.kind}")
            told_of.who = same


def _numbers(sayings: Sequence[Saying]) -> Numbers:
    out: Numbers = defaultdict(lambda: defaultdict(set))
    for one in sayings:
        if one.number is not None and one.number > 1:  # one woman is somebody, and no count of the women
            out[one.report][one.who].add(one.number)
    return out


def _of_one_number(numbers: Numbers) -> list[tuple[Who, Who]]:
    """Words for people of whom different reports tell one number that they hardly share by chance."""
    by_number: dict[int, set[Who]] = defaultdict(set)
    for told in numbers.values():
        for who, given in told.items():
            for number in given if who.kind in SOFT and who != ANYBODY else ():
                by_number[number].add(who)
    large = (sorted(by_number[number]) for number in sorted(by_number) if number >= TELLING_NUMBER)
    return [pair for same in large for pair in pairwise(same)]


def _separate(numbers: Numbers) -> set[frozenset[Who]]:
    """Pairs to which some report gives different numbers, and none in common."""
    return {frozenset((a, b)) for told in numbers.values() for a, b in combinations(sorted(told), 2) if not told[a] & told[b]}


def _parts(sayings: Sequence[Saying]) -> set[frozenset[Who]]:
    """Those who are called a part of all: "12 people, including two workers"."""
    return {frozenset((one.who, ANYBODY)) for one in sayings if one.figure.scope is Scope.SUBSET and not one.partitive}


def _listed(sayings: Sequence[Saying]) -> set[frozenset[Who]]:
    """Those who are listed beside others in one sentence are not all: "10 foreigners and two crew members"."""
    by_sentence: dict[tuple[str, int], dict[Who, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in sayings:
        if one.number is not None:
            by_sentence[one.report, one.telling.claim.evidence.span.start][one.who].add(one.number)
    return {
        frozenset((who, ANYBODY))
        for told in by_sentence.values()
        for who in told
        if who != ANYBODY and any(not told[who] & told[other] for other in told if other != who)
    }


def _join(stands_for: dict[Who, Who], a: Who, b: Who, separate: set[frozenset[Who]]) -> None:
    """Make `a` and `b` one, with all that already are one with either, unless some of them are kept apart."""
    first, second = sorted((stands_for[a], stands_for[b]))
    if first == second:
        return
    ours, theirs = ([who for who, same in stands_for.items() if same == root] for root in (first, second))
    if any(frozenset((x, y)) in separate for x in ours for y in theirs):
        return
    kept = ANYBODY if ANYBODY in (first, second) else first
    for who in (*ours, *theirs):
        stands_for[who] = kept
