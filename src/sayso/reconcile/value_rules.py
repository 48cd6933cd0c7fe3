"""How a value stands by the rules, the first that fits of seven: from retracted, superseded and denied down to single.

Each reason is a phrase that can be printed as it is: "taken back the same day by the Presidency", "only the ministry says so,
carried by 4 outlets".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.reconcile.algebra import Between, Told, between
from sayso.reconcile.bounds import backing, is_later
from sayso.reconcile.contradictions import Contradiction, among
from sayso.reconcile.days import when
from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import Standing, Word, made
from sayso.reconcile.undone import How, Undone, is_page_correction, page_day, taken_back, undone
from sayso.reconcile.values import Value, in_order, recalls
from sayso.vocabulary import Status, Verification


class Later(NamedTuple):
    """A value, and as much of it as comparing needs."""

    value: Value
    told: Told


@dataclass(frozen=True, slots=True)
class Facts:
    """What bears on the values of one series."""

    line: Sequence[Later]
    """What was neither taken back nor refuted nor only told again, on the word of known origins, by day."""
    exact: Mapping[int, Sequence[Value]]
    """Of these the exact numbers by number, and all others: what may agree with a number is found without a look at each."""
    wide: Sequence[Value]
    back: Mapping[str, Undone]
    denials: Mapping[str, Sequence[Undone]]
    recalled: Mapping[str, Value]
    again: Mapping[str, Sequence[Value]]
    """By the id of a value: those that only tell it again."""
    contradictions: Mapping[str, Sequence[Contradiction]]
    fallen: Mapping[str, str]
    """By the id of a value that falls with a total that was taken back: why."""


def facts(of: Sequence[Value], fallen: Mapping[str, str], refuted: Collection[str] = ()) -> Facts:
    """`refuted`: ids of values that a person refuted: they replace, outgrow, back and contradict nothing."""
    acts = undone(of)
    back, recalled = taken_back(acts), recalls(of)
    denials: dict[str, list[Undone]] = defaultdict(list)
    for act in acts:
        if act.how is How.DENIED:
            denials[act.value.id].append(act)
    again: dict[str, list[Value]] = defaultdict(list)
    for value in of:
        if value.id in recalled:
            again[recalled[value.id].id].append(value)
    open_: dict[str, list[Contradiction]] = defaultdict(list)
    for one in among(of, refuted):
        for value in () if one.settled else (one.a, one.b):
            open_[value.id].append(one)
    gone = {*back, *recalled, *fallen, *refuted}
    left = sorted((v for v in of if v.id not in gone and v.is_given and v.origin.identified), key=in_order)
    exact: dict[int, list[Value]] = defaultdict(list)
    for value in left:
        if _is_exact(value):
            exact[value.bounds.low].append(value)
    wide = [v for v in left if not _is_exact(v)]
    return Facts([Later(v, v.told_of_line) for v in left], exact, wide, back, denials, recalled, again, open_, fallen)


def by_rules(value: Value, known: Facts) -> Standing:
    """What only tells a value again stands as that value does."""
    first = value if value.id in known.back or value.id in known.fallen else known.recalled.get(value.id, value)
    return next(_rules(first, known))


def how_taken_back(value: Value, act: Undone | None) -> str:
    """ "taken back the same day by the Presidency"; of what takes back itself: who told of it, and when."""
    if act is None:
        return _takes_back(value)
    if act.on_own_page:
        return f"corrected on its own page on {when(act.day)}"
    day = "the same day" if act.day == value.day else f"on {when(act.day)}"
    another = act.by.origin.identified and act.by.origin.key != value.origin.key
    return f"taken back {day} by {act.by.origin.name}" if another else f"taken back {day}"


def _takes_back(value: Value) -> str:
    if is_page_correction(value):
        return f"corrected on its own page on {when(page_day(value))}"
    if value.origin.identified:
        return f"{value.origin.name} took it back on {when(value.day)}"
    return f"{value.tellings[0].carrier.publisher} reports on {when(value.day)} that it was taken back"


def _rules(value: Value, known: Facts) -> Iterator[Standing]:
    if value.status is Status.RETRACTED or value.id in known.back:
        yield made(Word.RETRACTED, how_taken_back(value, known.back.get(value.id)))
    if value.id in known.fallen:
        yield made(Word.RETRACTED, known.fallen[value.id])
    if newer := _newer(value, known.line):
        who = "the same origin" if newer.origin.key == value.origin.key else newer.origin.name
        yield made(Word.SUPERSEDED, f"{who} gave {number(newer.figure)} for {when(newer.day)}")
    told = [value, *known.again.get(value.id, ())]
    checked = tuple(_checked(told))
    backers = backing(value, _may_agree(value, known))
    denied = [one.by for one in known.denials.get(value.id, ())]
    if denied or value.status is Status.DENIED:
        word = Word.CONTESTED if len(backers) > 1 else Word.DENIED
        yield made(word, *dict.fromkeys(f"{by.origin.name} denied it on {when(by.day)}" for by in denied or [value]), *checked)
    if against := known.contradictions.get(value.id):
        yield made(Word.CONTESTED, *(one.sentence.removesuffix(".") for one in against), *checked)
    if len(backers) > 1:
        yield made(Word.CORROBORATED, f"{len(backers)} independent origins: {', '.join(backers)}", *checked)
    alone = _alone(value, told)
    yield made(Word.UNVERIFIABLE if _UNVERIFIABLE in checked else Word.SINGLE, alone, *checked)


_UNVERIFIABLE = "a report says that it could not be verified"
_UNVERIFIED = "not independently verified, a report says"


def _checked(told: Iterable[Value]) -> Iterator[str]:
    """What the reports themselves say of having checked it."""
    said = {t.claim.verification for value in told for t in value.tellings}
    if Verification.UNVERIFIABLE in said:
        yield _UNVERIFIABLE
    elif Verification.UNVERIFIED in said:
        yield _UNVERIFIED


def _alone(value: Value, told: Sequence[Value]) -> str:
    """Of copies the first outlet counts, and no other."""
    outlets = len({outlet for one in told for outlet in one.outlets})
    carried = f", carried by {outlets} outlets" if outlets > 1 else ""
    return f"only {value.origin.name} says so{carried}" if value.origin.identified else f"no report says who counted{carried}"


def _newer(value: Value, line: Sequence[Later]) -> Value | None:
    """The latest word of the same known origin that replaces it, else the latest and higher one of another that outgrew it."""
    if not value.is_given:
        return None
    told, outgrown = value.told_of_line, None
    for later in reversed(line):
        if (later.told.day or "") < (told.day or ""):
            break
        own = later.told.origin == told.origin
        if (own or (outgrown is None and later.told.bounds.low > told.bounds.low)) and is_later(later.value, value):
            what = between(told, later.told)
            if what is Between.REPLACE:
                return later.value
            outgrown = later.value if what is Between.GROW and outgrown is None else outgrown
    return outgrown


def _may_agree(value: Value, known: Facts) -> Sequence[Value]:
    same = known.exact.get(value.bounds.low, ())
    if _is_exact(value):
        return [*same, *known.wide]
    return [*(v for values in known.exact.values() for v in values), *known.wide]


def _is_exact(value: Value) -> bool:
    return value.bounds.low == value.bounds.high
