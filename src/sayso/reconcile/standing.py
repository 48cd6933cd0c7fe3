"""How a value, or a series, stands: by rules whose reasons are printed, and by persons, both side by side.

The rules in their order, the first that fits holds: retracted, superseded, denied, contested, corroborated, unverifiable,
single. A person's verdict outranks them; where persons disagree, the word is "contested" and all verdicts are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.reconcile.algebra import Between
from sayso.reconcile.bounds import backing, is_later, spread
from sayso.reconcile.contradictions import Contradiction, among
from sayso.reconcile.saying_values import differ, number, said_on, when
from sayso.reconcile.undone import Undone, taken_back, undone
from sayso.reconcile.values import Value, between_values, recalls
from sayso.types import Verdict
from sayso.vocabulary import Status, Verdicts, Verification

Judged = Mapping[str, Sequence[Verdict]]
"""Verdicts by subject: the id of a claim, a value, a series or an incident."""


class Word(StrEnum):
    SINGLE = "single"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    RETRACTED = "retracted"


BY_PERSON = {
    Verdicts.CONFIRM: Word.CONFIRMED,
    Verdicts.REFUTE: Word.REFUTED,
    Verdicts.UNVERIFIABLE: Word.UNVERIFIABLE,
}


@dataclass(frozen=True, slots=True)
class Standing:
    word: Word
    sentence: str
    because: tuple[str, ...]
    by_rules: Word
    by_person: tuple[Verdict, ...] = ()
    """The last verdict of each person, in the order in which they were given."""


def value_standings(of: Sequence[Value], verdicts: Judged | None = None) -> dict[str, Standing]:
    """By value id."""
    judged = verdicts or {}
    acts = undone(of)
    back, recalled = taken_back(acts), recalls(of)
    left = tuple(v for v in of if v.id not in back and v.id not in recalled)
    facts = _Facts(left, acts, back, recalled, among(of))
    return {v.id: with_persons(_by_rules(v, facts), _of_value(v, judged)) for v in of}


def series_standing(id: str, of: Sequence[Value], verdicts: Judged | None = None) -> Standing:
    """Of all the values together: that of what stands best, contested where what stands differs."""
    judged = verdicts or {}
    stands = value_standings(of, judged)
    refuted = {id for id, one in stands.items() if one.word is Word.REFUTED}
    found = spread(of, refuted)
    gone = tuple(_gone(of, stands))
    open_ = [v for v in found.standing if stands[v.id].word is Word.CONTESTED]
    if len(open_) > 1:
        made = _made(Word.CONTESTED, differ(open_), *gone)
    elif found.best is not None:
        own = stands[found.best.id]
        now = f"{own.word}: {said_on(found.best)}"
        made = Standing(own.word, "; ".join((now, *gone)), (*own.because, *gone), own.by_rules, own.by_person)
    elif gone:
        made = _made(Word.RETRACTED, *gone)
    else:
        made = _made(Word.SINGLE, "no number stands for all of it")
    return with_persons(made, tuple(judged.get(id, ())))


def reviewed(of: Sequence[Value], verdicts: Judged) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the values that persons confirm, and of those that they refute; where they disagree, neither."""
    words = {v.id: with_persons(_made(Word.SINGLE), _of_value(v, verdicts)).word for v in of}
    by_word = {word: frozenset(id for id, w in words.items() if w is word) for word in (Word.CONFIRMED, Word.REFUTED)}
    return by_word[Word.CONFIRMED], by_word[Word.REFUTED]


def _gone(of: Sequence[Value], stands: Mapping[str, Standing]) -> Iterator[str]:
    """Each number that was taken back, once: on the word of a known origin where there is one."""
    said: set[object] = set()
    for value in sorted((v for v in of if v.is_given), key=lambda v: not v.origin.identified):
        if stands[value.id].word is Word.RETRACTED and value.number not in said:
            said.add(value.number)
            yield f"{said_on(value)}, {stands[value.id].because[0]}"


