"""Key figures as JSON objects, CSV and Markdown: one row a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.export.cells import csv_line, markdown_line
from sayso.export.lines import DEMONSTRATION
from sayso.reconcile.key_figures import KeyFigure, Value

COLUMNS = (
    "kind",
    "population_kind",
    "place",
    "teller",
    "said",
    "low",
    "high",
    "relation",
    "vague",
    "status",
    "reports",
    "claims",
    "evidence",
    "note",
)


def figure_line(figure: KeyFigure) -> dict[str, Any]:
    """A key figure with all its values, the latest first."""
    return {
        "kind": figure.kind,
        "population_kind": figure.population_kind,
        "place": figure.place,
        "tellers_differ": figure.disagree,
        "values": [_value(value) for value in figure.values],
    }


def figure_csv_lines(figures: Iterable[KeyFigure]) -> Iterator[str]:
    yield csv_line(COLUMNS)
    yield from (csv_line(row) for row in _rows(figures))


def figure_markdown_lines(figures: Iterable[KeyFigure]) -> Iterator[str]:
    yield markdown_line(COLUMNS)
    yield markdown_line(["---"] * len(COLUMNS))
    yield from (markdown_line(row) for row in _rows(figures))


def _value(value: Value) -> dict[str, Any]:
    report, claim = value.claims[0]
    return {
        "teller": value.teller,
        "said": value.said,
        "low": value.figure.low,
        "high": value.figure.high,
        "relation": value.figure.relation,
        "vague": value.figure.vague,
        "status": value.status,
        "reports": sorted({report.name for report, _ in value.claims}),
        "claims": [claim.id for _, claim in value.claims],
        "evidence": claim.evidence.text,
    } | ({"note": DEMONSTRATION} if report.demonstration else {})


def _rows(figures: Iterable[KeyFigure]) -> Iterator[list[str]]:
    for figure in figures:
        shared = {"kind": figure.kind, "population_kind": figure.population_kind, "place": figure.place}
        for value in figure.values:
            cells = shared | _value(value)
            cells |= {"reports": " ".join(cells["reports"]), "claims": " ".join(cells["claims"])}
            yield ["" if cells.get(c) is None else str(cells[c]) for c in COLUMNS]
