"""From two looks to alerts: a pure function of the ledger at two moments, of the rule, and of what it did not tell yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.ledger.append import Head
from sayso.reconcile.alerts.alert import NO_NUMBERS, Alert, State, alert_id, newest, state, told, words
from sayso.reconcile.alerts.news import marks, news, told_values
from sayso.reconcile.alerts.rule import Rule
from sayso.reconcile.figure_words import number
from sayso.reconcile.paired import Pair, pairs
from sayso.reconcile.series_view import SeriesView

Held = Mapping[str, State | None]
"""By id of a figure, its state when it was told last, where it changed since by less than the threshold; None: it was not
there. Without it a number that creeps up by a few each hour would never be told."""
NEVER_TOLD = State(NO_NUMBERS, "", "", "")


@dataclass(frozen=True, slots=True)
class Found:
    alerts: tuple[Alert, ...]
    held: Held
    """What to give with the next comparison."""


def alerts(
    before: Sequence[SeriesView], after: Sequence[SeriesView], rule: Rule, since: Head, head: Head, held: Held | None = None
) -> Found:
    """`before` and `after`: the figures of the rule's situation at `since` and at `head`; those that are alike may lack."""
    found: list[Alert] = []
    left = dict(held or {})
    for pair in pairs(before, after):
        if rule.watches(pair.after.series.kind):
            then, now = _told_last(pair, left), state(pair.after)
            what = news(rule, pair, then, now)
            if what:
                found.append(_alert(rule, pair, then, now, what, since, head))
            elif (then or NEVER_TOLD).numbers != now.numbers:
                left[pair.after.series.id] = replace(then, sentence="") if then else None  # its words may be redacted
    return Found(tuple(found), left)


def _told_last(pair: Pair, left: dict[str, State | None]) -> State | None:
    """Its state when it was told last; taken from `left`, under whichever id it was there."""
    was = [left.pop(id) for id in pair.after.series.names if id in left] if left else []
    return was[0] if was else state(pair.before) if pair.before else None


def _alert(rule: Rule, pair: Pair, then: State | None, now: State, what: tuple[str, ...], since: Head, head: Head) -> Alert:
    view, values = pair.after, told_values(pair)
    evidence = newest(values)
    return Alert(
        id=alert_id(rule, view, now, marks(rule, view)),
        rule=rule.name,
        situation=rule.situation,
        series=view.series.id,
        kind=view.series.kind,
        words=words(view.series),
        news=what,
        before=then,
        after=now,
        told=tuple(told(value, number(value.figure)) for value in values),
        evidence=evidence,
        rests=tuple(sorted({t.carrier.id for one in (pair.before, view) if one for t in one.series.tellings})),
        demonstration=any(t.carrier.demonstration for t in evidence),
        since=since,
        head=head,
    )