def with_persons(rules: Standing, verdicts: Sequence[Verdict]) -> Standing:
    """A person's verdict outranks the rules; the rules' word stays in `by_rules`."""
    last = {v.reviewer: v for v in sorted(verdicts, key=lambda v: (v.at, v.reviewer)) if v.verdict in BY_PERSON}
    if not last:
        return rules
    words = {BY_PERSON[v.verdict] for v in last.values()}
    word = words.pop() if len(words) == 1 else Word.CONTESTED
    said = "; ".join(f"{v.reviewer}: {v.verdict} ({v.reason})" for v in last.values())
    because = (f"by {said}", f"by the rules {rules.sentence}", *rules.because)
    return replace(rules, word=word, sentence=f"{word}: by {said}", because=because, by_person=tuple(last.values()))


@dataclass(frozen=True, slots=True)
class _Facts:
    values: Sequence[Value]
    """What was neither taken back nor only told again."""
    acts: Sequence[Undone]
    back: Mapping[str, Undone]
    recalled: Mapping[str, Value]
    contradictions: Sequence[Contradiction]


def _by_rules(value: Value, facts: _Facts) -> Standing:
    first = facts.recalled.get(value.id, value)
    return next(_rules(value if value.id in facts.back else first, facts))


def _rules(value: Value, facts: _Facts) -> Iterator[Standing]:
    if value.status is Status.RETRACTED or value.id in facts.back:
        yield _made(Word.RETRACTED, _how_taken_back(value, facts.back.get(value.id)))
    if newer := _replaced_by(value, facts.values):
        yield _made(Word.SUPERSEDED, f"the same origin gave {number(newer.figure)} for {when(newer.day)}")
    backers = backing(value, facts.values)
    denied = [one.by for one in facts.acts if one.value.id == value.id and one.by.status is Status.DENIED]
    if denied or value.status is Status.DENIED:
        word = Word.CONTESTED if len(backers) > 1 else Word.DENIED
        yield _made(word, *(f"{by.origin.name} denied it on {when(by.day)}" for by in denied or [value]))
    against = [c for c in facts.contradictions if value.id in (c.a.id, c.b.id) and not c.settled]
    if against:
        yield _made(Word.CONTESTED, *(c.sentence for c in against))
    if len(backers) > 1:
        yield _made(Word.CORROBORATED, f"{len(backers)} independent origins: {', '.join(backers)}")
    if any(t.claim.verification is Verification.UNVERIFIABLE for t in value.tellings):
        yield _made(Word.UNVERIFIABLE, "a report says that it could not be verified")
    known = value.origin.identified
    yield _made(Word.SINGLE, f"only {value.origin.name} says so" if known else "no report says who counted")


def _made(word: Word, *because: str) -> Standing:
    return Standing(word, f"{word}: {'; '.join(because)}", because, word)


def _how_taken_back(value: Value, one: Undone | None) -> str:
    if one is None:
        return f"{value.origin.name} took it back on {when(value.day)}"
    day = "the same day" if one.by.day == value.day else f"on {when(one.by.day)}"
    return f"corrected on its own page on {when(one.by.day)}" if one.on_own_page else f"taken back {day}"


def _replaced_by(value: Value, of: Sequence[Value]) -> Value | None:
    """The latest word of the same known origin that replaces it."""
    if not (value.is_given and value.origin.identified):
        return None
    own = (v for v in of if v.origin.key == value.origin.key and is_later(v, value))
    newer = [v for v in own if between_values(v, value) is Between.REPLACE]
    return newer[-1] if newer else None


def _of_value(value: Value, judged: Judged) -> tuple[Verdict, ...]:
    """Verdicts on the value itself and on the claims that tell it, oldest first."""
    subjects = (value.id, *(t.claim.id for t in value.tellings))
    return tuple(sorted((v for s in subjects for v in judged.get(s, ())), key=lambda v: v.at))
