"""View 2: one figure through time. Each value with who told it, in which words, carried by whom, and why it stands so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.bounds import LOWEST_RULE
from sayso.reconcile.contradictions import Contradiction
from sayso.reconcile.figure_words import number
from sayso.reconcile.links import Link, LinkKind
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.shown_number import is_undone, shown_number
from sayso.reconcile.standing import Standing
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import How, Undone, undone
from sayso.reconcile.values import Value
from sayso.show.page.cards import heading, reviewed
from sayso.show.page.told import Told, told, who
from sayso.show.words import TOLD_BY
from sayso.vocabulary import Scope, Status

MOST_TEXTS = 6
"""Texts of one value that are shown at once; the next are folded below them."""
MOST_MORE = 10
MOST_COPIES = 8
MOST_VALUES = 40
MOST_ACTS = 6
MOST_LINKS = 40
"""What is more than these is counted: nobody reads it here, and search finds it."""
MOST_LINKED = 2_000
"""Claims of a figure between which links are worked out for the page."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text that tells a value, and its copies by other outlets, folded."""

    first: Told
    copies: tuple[Told, ...]
    outlets: tuple[str, ...]
    """Who has the copies."""
    left_out: int
    """Copies that are not among these."""


@dataclass(frozen=True, slots=True)
class Act:
    """What undoes a value: "taken back", "corrected" or "denied", by whom and when."""

    how: How
    who: str
    """Empty where no report says who."""
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
    left_out: int
    """Texts that are in neither."""
    disputes: tuple[Contradiction, ...]
    undoing: tuple[Act, ...]
    """Who took it back, corrected or denied it, with the words."""
    more_undoing: int
    """Of which only the number is told."""

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
    more_values: int
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
    shown = [value for value in latest_first(view) if value.id not in told_there]
    found = view.links if len(view.series.tellings) <= MOST_LINKED else ()
    links = sorted(found, key=lambda link: link.kind is LinkKind.REPEATS)
    return FigurePage(
        view=view,
        title=heading(view),
        number=shown_number(view),
        reviewed=reviewed(view),
        values=tuple(_shown(view, value, acts[value.id]) for value in shown[:MOST_VALUES]),
        more_values=max(0, len(shown) - MOST_VALUES),
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
    groups = by_text(value.tellings)
    texts = tuple(_text(group) for group in groups[: MOST_TEXTS + MOST_MORE])
    return ValueShown(
        value=value,
        number=number(value.figure),
        who=value.origin.name if value.origin.identified else teller(value),
        because=value.origin.because,
        standing=standing,
        struck=is_undone(standing) and value.status is not Status.RETRACTED,
        note=_note(value),
        texts=texts[:MOST_TEXTS],
        more=texts[MOST_TEXTS:],
        left_out=max(0, len(groups) - MOST_TEXTS - MOST_MORE),
        disputes=tuple(c for c in view.contradictions if value.id in (c.a.id, c.b.id)),
        undoing=tuple(_act(one) for one in acts[:MOST_ACTS]),
        more_undoing=max(0, len(acts) - MOST_ACTS),
    )


def _act(one: Undone) -> Act:
    groups = by_text(one.by.tellings)
    return Act(one.how, doer(one), one.day, tuple(_text(group) for group in groups[:MOST_TEXTS]))


def doer(one: Undone) -> str:
    """The outlet that corrects its own page; else whom the words that are shown name. The origin of a claim that names nobody
    is worked out of whose number it is, which does not tell who undid it."""
    first = one.by.tellings[0]
    if one.on_own_page:
        return first.carrier.publisher
    if not first.claim.attribution.chain:
        return ""
    return teller(one.by) if one.by.origin.identified else who(first.claim).partition(TOLD_BY)[0]


def by_text(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The reports that have one text together, those that had it first before the others; of several claims of a report the
    first. In the order of publication."""
    groups: dict[str, dict[str, Telling]] = defaultdict(dict)
    for telling in tellings:
        groups[telling.carrier.copy or telling.carrier.id].setdefault(telling.carrier.id, telling)
    return [sorted(group.values(), key=lambda t: t.carrier.place_in_order) for group in groups.values()]


def folded(tellings: Sequence[Telling]) -> list[Text]:
    """Each text once, its copies folded below it."""
    return [_text(group) for group in by_text(tellings)]


def _text(group: Sequence[Telling]) -> Text:
    first, *others = group
    outlets = tuple(dict.fromkeys(t.carrier.publisher for t in others))
    copies = tuple(told(t, {}) for t in others[:MOST_COPIES])
    return Text(told(first, {}), copies, outlets, max(0, len(others) - MOST_COPIES))


def _note(value: Value) -> str:
    scope = {Scope.NEW: "new", Scope.SUBSET: "part of a total"}.get(value.figure.scope, "")
    status = "" if value.status is Status.ASSERTED else str(value.status)
    return ", ".join(part for part in (scope, status) if part)
