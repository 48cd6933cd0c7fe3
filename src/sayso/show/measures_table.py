"""Measures as a table on a terminal, and what they hide."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from sayso.printable import clean
from sayso.reconcile.judgement import Judged, last_words
from sayso.reconcile.measures.measure import Measure, Turn
from sayso.reconcile.measures.silence import Silence
from sayso.show.listing import listing, several
from sayso.show.words import begun, plain

COLUMNS = (("measure", 4), ("where", 4), ("from", 3), ("until", 4), ("state", 3), ("who says so", 6))


def measures_table(
    measures: Sequence[Measure], silences: Sequence[Silence], at: str, judged: Judged, why: bool
) -> RenderableType:
    """What persons said stands below each, with `why` the reasons too; above all a line for each open measure that hides what
    happens."""
    table = listing(COLUMNS, ((_row(one, at), _below(one, judged, why)) for one in measures))
    return Group(*silence_lines(silences), table)


def silence_lines(silences: Sequence[Silence]) -> list[RenderableType]:
    """ "INTERNET OFF in Kazakhstan since …: reports are fewer (41 → 12 a day); silence is not zero"."""
    return [Text(clean(begun(one.text)), "yellow") for one in silences]


def _below(one: Measure, judged: Judged, why: bool) -> list[str]:
    said = [f"{v.reviewer} says {plain(v.verdict)}: {v.reason}" for v in last_words(judged.get(one.id, ()))]
    return [*said, *(one.because if why else ())]


def _row(one: Measure, at: str) -> tuple[str, ...]:
    where = one.place.name if one.place else "place not told"
    who = several([origin.name for origin in one.origins])
    denied = several(list(dict.fromkeys(t.origin.name for t in one.denials)))
    told = f"{who}; denied by {denied}" if denied else who
    return (plain(one.kind), where, _from(one.opened), _until(one), str(one.state(at)), told)


def _from(opened: Turn | None) -> str:
    if opened is None or not opened.day:
        return "day not told"
    return opened.day if opened.stated else f"by {opened.day}"


def _until(one: Measure) -> str:
    if one.closed:
        return one.closed.day or "ended, day not told"
    return f"planned {one.planned_end}" if one.planned_end else ""
