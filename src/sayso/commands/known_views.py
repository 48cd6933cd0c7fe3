"""`sayso stories`, `sources`, `origins` and `incidents`: what the claims together amount to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType

from sayso.commands.asking import Asked
from sayso.commands.knowing import day_shown, known, looking, world
from sayso.commands.printing import chosen
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.export.incident_lines import INCIDENT_COLUMNS, incident_line
from sayso.export.measure_lines import MEASURE_COLUMNS, measure_line
from sayso.export.origin_lines import ORIGIN_COLUMNS, SOURCE_COLUMNS, origin_line, source_line
from sayso.export.records import Record
from sayso.export.story_lines import MEMBER_COLUMNS, STORY_COLUMNS, CopyGroup, copy_groups, member_line, story_line
from sayso.reconcile.denials import named_denials
from sayso.reconcile.incident_standing import incident_standing
from sayso.reconcile.keep.reasons import copies_because, story_parts
from sayso.reconcile.measures.silence import Silence
from sayso.reconcile.stories.summary import summaries
from sayso.reconcile.tellers import voices
from sayso.reconcile.telling import Carrier, Telling
from sayso.reconcile.world import World
from sayso.show.known_tables import incidents_table, origins_table, sources_table, stories_table
from sayso.show.measures_table import measures_table

Columns = Sequence[str]
Lines = Iterable[Record]
Table = Callable[[], RenderableType]


def stories(session: Session, asked: Asked, why: bool, format: str | None) -> None:
    """A line a report for machines, a row a story for people."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        found = world(session, ledger, filters)
        columns = MEMBER_COLUMNS[: None if why else 2] if format in ("jsonl", "csv") else STORY_COLUMNS
        columns = (*columns, "copies") if why and format == "md" else columns
        if nothing(session, format, columns, found.carriers.values(), "stories"):
            return
        parts = story_parts(ledger, filters.recorded_by, found.carriers)
        told = summaries(found.carriers.values(), {id: part.terms for id, part in parts.items()})
        names = ledger.names(filters.recorded_by)
        reasons = {id: part.because for id, part in parts.items()} if why else {}
        copies = (
            copy_groups(found.carriers.values(), copies_because(ledger, filters.recorded_by, found.carriers)) if why else []
        )
        if format in ("jsonl", "csv"):
            lines = list(_members(found, names, reasons))
            print_view(session, format, columns, lines, lambda: "")
            return
        ids = {id: carrier.name for id, carrier in found.carriers.items()}
        print_view(
            session,
            format,
            columns,
            [story_line(story, ids, copies, reasons) for story in told],
            lambda: stories_table(told, _by_story(found, reasons, copies)),
            demonstration_among(found.carriers.values()),
        )


def sources(session: Session, asked: Asked, why: bool, format: str | None) -> None:
    """Everybody who is said to have said something, institutions and office-holders resolved."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        found = world(session, ledger, filters)
        told = voices(_fitting(found))
        if not nothing(session, format, SOURCE_COLUMNS, told, "sources"):
            lines = (source_line(voice, why) for voice in told)
            _print(session, format, SOURCE_COLUMNS, lines, lambda: sources_table(told, why), found)


def origins(session: Session, asked: Asked, why: bool, format: str | None) -> None:
    """For each figure the independent origins behind it."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        found = known(session, ledger, filters)
        counted = [(view.series, view.origins) for view in found.shown_series()]
        if not nothing(session, format, ORIGIN_COLUMNS, counted, "figures"):
            lines = (origin_line(series, number, why) for series, number in counted)
            _print(session, format, ORIGIN_COLUMNS, lines, lambda: origins_table(counted, why), found.world)


def incidents(session: Session, asked: Asked, why: bool, format: str | None) -> None:
    """Happenings, the latest first."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        found = known(session, ledger, filters)
        named = named_denials(found.tellings)
        told = [(one, incident_standing(one, found.world.verdicts, named)) for one in found.shown_incidents()]
        if not nothing(session, format, INCIDENT_COLUMNS, told, "incidents"):
            lines = (incident_line(one, standing, why) for one, standing in told)
            _print(session, format, INCIDENT_COLUMNS, lines, lambda: incidents_table(told, why), found.world)


def measures(session: Session, asked: Asked, why: bool, format: str | None) -> None:
    """What was imposed where, from when until when; and what it hides."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        found = known(session, ledger, filters)
        at = day_shown(session, filters, found.world)
        told = found.measures()
        hidden, judged = found.silences(told, at), found.world.verdicts
        if not nothing(session, format, MEASURE_COLUMNS, told, "measures"):
            lines = (measure_line(one, at, why, judged.get(one.id, ())) for one in told)
            _print(session, format, MEASURE_COLUMNS, lines, lambda: measures_table(told, hidden, at, judged, why), found.world)
            tell_silence(session, format, hidden)


def tell_silence(session: Session, format: str, hidden: Sequence[Silence]) -> None:
    """Machine formats have no place for it, and nobody should read numbers without it."""
    if format != "table":
        for one in hidden:
            session.tell(one.text)


def _print(session: Session, format: str, columns: Columns, lines: Lines, table: Table, found: World) -> None:
    print_view(session, format, columns, lines, table, demonstration_among(found.carriers.values()))


def nothing(session: Session, format: str, columns: Columns, found: Iterable[object], what: str) -> bool:
    """Whether there is nothing to show; then says so, and machines get their format without a line."""
    if any(True for _ in found):
        return False
    session.tell(f"no {what}: the ledger holds none that fit")
    if format != "table":
        print_view(session, format, columns, (), lambda: "")
    return True


def demonstration_among(carriers: Iterable[Carrier]) -> bool:
    return any(carrier.demonstration for carrier in carriers)


def _fitting(found: World) -> Iterator[Telling]:
    return (t for t in found.tellings if found.fitting is None or t.claim.id in found.fitting)


def _members(found: World, names: Mapping[str, Sequence[str]], reasons: Mapping[str, str]) -> Iterator[Record]:
    """A line for each name under which a report was given."""
    for carrier in sorted(found.carriers.values(), key=lambda c: (c.story, c.place_in_order)):
        for name in names.get(carrier.id, (carrier.name,)):
            yield member_line(name, carrier, reasons.get(carrier.id), found.carriers)


def _by_story(found: World, reasons: Mapping[str, str], copies: Sequence[CopyGroup]) -> dict[str, list[str]]:
    by_story: dict[str, list[str]] = defaultdict(list)
    for carrier in sorted(found.carriers.values(), key=lambda c: c.place_in_order):
        if carrier.id in reasons:
            by_story[carrier.story].append(f"{carrier.name}: {reasons[carrier.id]}")
    for group in copies:
        by_story[group.reports[0].story].append(group.line)
    return by_story
