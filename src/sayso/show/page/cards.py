"""The cards of a situation: of each kind of figure the line that most reports carry, with what stands and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.reconcile.days import on
from sayso.reconcile.figure_words import number
from sayso.reconcile.judgement import Word
from sayso.reconcile.publishing import teller
from sayso.reconcile.series.whom import counted
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import is_undone, shown_number
from sayso.reconcile.standing import Standing
from sayso.reconcile.values import Value
from sayso.show.words import begun, plain
from sayso.vocabulary import Status

FIRST = ("killed", "injured", "missing", "arrested", "displaced", "evacuated", "deployed")
"""Kinds whose cards come first, in this order: what a duty editor asks first."""
LARGE = 4
"""Cards shown large."""
MOST_EARLIER = 3
MOST_BESIDE = 5
"""Lines of one card; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A value that stands no longer, or beside what stands."""

    value: str
    number: str
    who: str
    when: str
    word: Word
    struck: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Another line of the kind: "security officers 19"."""

    series: str
    of: str
    number: str
    word: Word


@dataclass(frozen=True, slots=True)
class Card:
    """`view` is the figure; everything else is made of it, in words."""

    view: SeriesView
    label: str
    """The kind: "killed"."""
    of: str
    """Whom and where: "security · Kazakhstan"."""
    number: str
    standing: Standing
    behind: str
    reviewed: tuple[str, ...]
    """Who looked at it, and what they said; empty = nobody."""
    earlier: tuple[Earlier, ...]
    more_earlier: int
    beside: tuple[Beside, ...]
    more_beside: int
    to_publish: str

    @property
    def id(self) -> str:
        return self.view.series.id


def cards(views: Sequence[SeriesView], place: str | None = None) -> tuple[Card, ...]:
    """One a kind of figure, `FIRST` before the others. `views` as `Knowledge.shown_series` has them; where a `place` is asked
    for, what is told of it comes before what is told of places around it and in it."""
    by_kind: dict[str, list[SeriesView]] = defaultdict(list)
    for view in sorted(views, key=lambda view: place is not None and (view.series.area or "").casefold() != place.casefold()):
        by_kind[view.series.kind].append(view)
    order = {kind: n for n, kind in enumerate(FIRST)}
    kinds = sorted(by_kind, key=lambda kind: order.get(kind, len(order)))  # sorted() keeps the order of the rest
    return tuple(_card(by_kind[kind][0], by_kind[kind][1:]) for kind in kinds)


def _card(view: SeriesView, others: Sequence[SeriesView]) -> Card:
    told = list(_earlier(view))
    shown = sorted(told, key=lambda one: not one.struck)[:MOST_EARLIER]  # what was taken back is never the one left out
    return Card(
        view=view,
        label=plain(view.series.kind),
        of=of_whom(view),
        number=shown_number(view),
        standing=view.standing,
        behind=view.behind_it,
        reviewed=reviewed(view),
        earlier=tuple(one for one in told if one in shown),
        more_earlier=max(0, len(told) - len(shown)),
        beside=tuple(Beside(v.series.id, of_whom(v) or "all", shown_number(v), v.standing.word) for v in others[:MOST_BESIDE]),
        more_beside=max(0, len(others) - MOST_BESIDE),
        to_publish=view.to_publish,
    )


def of_whom(view: SeriesView) -> str:
    """Whom and where it counts: "security · Kazakhstan"."""
    return " · ".join(part for part in (*counted(view.series), view.series.area) if part)


def heading(view: SeriesView) -> str:
    """ "Killed · security · Kazakhstan"."""
    kind = begun(plain(view.series.kind))
    return " · ".join(part for part in (kind, of_whom(view)) if part)


def reviewed(view: SeriesView) -> tuple[str, ...]:
    """Each person's word on what stands: "A. Editor: confirm"."""
    said = [*view.standing.by_person, *(v for value in view.spread.standing for v in view.standings[value.id].by_person)]
    return tuple(dict.fromkeys(f"{v.reviewer}: {plain(v.verdict)}" for v in said))


def _earlier(view: SeriesView) -> Iterator[Earlier]:
    """The latest first, each number once, in the words of a known origin where one gives it; struck where it was taken back."""
    seen: set[object] = {value.number for value in view.spread.standing}  # which the card's number, or its range, tells
    shown = shown_number(view)
    for value in sorted(view.values, key=lambda v: (v.day or "", v.origin.identified), reverse=True):
        is_told = value.number in seen or number(value.figure) == shown
        if value.status in (Status.ASSERTED, Status.ALLEGED) and not is_told:
            seen.add(value.number)
            yield earlier(value, view.standings[value.id])


def earlier(value: Value, standing: Standing) -> Earlier:
    return Earlier(value.id, number(value.figure), teller(value), on(value.day), standing.word, is_undone(standing))
