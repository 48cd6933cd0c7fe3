"""What a row cannot say in columns: each figure with who says it and what was said before, the words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export.formats.happenings import Happening
from sayso.reconcile.days import when
from sayso.reconcile.figure_words import number
from sayso.reconcile.publishing import teller
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.standing import Word
from sayso.reconcile.telling import Telling
from sayso.reconcile.values import RUNNING

MOST_FIGURES, MOST_SOURCES = 12, 12
"""Of what a note tells; of more it says how many. A note is a paragraph, and the claims export has all."""
AGAINST = frozenset({Word.RETRACTED, Word.REFUTED, Word.DENIED, Word.CONTESTED, Word.SUPERSEDED})


def notes(one: Happening, sources: bool = True) -> str:
    """One paragraph: figures, evidence, standing, that a report is a demonstration; `sources` too, where no field has them."""
    return " ".join(_parts(one, sources))


def _parts(one: Happening, sources: bool) -> Iterator[str]:
    for view in one.figures[:MOST_FIGURES]:
        yield view.sentence if view.spread.best else f"{_line(view)}: no number stands."
        yield from _against(view)
    if len(one.figures) > MOST_FIGURES:
        yield f"And {len(one.figures) - MOST_FIGURES} more figures."
    yield f"Standing: {one.standing.sentence.removesuffix('.')}."
    evidence = _evidence(one)
    yield f"First told so: “{evidence.claim.evidence.text}” ({evidence.carrier.publisher})."
    if sources:
        yield f"Sources: {'; '.join(_sources(one))}."
    if one.note:
        yield f"{one.note.capitalize()}."


def _line(view: SeriesView) -> str:
    """ "Killed, children, in Almaty"."""
    series = view.series
    parts = (series.kind.replace("_", " "), series.noun or str(series.population_kind), series.part)
    return ", ".join(filter(None, (*parts, f"in {series.area}" if series.area else ""))).capitalize()


def _evidence(one: Happening) -> Telling:
    """The first in running text; a headline is shorter than what it says."""
    running = (t for t in one.incident.tellings if t.claim.evidence.block in RUNNING)
    return next(running, one.incident.tellings[0])


def _against(view: SeriesView) -> Iterator[str]:
    """What no longer stands of a figure, each number once: "No longer standing: 164 (the Health Ministry, 9 January 2022;
    retracted)"."""
    told: dict[object, str] = {}
    for value in latest_first(view):
        word = view.standings[value.id].word
        if word in AGAINST and value.is_given:
            told.setdefault((value.number, word), f"{number(value.figure, '-')} ({teller(value)}, {when(value.day)}; {word})")
    if told:
        yield f"Also told: {'; '.join(told.values())}."


def _sources(one: Happening) -> Iterator[str]:
    carriers = one.carriers
    for carrier in carriers[:MOST_SOURCES]:
        dated = f", {carrier.published[:10]}" if carrier.published else ""
        yield f"{carrier.publisher}{dated}{f' <{carrier.url}>' if carrier.url else ''}"
    if len(carriers) > MOST_SOURCES:
        yield f"and {len(carriers) - MOST_SOURCES} more"
