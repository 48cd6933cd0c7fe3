"""View 2: one figure through time. Each value with who told it, in which words, carried by whom, and why it stands so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reconcile.bounds import LOWEST_RULE
from sayso.reconcile.contradictions import Contradiction
from sayso.reconcile.figure_words import number
from sayso.reconcile.links import Link, LinkKind
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import How, Undone, undone
from sayso.reconcile.values import Value
from sayso.show.numbers import UNDONE, shown_number
from sayso.show.page.cards import heading, reviewed
from sayso.show.page.told import Told, told
from sayso.vocabulary import Scope, Status

MOST_TEXTS = 8
"""Texts of one value that are shown at once; the rest are folded below them."""
MOST_LINKS = 40


@dataclass(frozen=True, slots=True)
class Text:
    """One text that tells a value, and its copies by other outlets, folded."""

    first: Told
    copies: tuple[Told, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.carrier.publisher for one in self.copies))


@dataclass(frozen=True, slots=True)
class Act:
    """What undoes a value: "taken back", "corrected" or "denied", by whom and when."""

    how: How
    who: str
    day: str | None
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ValueShown:
    value: Value
    number: str
    who: str
    because: tuple[str, ...]
    """Why this is its origin."""
    standing: Standing
    struck: bool
    note: str
    """What the number is beside a count of all: "new", "part of a total", a status."""
    texts: tuple[Text, ...]
    more: tuple[Text, ...]
    disputes: tuple[Contradiction, ...]
    undoing: tuple[Act, ...]
    """Who took it back, corrected or denied it, with the words."""

    @property
    def reports(self) -> int:
        return len(self.value.reports)


@dataclass(frozen=True, slots=True)
class FigurePage:
    view: SeriesView
    title: str
    number: str
    reviewed: tuple[str, ...]
    values: tuple[ValueShown, ...]
    open: tuple[Contradiction, ...]
    """Disagreements that stand."""
    settled: tuple[Contradiction, ...]
    links: tuple[Link, ...]
    more_links: int
    rule: str
    lowest_rule: str
    demonstration: bool


def figure_page(view: SeriesView) -> FigurePage:
    acts = _acts(view.values)
    told_there = {act.by.id for of_value in acts.values() for act in of_value}
    links = sorted(view.links, key=lambda link: link.kind is LinkKind.REPEATS)
    return FigurePage(
        view=view,
        title=heading(view),
        number=shown_number(view),
        reviewed=reviewed(view),
        values=tuple(_shown(view, value, acts[value.id]) for value in latest_first(view) if value.id not in told_there),
        open=tuple(c for c in view.contradictions if not c.settled),
        settled=tuple(c for c in view.contradictions if c.settled),
        links=tuple(links[:MOST_LINKS]),
        more_links=max(0, len(links) - MOST_LINKS),
        rule=view.spread.rule,
        lowest_rule=LOWEST_RULE,
        demonstration=any(t.carrier.demonstration for t in view.series.tellings),
    )


def _acts(values: Sequence[Value]) -> dict[str, list[Undone]]:
    """By the id of a value. An act is told with what it undoes, and not once more as a number of its own."""
    found: dict[str, list[Undone]] = defaultdict(list)
    for one in undone(values):
        found[one.value.id].append(one)
    return found


def _shown(view: SeriesView, value: Value, acts: Sequence[Undone]) -> ValueShown:
    standing = view.standings[value.id]
    texts = tuple(folded(value.tellings))
    return ValueShown(
        value=value,
        number=number(value.figure),
        who=value.origin.name if value.origin.identified else teller(value),
        because=value.origin.because,
        standing=standing,
        struck=standing.word in UNDONE and value.status is not Status.RETRACTED,
        note=_note(value),
        texts=texts[:MOST_TEXTS],
        more=texts[MOST_TEXTS:],
        disputes=tuple(c for c in view.contradictions if value.id in (c.a.id, c.b.id)),
        undoing=tuple(Act(one.how, teller(one.by), one.day, tuple(folded(one.by.tellings))) for one in acts),
    )


def folded(tellings: Sequence[Telling]) -> Iterator[Text]:
    """A text once, under the outlet that had it first; several claims of one report stand for the first of them."""
    by_copy: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_copy.setdefault(telling.carrier.copy or telling.carrier.id, []).append(telling)
    for group in by_copy.values():
        first, *others = {t.carrier.id: t for t in reversed(group)}.values()
        yield _text([first, *others])


def _text(group: list[Telling]) -> Text:
    group.sort(key=lambda t: t.carrier.place_in_order)
    first, *others = (told(t, {}) for t in group)
    return Text(first, tuple(others))


def _note(value: Value) -> str:
    scope = {Scope.NEW: "new", Scope.SUBSET: "part of a total"}.get(value.figure.scope, "")
    status = "" if value.status is Status.ASSERTED else str(value.status)
    return ", ".join(part for part in (scope, status) if part)
