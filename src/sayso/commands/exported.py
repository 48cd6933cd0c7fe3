"""What an export is made of: a question, or one thing of the ledger by its id; the same for the command and the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sayso.commands.exported_stands import ByStory
from sayso.errors import SaysoError
from sayso.export.formats.exported import Exported
from sayso.export.formats.stands import stands_of
from sayso.ledger.filters import Filters
from sayso.ledger.paging import count, listed_reports
from sayso.ledger.query import Listed, Reader
from sayso.limits import EXPORT_CLAIMS_AT_ONCE
from sayso.reconcile.former_ids import INCIDENT, SERIES, claim_of
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.moment import moment
from sayso.reconcile.of_stories import has_stories, of_stories, reports_of, stories_asked, stories_of, without_stories
from sayso.reconcile.world import load

ONE_CLAIM = len(SERIES) + 16
"""Characters of the id of a figure or an incident: a letter, and the digits of the claim that it is called after."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which claims: those that fit, and of these only `claims` where one thing is asked for."""

    filters: Filters
    claims: Collection[str] | None = None


def exported(
    reader: Reader, filters: Filters, only: str | None, names: bool, today: date, behind: Callable[[], object] = lambda: None
) -> Exported:
    """`only`: the id of a figure, an incident, a report, a story or an origin. `behind` is told where the kept tables are
    behind the ledger. SaysoError E011 for a date that is none, E027 for an id of nothing that fits, E028 for one of several."""
    chosen = _chosen(reader, filters, only) if only else Chosen(filters)

    @cache
    def known() -> Knowledge:
        world = load(reader, chosen.filters)
        if world.behind:
            behind()
        return knowledge(world if chosen.claims is None else replace(world, fitting=frozenset(chosen.claims)))

    large = count(reader, filters.moment, EXPORT_CLAIMS_AT_ONCE) > EXPORT_CLAIMS_AT_ONCE
    if large and not has_stories(reader):
        behind()
    all_stands = cache(lambda: stands_of(known()))
    return Exported(
        claims=lambda: _claims(reader, chosen),
        stands=ByStory(reader, filters.moment) if large else lambda _: all_stands(),
        knowledge=known,
        names=names,
        at=_day(reader, filters, today),
    )


def _claims(reader: Reader, chosen: Chosen) -> Iterator[Listed]:
    filters, stories = without_stories(chosen.filters), stories_asked(chosen.filters)
    reports = reports_of(reader, stories) if stories is not None else None
    found = reader.claims(filters, reports)
    return found if chosen.claims is None else (one for one in found if one.claim.id in chosen.claims)


def _day(reader: Reader, filters: Filters, today: date) -> str:
    """The day asked for, else today, but no later than the ledger is awake."""
    newest = listed_reports(reader, 1, None, filters.moment).rows
    return moment(filters.as_of or filters.until, today, newest)


def _chosen(reader: Reader, filters: Filters, only: str) -> Chosen:
    """A figure or an incident is shown whole, whatever else is asked for; so is a report. An origin within what fits."""
    if len(only) == ONE_CLAIM and only[0] in (SERIES, INCIDENT):
        return _thing(reader, filters.moment, only)
    if reports_of(reader, [only]):
        return Chosen(of_stories(filters, frozenset({only})))
    try:
        return Chosen(replace(filters.moment, report=reader.report(only).id))
    except SaysoError as error:
        if error.code.code != "E027":
            raise
    return _origin(reader, filters, only)


def _thing(reader: Reader, moment: Filters, id: str) -> Chosen:
    """In the story of the claim that it is called after, so that nothing else is worked out."""
    report = reader.claim(claim_of(id)).report.id
    story = stories_of(reader, [report]).get(report)
    filters = of_stories(moment, frozenset({story})) if story else moment
    known = knowledge(load(reader, filters))
    things = known.series if id.startswith(SERIES) else known.incidents
    found = next((one for one in things if id in one.names), None)
    if found is None:
        raise SaysoError("E027", id=id)
    return Chosen(filters, frozenset(telling.claim.id for telling in found.tellings))


def _origin(reader: Reader, filters: Filters, key: str) -> Chosen:
    fitting = knowledge(load(reader, filters)).fitting
    claims = frozenset(telling.claim.id for telling in fitting if telling.origin.key == key)
    if not claims:
        raise SaysoError("E027", id=key)
    return Chosen(filters, claims)
