"""View: the figures that count the same thing, through time."""

from sayso.reconcile.series.grouping import series
from sayso.reconcile.series.line import Series

__all__ = ["Series", "series"]
