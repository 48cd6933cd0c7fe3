"""What a chart of figures is given: lines of one origin each, their points, and the band of what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.show.charts.days import Stretch, short, stretch
from sayso.show.charts.drawing import Table

STRUCK = frozenset({"retracted", "refuted", "corrected"})
"""Ends after which a number was never right; "superseded" is no such end."""
HOW = {
    "retracted": "taken back",
    "refuted": "refuted",
    "corrected": "corrected",
    "superseded": "overtaken",
}
MOST = 10**15
"""Numbers are drawn up to here."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number as one origin told it. `low` or `high` None: an open end; both None: a vague word, which has no height."""

    day: str | None
    """ISO prefix: "2022-03" is a month."""
    low: int | None
    high: int | None
    label: str
    """As told: "more than 2,000"."""
    word: str
    """How it stands."""
    hover: str = ""
    href: str | None = None
    ended_at: str | None = None
    ended_how: str | None = None
    """corrected, retracted, refuted or superseded; None while it stands."""

    @property
    def stretch(self) -> Stretch | None:
        return stretch(self.day)

    @property
    def is_vague(self) -> bool:
        return self.low is None and self.high is None

    @property
    def is_struck(self) -> bool:
        return self.ended_how in STRUCK

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest height of what is drawn of it; both the same but for a range."""
        told = [float(min(max(n, 0), MOST)) for n in (self.low, self.high) if n is not None] or [0.0]
        return min(told), max(told)

    @property
    def height(self) -> float:
        """Of its step: the one end that is told, or the middle of a range."""
        return sum(self.ends) / 2

    @property
    def ending(self) -> str:
        """ "taken back 10 Jan 2022"; empty while it stands."""
        if self.ended_how is None:
            return ""
        return " ".join(part for part in (HOW.get(self.ended_how, self.ended_how), short(self.ended_at)) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """All that one origin told."""

    name: str
    points: tuple[Point, ...]
    holds: bool = True
    """False of what names nobody: each of its numbers stands for itself, and none until the next."""


@dataclass(frozen=True, slots=True)
class BandStep:
    """From a day on, until the next step: the least and the most that what stands leaves possible."""

    day: str
    low: int | None
    high: int | None
    """None: no upper end. Both None: nothing stands."""


Band = Sequence[BandStep]


def table(lines: Sequence[Line]) -> Table:
    """What is behind the chart, by day."""
    rows = [
        (p.day or "", (short(p.day) or "no day", p.label, line.name, p.word, p.ending)) for line in lines for p in line.points
    ]
    return Table(("day", "number", "who says so", "standing", "until"), tuple(row for _, row in sorted(rows)))


def in_words(lines: Sequence[Line], most: int = 8) -> str:
    """One sentence a line, for who cannot see the chart."""
    said = []
    for one in lines[:most]:
        told = [" ".join(part for part in (p.label, _when(p), p.ending and f"({p.ending})") if part) for p in one.points[:most]]
        more = f", and {len(one.points) - most} more" if len(one.points) > most else ""
        said.append(f"{one.name}: {', '.join(told)}{more}.")
    return " ".join(said) + (f" And {len(lines) - most} more in the table." if len(lines) > most else "")


def _when(point: Point) -> str:
    of = point.stretch
    return f"{'on' if of.is_day else 'in'} {short(point.day)}" if of else ""
