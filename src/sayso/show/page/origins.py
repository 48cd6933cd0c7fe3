"""View 4, the origins: who says what, carried by whom, quoted by whom; copies grouped; and one origin with its chain.

Of private persons only the role is shown, as one line a role: nothing is gathered about any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.reconcile.incidents import Incident
from sayso.reconcile.origins import OriginCount
from sayso.reconcile.origins.count import Counted
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.series_view import SeriesView
from sayso.reconcile.shown_number import shown_number
from sayso.reconcile.standing import Standing
from sayso.reconcile.tellers import Voice, voices
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.show.charts import Table, chain_graph, chain_table
from sayso.show.page.cards import heading
from sayso.show.page.chart_of import chain
from sayso.show.page.drawn import NARROW, WIDE, Chart
from sayso.show.page.told import Standings, Told, standings, told, who
from sayso.show.words import TOLD_BY, plain, source_kind
from sayso.understand.places.gazetteer import gazetteer
from sayso.vocabulary import PRONOUNS

MOST_ORIGINS = 60
MOST_FIGURES = 40
MOST_CLAIMS = 40
"""Shown at once; the rest are counted."""
MOST_CALLED = 8
MOST_DRAWN = 4
MOST_ON_GRAPH = 1_000
"""Claims of which the chain is drawn: the newest."""
MOST_LINES = 200
"""Lines of the table behind the graph; the rest are counted below it."""
MOST_PATHS = 4
MOST_REASONS = 12
MOST_READ = 200
"""Paths and reasons of one origin of a figure are those of so many of its first tellings; its own page has all."""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One origin in the list. `texts`: how many different texts carry it, `copies` how many more print one of them."""

    key: str
    name: str
    kind: str
    """In words; empty where it is not known."""
    country: str
    claims: int
    reports: int
    texts: int
    kinds: tuple[tuple[str, int], ...]
    outlets: tuple[str, ...]

    @property
    def copies(self) -> int:
        return self.reports - self.texts

    @property
    def what(self) -> str:
        """ "government · Kazakhstan"; may be empty."""
        return " · ".join(part for part in (self.kind, self.country) if part)


@dataclass(frozen=True, slots=True)
class Role:
    """What private persons of one role told, counted; never who."""

    name: str
    claims: int
    reports: int


