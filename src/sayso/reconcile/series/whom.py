"""Whom a line of figures counts, in words."""

from __future__ import annotations

from sayso.reconcile.series.line import Series
from sayso.vocabulary import PopulationKind


def counted(series: Series) -> tuple[str, ...]:
    """Whom it counts, where that is not everybody: their kind or the noun for them, and which part of them."""
    everybody = series.population_kind is PopulationKind.PEOPLE
    noun = (series.population or series.noun) if series.noun else ""
    whom = noun if everybody else f"{series.population_kind} ({noun})" if noun else str(series.population_kind)
    return tuple(part for part in ("acts" if series.acts else "", whom, series.part) if part)
