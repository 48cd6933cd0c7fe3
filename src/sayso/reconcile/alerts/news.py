"""What of a changed figure is news to a rule, in sentences; and the values that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.reconcile.alerts.alert import Numbers, State, numbers
from sayso.reconcile.alerts.rule import On, Rule
from sayso.reconcile.bounds import backing
from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import Word
from sayso.reconcile.origins.count import AGAINST
from sayso.reconcile.paired import Pair
from sayso.reconcile.saying_values import said_on
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.values import Value

DOUBTED = frozenset({Word.CONTESTED, Word.DENIED, Word.RETRACTED, Word.REFUTED})
"""Standings of a number that are news as soon as it has one of them."""
NONE = "none stands"
"""As `shown_number` has it."""
MOST = 5
"""Numbers that are told to be doubted; of more, the first."""


def news(rule: Rule, pair: Pair, then: State | None, now: State) -> tuple[str, ...]:
    """Sentences; none where nothing of it is news. `then` is what was told last, which may be older than `pair.before`."""
    found = [*_value(rule, then, now)] if On.VALUE in rule.on else []
    if On.STANDING in rule.on:
        found += [f"{pair.after.standings[value.id].word}: {said_on(value)}" for value in doubted_now(pair)[:MOST]]
        found += _lowered(pair)
    if On.ORIGINS in rule.on:
        found += _origins(pair)
    return tuple(dict.fromkeys(found))


def _value(rule: Rule, then: State | None, now: State) -> Iterator[str]:
    was, is_ = then.numbers if then else None, now.numbers
    if was is None:
        if rule.threshold.reached(None, is_.best if is_.best is not None else is_.high):
            yield f"new: {now.shown}"
        return
    if then and (any(rule.threshold.reached(*end) for end in _ends(was, is_)) or (rule.threshold.by == 0 and was != is_)):
        yield _from_to(then.shown, now.shown)


def _ends(was: Numbers, is_: Numbers) -> Iterator[tuple[int | None, int | None]]:
    """Low, best and high, then and now. An end that nobody gave stands where the best number does: from "at least 24" to "24"
    is no change of 24 people.
    """
    for before, after in ((was.low, is_.low), (was.best, is_.best), (was.high, is_.high)):
        yield was.best if before is None else before, is_.best if after is None else after


def _from_to(was: str, is_: str) -> str:
    """ "was 164, is 225"; the one word that is no number reads badly among them."""
    if was == is_:
        return f"is {is_}, with another range"
    return (
        f"was {was}, and {is_} now" if is_ == NONE else f"is {is_}, where none stood" if was == NONE else f"was {was}, is {is_}"
    )


def doubted_now(pair: Pair) -> list[Value]:
    """Values whose number is doubted in a way in which it was not before."""
    before = {key for _, key in _doubted(pair.before)} if pair.before else set()
    return [value for value, key in _doubted(pair.after) if key not in before]


def _doubted(view: SeriesView) -> Iterator[tuple[Value, tuple[object, Word]]]:
    for value in view.values:
        word = view.standings[value.id].word
        if value.is_given and word in DOUBTED:
            yield value, (value.number, word)


def _lowered(pair: Pair) -> Iterator[str]:
    was, is_ = numbers(pair.before).best if pair.before else None, numbers(pair.after).best
    if was is not None and is_ is not None and is_ < was:
        yield f"a lower number stands: {is_:,} in place of {was:,}"


def _origins(pair: Pair) -> Iterator[str]:
    best = pair.after.spread.best
    if best is None:
        return
    now = backing(best, pair.after.spread.standing)
    before = backing(best, pair.before.spread.standing) if pair.before else ()
    for name in now if len(now) > 1 else ():
        if name not in before:
            yield f"one more independent origin of {number(best.figure)}: {name}"


def marks(rule: Rule, view: SeriesView) -> list[str]:
    """What the rule listens to beside numbers and standing, as it is now: that which `news` may tell of."""
    found = sorted({f"{word} {told}" for _, (told, word) in _doubted(view)}) if On.STANDING in rule.on else []
    best = view.spread.best
    return [*found, *(sorted(backing(best, view.spread.standing)) if best and On.ORIGINS in rule.on else ())]


def told_values(pair: Pair) -> list[Value]:
    """What the news is made of: what gives the number that stands, what is doubted now, and what newly speaks against it."""
    view, best = pair.after, pair.after.spread.best
    backed = [v for v in view.spread.standing if best is not None and (v.number == best.number or v in _range(view))]
    known = {t.claim.id for t in pair.before.series.tellings} if pair.before else set()
    against = [v for v in view.values if v.status in AGAINST and v.tellings[0].claim.id not in known]
    found = {v.id: v for v in (*backed, *doubted_now(pair), *against)}
    return list(found.values()) or [v for v in view.values if v.is_given][-1:]


def _range(view: SeriesView) -> Sequence[Value]:
    """What the ends of a range are told by; nothing where one number is shown."""
    return view.spread.standing if view.headline.value is None and view.spread.low != view.spread.high else ()