@dataclass(frozen=True, slots=True)
class Behind:
    """A known origin of a figure: why it is one, and through whom it came ("the ministry ‹ TASS ‹ Herald")."""

    name: str
    outlets: tuple[str, ...]
    because: tuple[str, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with its independent origins."""

    series: str
    heading: str
    number: str
    count: OriginCount
    known: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class OriginsPage:
    known: tuple[OriginRow, ...]
    more_known: int
    untold: tuple[OriginRow, ...]
    """What outlets tell naming nobody."""
    more_untold: int
    roles: tuple[Role, ...]
    figures: tuple[FigureRow, ...]
    more_figures: int
    chain: Chart | None
    drawn: tuple[str, ...]
    """Of which origins the chain is drawn: those that tell most. All together nobody could follow."""


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """A claim, and who printed the same text."""

    first: Told
    copies: tuple[Carrier, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(carrier.publisher for carrier in self.copies))


@dataclass(frozen=True, slots=True)
class OneOrigin:
    row: OriginRow
    origin: Origin
    called: tuple[str, ...]
    because: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    chain: Chart
    texts: tuple[ToldOnce, ...]
    more: int
    demonstration: bool


Href = Callable[[str], str | None]
"""From the key of an origin to its address."""


def origins_page(tellings: Sequence[Telling], series: Sequence[SeriesView], href: Href) -> OriginsPage:
    """`tellings` in the order of publication; those that fit what is asked for."""
    every = voices(tellings)
    public = [voice for voice in every if voice.origin.kind not in ROLES]
    known = [origin_row(voice) for voice in public if voice.origin.identified]
    untold = [origin_row(voice) for voice in public if not voice.origin.identified]
    figures = [_figure(view) for view in series if view.origins.at_most]
    of = {row.key for row in known[:MOST_DRAWN]}
    drawn = [t for t in tellings if t.origin.key in of]
    return OriginsPage(
        known=tuple(known[:MOST_ORIGINS]),
        more_known=max(0, len(known) - MOST_ORIGINS),
        untold=tuple(untold[:MOST_ORIGINS]),
        more_untold=max(0, len(untold) - MOST_ORIGINS),
        roles=private_roles(every),
        figures=tuple(figures[:MOST_FIGURES]),
        more_figures=max(0, len(figures) - MOST_FIGURES),
        chain=_chain(drawn, href, "who passes on what") if drawn else None,
        drawn=tuple(row.name for row in known[:MOST_DRAWN]),
    )


def one_origin(
    key: str,
    tellings: Iterable[Telling],
    series: Sequence[SeriesView],
    incidents: Iterable[tuple[Incident, Standing]],
    href: Href,
) -> OneOrigin | None:
    """None where nobody of that key tells anything, or it is a private person."""
    mine = [t for t in tellings if t.origin.key == key and t.origin.kind not in ROLES]
    if not mine:
        return None
    (voice,) = voices(mine)
    groups = _groups(mine)
    shown = groups[:MOST_CLAIMS]
    stands = standings(series, incidents, {t.claim.id for group in shown for t in group})
    name = voice.origin.name
    return OneOrigin(
        row=origin_row(voice),
        origin=voice.origin,
        called=tuple(_names(voice))[:MOST_CALLED],
        because=voice.because,
        figures=tuple(_figure(view) for view in series if key in _behind(view)),
        chain=_chain(mine, href, f"who passes on what {name} says"),
        texts=tuple(_told_once(group, stands) for group in shown),
        more=max(0, len(groups) - MOST_CLAIMS),
        demonstration=any(t.carrier.demonstration for t in mine),
    )


def _names(voice: Voice) -> Iterator[str]:
    """How reports call it, other than by its name: each once, however it begins, and no pronouns."""
    seen = {_bare(voice.origin.name)}
    for name in voice.called:
        if name.casefold() not in PRONOUNS and _bare(name) not in seen:
            seen.add(_bare(name))
            yield name


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def origin_row(voice: Voice) -> OriginRow:
    carriers = {t.carrier.id: t.carrier for t in voice.tellings}
    origin = voice.origin
    return OriginRow(
        key=origin.key,
        name=origin.name,
        kind=source_kind(origin.kind) if origin.identified else "",
        country=_country(origin.country),
        claims=len(voice.tellings),
        reports=len(carriers),
        texts=len({carrier.copy or carrier.id for carrier in carriers.values()}),
        kinds=tuple((plain(kind), number) for kind, number in voice.kinds),
        outlets=voice.outlets,
    )


def _country(code: str | None) -> str:
    """The name of a country; its code where that is no country's."""
    found = gazetteer().country(code) if code else None
    return found.name if found else code or ""


def private_roles(every: Iterable[Voice]) -> tuple[Role, ...]:
    by_role: dict[str, list[Telling]] = defaultdict(list)
    for voice in every:
        role = ROLES.get(voice.origin.kind)
        if role is not None:
            by_role[role] += voice.tellings
    made = (Role(role, len(told_), len({t.carrier.id for t in told_})) for role, told_ in by_role.items())
    return tuple(sorted(made, key=lambda role: (-role.claims, role.name)))


def _figure(view: SeriesView) -> FigureRow:
    known = tuple(_counted(one) for one in view.origins.known)
    return FigureRow(view.series.id, heading(view), shown_number(view), view.origins, known)


def _counted(one: Counted) -> Behind:
    first = one.tellings[:MOST_READ]
    paths = dict.fromkeys(TOLD_BY.join((who(t.claim, t.origin), t.carrier.publisher)) for t in first)
    because = dict.fromkeys(why for t in first for why in t.origin.because)
    return Behind(one.origin.name, one.outlets, tuple(because)[:MOST_REASONS], tuple(paths)[:MOST_PATHS])


def _behind(view: SeriesView) -> frozenset[str]:
    """Keys of all who tell the figure."""
    return frozenset(t.origin.key for t in view.series.tellings)


def _chain(tellings: Sequence[Telling], href: Href, title: str) -> Chart:
    shown = tellings[-MOST_ON_GRAPH:]
    private = {t.origin.key for t in shown if t.origin.kind in ROLES}
    nodes, edges = chain(shown, lambda key: None if key in private else href(key))
    table = chain_table(nodes, edges)
    wide = chain_graph(nodes, edges, id="chain", title=title, width=WIDE)
    narrow = chain_graph(nodes, edges, id="chain-narrow", title=title, width=NARROW)
    beyond = len(table.rows) - MOST_LINES
    notes = (
        f"of the newest {MOST_ON_GRAPH:,} claims" if len(tellings) > MOST_ON_GRAPH else "",
        f"not in the table: {beyond:,} more" if beyond > 0 else "",
    )
    return Chart(wide, narrow, Table(table.header, table.rows[:MOST_LINES]), "; ".join(note for note in notes if note))


def _groups(mine: Sequence[Telling]) -> list[list[Telling]]:
    """The newest first; what copies tell in the same words is one."""
    groups: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for telling in mine:
        claim, carrier = telling.claim, telling.carrier
        number = (claim.figure.low, claim.figure.high, claim.figure.vague) if claim.figure else None
        groups[carrier.copy or carrier.id, claim.kind, number, claim.evidence.text].append(telling)
    return sorted(groups.values(), key=lambda group: group[0].carrier.place_in_order, reverse=True)


def _told_once(group: Sequence[Telling], stands: Standings) -> ToldOnce:
    """Under the outlet that had it first."""
    first, *others = sorted({t.carrier.id: t for t in reversed(group)}.values(), key=lambda t: t.carrier.place_in_order)
    return ToldOnce(told(first, stands), tuple(t.carrier for t in others))
