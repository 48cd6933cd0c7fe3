"""Numbers along the height of a chart: nice ticks, from zero unless all of them lie high and near together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 0.6
"""Lowest to highest: above it an axis from zero would show a flat line, so it begins higher, and says so."""


@dataclass(frozen=True, slots=True)
class Heights:
    low: float
    high: float
    top: float
    bottom: float
    step: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * min(1.0, max(0.0, share))

    @property
    def ticks(self) -> tuple[float, ...]:
        first = math.ceil(self.low / self.step)
        return tuple(n * self.step for n in range(first, first + 12) if n * self.step <= self.high)

    @property
    def begins_at(self) -> str | None:
        return f"{self.low:,.0f}" if self.low else None


def heights(told: Sequence[float], top: float, bottom: float, most: int = 5) -> Heights:
    lowest, highest = min(told, default=0.0), max(told, default=0.0)
    if highest <= 0:
        return Heights(0.0, 1.0, top, bottom, 1.0)
    low = 0.0
    if lowest / highest > NEAR and lowest < highest:
        step = _nice((highest - lowest) / most)
        low = max(0.0, math.floor((lowest - 0.2 * (highest - lowest)) / step) * step)
    return Heights(low, highest, top, bottom, _nice((highest - low) / most))


def _nice(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 …; nobody counts less than one."""
    unit = 10.0 ** math.floor(math.log10(max(rough, 1.0)))
    return max(1.0, next(n * unit for n in (1, 2, 5, 10) if n * unit >= rough * 0.999))
