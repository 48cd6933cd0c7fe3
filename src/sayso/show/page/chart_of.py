"""From what is reconciled to what is drawn: the only place that knows both. Pure; the words are those of the views themselves.

    series view → lines and band of the step chart, points of the spark
    measures, incidents → bars and dots of the timeline
    tellings → nodes and edges of the graph of who passes on what

No private person's name comes through here: where the first teller is one, the role that the origin has is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from sayso.reconcile.bounds import Spread
from sayso.reconcile.days import on
from sayso.reconcile.figure_words import number
from sayso.reconcile.incidents import Incident
from sayso.reconcile.judgement import Standing, Word
from sayso.reconcile.measures.measure import Measure, State, Turn
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.origins.voices import UNTOLD
from sayso.reconcile.saying_values import said_on
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.telling import Telling
from sayso.reconcile.undone import How, Undone
from sayso.reconcile.values import Value, totals
from sayso.show.charts import BandStep, Bar, Dot, Edge, Line, Node, Place, Point
from sayso.show.words import begun, plain
from sayso.vocabulary import Group, kinds

MOST_STEPS = 60
"""Days for which the band is worked out; of more, so many are taken, evenly."""
MOST_OF_SPARK = 12

Href = Callable[[str], str | None]
"""From the id of a value, measure, incident, or origin to the address of its place on the page."""


def nowhere(_: str) -> str | None:
    return None


# --- a figure through time ------------------------------------------------------------------------------------------


def figure(view: SeriesView, href: Href = nowhere) -> tuple[tuple[Line, ...], tuple[BandStep, ...]]:
    """Lines and band of the step chart.

    One line an origin, the one that told most first; those that name nobody last, each of its numbers by itself. What names
    nobody is left out where a known origin gives the same number: it is told again, not counted again. The band is the range
    over what stood, day by day, as far as the values of that day and before show it.
    """
    through = view.through_time.on_days(MOST_STEPS)
    ends = _ends(view, _overtaken(view, through))
    by_origin: dict[str, list[Value]] = defaultdict(list)
    told = totals(view.values)
    known = {v.number for v in told if v.origin.identified}
    for value in told:
        if value.origin.identified or value.number not in known:
            by_origin[value.origin.key].append(value)
    ranked = sorted(by_origin.values(), key=lambda told: (not told[0].origin.identified, -len(told), told[0].origin.key))
    lines = tuple(
        Line(told[0].origin.name, tuple(_point(v, view.standings[v.id], ends, href) for v in told), told[0].origin.identified)
        for told in ranked
    )
    return lines, _band(through)


def spark_of(view: SeriesView) -> tuple[tuple[Point, ...], tuple[BandStep, ...]]:
    """Points and band of the small chart: all numbers of known origins, else all, by day; a coarser band."""
    ends = _ends(view, {})
    told = totals(view.values)
    shown = [v for v in told if v.origin.identified] or told
    points = tuple(_point(v, view.standings[v.id], ends, nowhere) for v in shown)
    return points, _band(view.through_time.on_days(MOST_OF_SPARK))


def _band(through: Iterable[tuple[str, Spread]]) -> tuple[BandStep, ...]:
    return tuple(BandStep(day, found.low, found.high) for day, found in through)


def _point(value: Value, standing: Standing, ends: Mapping[str, tuple[str | None, str]], href: Href) -> Point:
    figure = value.figure
    low, high = (None, None) if figure.vague else _ends_of(value)
    ended_at, how = ends.get(value.id, (None, None))
    return Point(
        day=value.day,
        low=low,
        high=high,
        label=number(figure, "–"),
        word=str(standing.word),
        hover=f"{said_on(value)}. {begun(standing.sentence)}",
        href=href(value.id),
        ended_at=ended_at,
        ended_how=how,
    )


def _ends_of(value: Value) -> tuple[int | None, int | None]:
    """As told: "more than 2,000" begins at 2,000, "up to 32" ends at 32; "about 5,800" is as wide as its rounding."""
    figure, bounds = value.figure, value.bounds
    if figure.low is None and figure.high is None:
        return None, None
    told = figure.low if figure.low is not None else figure.high
    if bounds.high is None:
        return told, None
    if bounds.low == 0 and bounds.high > 0 and figure.low != 0:
        return None, figure.high if figure.high is not None else figure.low
    return bounds.low, bounds.high


def _ends(view: SeriesView, overtaken: Mapping[str, str]) -> dict[str, tuple[str | None, str]]:
    """By the id of a value that no longer stands: when it ended, where that is told, and how."""
    out: dict[str, tuple[str | None, str]] = {}
    back = view.through_time.back
    for value in view.values:
        standing = view.standings[value.id]
        if standing.word is Word.REFUTED:
            out[value.id] = (None, "refuted")  # struck where it lies: the day of a verdict is none on the axis of publication
        elif value.id in back:
            out[value.id] = (back[value.id].day, _how(back[value.id]))
        elif standing.by_rules is Word.RETRACTED:  # it falls with the total that it was told as a part of
            out[value.id] = (None, "retracted")
        elif standing.by_rules is Word.SUPERSEDED:
            out[value.id] = (overtaken.get(value.id), "superseded")
    return out


def _how(act: Undone) -> str:
    return "corrected" if act.how is How.CORRECTED else "retracted"


def _overtaken(view: SeriesView, through: Sequence[tuple[str, Spread]]) -> dict[str, str]:
    """By the id of a value: the first day on which it stood no more, of those that once stood. None at all where not every day
    was worked out: a day that may be late is no day to tell."""
    stood: set[str] = set()
    out: dict[str, str] = {}
    for day, found in through if len(through) == len(view.through_time.days) else ():
        now = {v.id for v in found.standing}
        for id in stood - now:
            out.setdefault(id, day)
        stood |= now
    return out


# --- measures and incidents -----------------------------------------------------------------------------------------

DISASTERS = frozenset({"accident", "disaster"})
"""Drawn as what nobody did."""


def bar(measure: Measure, at: str, href: Href = nowhere) -> Bar:
    """`at`: the day of which its state is told."""
    where = f", {measure.place.name}" if measure.place else ""
    state = measure.state(at)
    name = plain(measure.kind)
    label = f"{name}{where}" + (f" ({state})" if state in (State.PLANNED_END_PASSED, State.NOT_YET) else "")
    return Bar(
        label=label,
        start=_day(measure.opened),
        end=_day(measure.closed),
        planned_end=measure.planned_end,
        state=str(state),
        start_stated=measure.opened is None or measure.opened.stated,
        href=href(measure.id),
        hover=f"{name}{where}: {'; '.join(measure.because)}",
    )


def dot(incident: Incident, standing: Standing, href: Href = nowhere) -> Dot:
    where = f", {incident.place.name}" if incident.place else ""
    label = f"{plain(incident.kind)}{where}"
    when = f" {on(incident.start)}" if incident.start else ""
    reports = len(incident.reports)
    hover = f"{label}{when}, {reports} report{'' if reports == 1 else 's'}. {begun(standing.sentence)}"
    return Dot(kind_group(incident.kind), label, incident.start, href(incident.id), hover)


def kind_group(kind: str) -> str:
    """In which lane of the timeline an incident of this kind lies."""
    if kind in DISASTERS:
        return "disaster"
    if kind in ("arrest", "arrested"):
        return "arrest"
    known = kinds().get(kind)
    groups = {Group.VIOLENCE: "attack", Group.CONTENTION: "unrest", Group.PEOPLE: "people"}
    return groups.get(known.group, "other") if known else "other"


def _day(turn: Turn | None) -> str | None:
    return turn.day or None if turn else None


# --- who says what, quoted by whom ----------------------------------------------------------------------------------


NOBODY = "nobody"
"""Key of the box for what reports tell without saying who counted."""


def chain(tellings: Iterable[Telling], href: Href = nowhere) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Origins, who passes on what they say, and the outlets; a copy group with several outlets is one box.

    `href` is asked for the key of an origin, and of nobody else.
    """
    told = list(tellings)
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for telling in told:
        groups[telling.carrier.copy or telling.carrier.id].setdefault(telling.carrier.publisher)
    nodes: dict[str, Node] = {}
    claims: Counter[tuple[str, str]] = Counter()
    for telling in told:
        path = [_origin(telling, nodes, href), *_passing(telling, nodes), _outlet(telling, groups, nodes)]
        for of, to in pairwise(path):
            claims[of, to] += 1
    return tuple(nodes.values()), tuple(Edge(of, to, n) for (of, to), n in sorted(claims.items()))


