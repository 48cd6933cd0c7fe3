"""What is known: each figure with the number that stands, who stands behind it, the sentence fit to publish. What differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.reconcile.figure_words import number
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import UNDONE, shown_number
from sayso.reconcile.standing import Standing
from sayso.reconcile.values import Value
from sayso.show.page.cards import FIRST, heading, of_whom, reviewed
from sayso.show.page.highlights import Segment
from sayso.show.page.told import who
from sayso.show.situation_report.appendix import Appendix, Words, plain_words
from sayso.show.situation_report.limits import MOST_DIFFERENCES, MOST_FIGURES
from sayso.show.situation_report.quoting import quoted
from sayso.show.words import begun, plain

KNOWN, DIFFERS = "known", "differs"


@dataclass(frozen=True, slots=True)
class FigureShown:
    """`place`: its number among the figures of this report, for the ids of what hangs on it."""

    place: int
    series: str
    heading: str
    of: str
    number: Words
    standing: Standing
    reviewed: tuple[str, ...]
    origins: str
    sentence: Words
    sums: tuple[Words, ...]

    @property
    def is_long(self) -> bool:
        """A range, or words for a number."""
        told = "".join(piece.text for piece in self.number)
        return len(told) > 9 or not any(letter.isdigit() for letter in told)


@dataclass(frozen=True, slots=True)
class KindShown:
    """All figures of one kind, the one that most reports carry first."""

    label: str
    figures: tuple[FigureShown, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values that differ, in the words of its report."""

    number: Words
    who: str
    outlet: str
    words: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    heading: str
    sentence: Words
    settled: str | None
    sides: tuple[Side, ...]


def in_order(views: Sequence[SeriesView], place: str | None) -> list[SeriesView]:
    """What a duty editor asks first comes first, and of a place that is asked for what is told of it before what is in it."""
    order = {kind: n for n, kind in enumerate(FIRST)}
    elsewhere = (place or "").casefold()
    of_place = sorted(views, key=lambda v: bool(elsewhere) and (v.series.area or "").casefold() != elsewhere)
    kinds = {kind: n for n, kind in enumerate(dict.fromkeys(view.series.kind for view in of_place))}
    return sorted(of_place, key=lambda v: (order.get(v.series.kind, len(order)), kinds[v.series.kind]))


def known(views: Sequence[SeriesView], appendix: Appendix) -> tuple[KindShown, ...]:
    """`views` as `in_order` has them."""
    by_kind: dict[str, list[FigureShown]] = defaultdict(list)
    for place, view in enumerate(views[:MOST_FIGURES], start=1):
        by_kind[view.series.kind].append(_figure(place, view, appendix))
    return tuple(KindShown(begun(plain(kind)), tuple(figures)) for kind, figures in by_kind.items())


def _figure(place: int, view: SeriesView, appendix: Appendix) -> FigureShown:
    behind = _behind(view)
    told = view.spread.best is not None  # then the rest stands behind the sentence
    number_ = appendix.linked(shown_number(view), behind, KNOWN, rest=not told)
    sentence = appendix.linked(view.sentence, behind, KNOWN) if told else ()
    return FigureShown(
        place=place,
        series=view.series.id,
        heading=heading(view),
        of=of_whom(view),
        number=number_,
        standing=view.standing,
        reviewed=reviewed(view),
        origins=view.behind_it,
        sentence=sentence,
        sums=tuple((*plain_words(one.text), *appendix.also(one.parts, KNOWN)) for one in view.sums),
    )


def _behind(view: SeriesView) -> Sequence[Value]:
    """The values that the shown number and its sentence are made of, the one that is shown first."""
    if view.spread.best is None:
        told = [v for v in view.values if v.is_given] or list(view.values)
        standing = [v for v in told if v.figure.vague and view.standings[v.id].word not in UNDONE]
        return standing[::-1] or told
    first = view.headline.value or view.spread.best
    return [first, *(value for value in view.spread.standing if value.id != first.id)]


def differences(views: Sequence[SeriesView], appendix: Appendix) -> tuple[Difference, ...]:
    """Those that stand before those that were settled. As many as a report shows."""
    pairs = [(view, one) for view in views for one in view.contradictions]
    pairs.sort(key=lambda pair: pair[1].settled is not None)
    return tuple(
        Difference(
            heading(view), appendix.linked(one.sentence, (one.a, one.b), DIFFERS), one.settled, _sides((one.a, one.b), appendix)
        )
        for view, one in pairs[:MOST_DIFFERENCES]
    )


def _sides(values: Sequence[Value], appendix: Appendix) -> tuple[Side, ...]:
    return tuple(
        Side(
            appendix.told(number(value.figure), value.evidence, DIFFERS),
            who(value.evidence.claim, value.evidence.origin),
            value.evidence.carrier.publisher,
            quoted(value.evidence.claim),
        )
        for value in values
    )
