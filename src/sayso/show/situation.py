"""Figures on a terminal: each series with its range, how it stands, its latest values, who told them first, and the words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from sayso.printable import clean, cleaned
from sayso.reconcile.bounds import LOWEST_RULE
from sayso.reconcile.judgement import last_words
from sayso.reconcile.links import Link, LinkKind
from sayso.reconcile.series.whom import counted
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.standing import Standing, Word
from sayso.reconcile.values import Value
from sayso.show.claims_table import marked
from sayso.show.listing import several
from sayso.show.words import amount, plain
from sayso.vocabulary import Scope, Status

MOST_VALUES = 8
"""Values shown of one series; the rest are counted."""

MOST_LINKS = 12
"""Links between the claims of one series that --why shows; the rest are counted."""

SHORT = 9
"""Characters of an id that are shown: enough to type."""

PLAIN = frozenset({Word.SINGLE, Word.CORROBORATED, Word.CONFIRMED})
"""Standings that need no second look."""


def situation(views: Sequence[SeriesView], why: bool = False, most_values: int = MOST_VALUES) -> RenderableType:
    """Each series with its latest values, at most `most_values` of them; says how many more there are."""
    return Group(*(part for view in views for part in _series(view, why, most_values)))


def _series(view: SeriesView, why: bool, most: int) -> list[RenderableType]:
    shown = [value for value in latest_first(view) if value.status is not Status.RETRACTED]  # its number says so itself
    rows: list[RenderableType] = [_heading(view), Padding(_summary(view), (0, 0, 0, 2))]
    for value in shown[:most]:
        standing = view.standings[value.id]
        rows += [Padding(_value(value, standing), (0, 0, 0, 2)), Padding(_evidence(value), (0, 0, 0, 6))]
        if why:
            rows.append(Padding(Text(clean(standing.sentence), "dim"), (0, 0, 0, 6)))
    if len(shown) > most:
        rows.append(Padding(Text(f"and {len(shown) - most} earlier or other values", "dim"), (0, 0, 0, 2)))
    if why:
        rows += [Padding(Text(clean(line), "dim"), (0, 0, 0, 2)) for line in _reasons(view)]
    return [*rows, Text("")]


def _heading(view: SeriesView) -> Text:
    series = view.series
    whom = "".join(f" · {clean(part)}" for part in counted(series))
    where = f" · {clean(series.area)}" if series.area else ""
    word = view.standing.word
    return Text.assemble((series.kind.upper(), "bold"), whom, where, "   ", (str(word), "" if word in PLAIN else "yellow"))


def _summary(view: SeriesView) -> Text:
    """The range that stands, and the sentence behind the standing."""
    parts = [(f"\n{clean(one.text)}", "") for one in view.sums]
    return Text.assemble(
        (clean(ranged(view)), "bold"), f"  {view.behind_it}", *parts, (f"\n{clean(view.standing.sentence)}", "dim")
    )


def ranged(view: SeriesView) -> str:
    """ "5,135 to 5,850, best 5,135", "more than 2,000", "238"."""
    spread = view.spread
    if spread.best is None:
        return "no number stands"
    if len({value.number for value in spread.standing}) == 1:
        return amount(spread.best.figure)
    range_ = f"{spread.low:,} to {spread.high:,}" if spread.high is not None else f"{spread.low:,} or more"
    return f"{range_}, best {amount(spread.best.figure)}"


def _value(value: Value, standing: Standing) -> Text:
    number = len(value.reports)
    line = Text.assemble((clean(amount(value.figure)), "bold"), "  ", (clean(value.origin.name), "cyan"))
    line.append(f"  {value.day or 'no date'}, {number} report{'s' if number > 1 else ''}", "dim")
    line.append(f" ({clean(several(value.outlets))})", "dim")
    if value.figure.scope is not Scope.TOTAL:
        line.append("  part of a total" if value.figure.scope is Scope.SUBSET else "  new", "dim")
    if value.status is not Status.ASSERTED:
        line.append(f"  {value.status}", "yellow")
    if standing.word not in PLAIN and str(standing.word) != str(value.status):
        line.append(f"  {standing.word}", "yellow")
    return line


def _evidence(value: Value) -> Text:
    first = value.evidence
    return Text.assemble("“", marked(cleaned(first.claim)), "”", (f"  {clean(first.carrier.publisher)}", "dim"))


def _reasons(view: SeriesView) -> list[str]:
    contradictions = [f"{c.sentence} {c.settled}." if c.settled else c.sentence for c in view.contradictions]
    acled = [] if view.acled is None else [f"by ACLED's rule {view.acled:,}: {LOWEST_RULE}"]
    return [
        f"to publish: {view.to_publish}",
        *view.series.because,
        view.spread.rule,
        *acled,
        f"one number: {view.headline.because}",
        *contradictions,
        *_links(view),
    ]


def _links(view: SeriesView) -> list[str]:
    """How its claims hang together; retellings, which are most of them, last."""
    found = sorted(view.links, key=lambda link: link.kind is LinkKind.REPEATS)
    lines = [f"{n.claim[:SHORT]} {n.kind} {n.of[:SHORT]}: {n.because}{_judged(view, n)}" for n in found[:MOST_LINKS]]
    return lines + ([f"and {len(found) - MOST_LINKS} more links: --format json lists them"] if len(found) > MOST_LINKS else [])


def _judged(view: SeriesView, link: Link) -> str:
    """What persons said of a link."""
    said = (f"{v.reviewer} says {plain(v.verdict)}: {v.reason}" for v in last_words(view.judged.get(link.id, ())))
    return "".join(f" ({one})" for one in said)