def _origin(telling: Telling, nodes: dict[str, Node], href: Href) -> str:
    origin = telling.origin
    if origin.key.startswith(UNTOLD):
        nodes.setdefault(NOBODY, Node(NOBODY, "not told who", Place.ORIGIN, identified=False))
        return NOBODY
    key = f"origin {origin.key}"
    if key not in nodes:
        nodes[key] = Node(key, origin.name, Place.ORIGIN, origin.identified, (), href(origin.key), _because(telling))
    return key


def _because(telling: Telling) -> str:
    origin = telling.origin
    return f"{origin.name}: {'; '.join(origin.because)}" if origin.because else origin.name


def _passing(telling: Telling, nodes: dict[str, Node]) -> list[str]:
    """Those between the origin and the outlet, the agency whose copy it is last."""
    later = telling.claim.attribution.chain[1:]
    names = [ROLES.get(s.kind, s.told) for s in later]
    credit = telling.carrier.credit
    names += [credit] if credit and credit != telling.carrier.publisher else []
    keys = []
    for name in dict.fromkeys(names):
        key = f"passes on {_folded(name)}"
        if _folded(name) not in (_folded(telling.carrier.publisher), _folded(telling.origin.name)) and key not in keys:
            nodes.setdefault(key, Node(key, name, Place.CARRIER))
            keys.append(key)
    return keys


def _folded(name: str) -> str:
    """ "the news agency TASS" and "TASS" are one."""
    words = [word for word in name.casefold().split() if word not in ("the", "news", "agency")]
    return " ".join(words) or name.casefold()


def _outlet(telling: Telling, groups: Mapping[str, Mapping[str, None]], nodes: dict[str, Node]) -> str:
    outlets: Sequence[str] = list(groups[telling.carrier.copy or telling.carrier.id])
    if len(outlets) > 1:
        key = f"copies {' / '.join(sorted(outlets))}"
        nodes.setdefault(key, Node(key, outlets[0], Place.OUTLET, copies=tuple(outlets)))
    else:
        key = f"outlet {outlets[0]}"
        nodes.setdefault(key, Node(key, outlets[0], Place.OUTLET))
    return key
