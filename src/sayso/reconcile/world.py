"""Load what was known by some moment: tellings with their carriers and origins, and people's verdicts.

What is asked for by kind, place, words or days only chooses stories: of a story that has anything to show, all that was known
is loaded, or a figure would lose what it replaced, a headline without a place its series, and an incident the claim that it
is called after, so that its id would be another in each view. Who holds which office is taken from all reports: a minister is
one whatever is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import canonical, schema
from sayso.ledger.filters import EVERYTHING, Filters, conditions, known_then, last_recorded
from sayso.ledger.names import renamed
from sayso.ledger.query import Reader
from sayso.reconcile.keep import tellers
from sayso.reconcile.keep.carried import carried
from sayso.reconcile.keep.known import kept as kept_tables
from sayso.reconcile.of_stories import stories_asked, without_stories
from sayso.reconcile.origins.offices import Offices
from sayso.reconcile.origins.voices import by_name
from sayso.reconcile.outlet_names import one_name
from sayso.reconcile.telling import Carrier, Telling, called
from sayso.reconcile.withdrawals import by_subject
from sayso.types import Claim, Verdict

CLAIMS, REPORTS, VERDICTS = schema.claims.c, schema.reports.c, schema.verdicts.c
CARRIER = ("id", "name", "outlet", "url", "title", "credit", "published", "updated", "known_by", "demonstration")


@dataclass(frozen=True, slots=True)
class World:
    """All that was known by the moment asked for, of the stories that have anything to show."""

    tellings: tuple[Telling, ...]
    """In the order of publication, within a report in the order of its text."""
    carriers: Mapping[str, Carrier]
    """The reports of these stories by id, those without a claim too."""
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """By subject, oldest first; without those that were taken back."""
    fitting: frozenset[str] | None = None
    """Ids of the claims that fit all that is asked for; None = all do. A view shows what rests on one of them."""
    behind: bool = False
    """The kept tables had not followed the ledger to its end, so everything was worked out for this look."""


def load(reader: Reader, wanted: Filters = EVERYTHING) -> World:
    """SaysoError E011 for a date that is none."""
    with reader.store.reading() as source, kept_tables(source, wanted.recorded_by) as (kept, behind):
        carriers = _carriers(source, kept, wanted)
        offices = Offices(tellers.office_holders(kept, carriers.keys()))
        if (stories := stories_asked(wanted)) is not None:
            carriers = _of(stories, carriers)
        fitting = _fitting(reader, source, without_stories(wanted))
        if fitting is not None:
            carriers = _of({carriers[report].story for report in fitting.values() if report in carriers}, carriers)
            fitting = {id: report for id, report in fitting.items() if report in carriers}
        tellings = tuple(_tellings(reader, source, kept, carriers, offices, wanted))
        return World(tellings, carriers, _verdicts(source, wanted), frozenset(fitting) if fitting is not None else None, behind)


def _of(stories: Collection[str], carriers: Mapping[str, Carrier]) -> dict[str, Carrier]:
    return {id: carrier for id, carrier in carriers.items() if carrier.story in stories}


def _carriers(source: Connection, kept: Connection, wanted: Filters) -> dict[str, Carrier]:
    chosen = select(*(REPORTS[name] for name in CARRIER)).where(*known_then(wanted, source, REPORTS.seq, REPORTS.known_by))
    plain = called(
        (Carrier(**row._mapping) for row in source.execute(chosen)), renamed(source, last_recorded(wanted.recorded_by, source))
    )
    return {carrier.id: carrier for carrier in carried(kept, one_name(plain))}


def _fitting(reader: Reader, source: Connection, wanted: Filters) -> dict[str, str] | None:
    """The report of each claim that fits all that is asked for; None where that is a moment and nothing else."""
    if wanted == wanted.moment:
        return None
    chosen = select(CLAIMS.id, CLAIMS.report).where(*conditions(wanted, reader.store, source))
    return {row.id: row.report for row in source.execute(chosen)}


def _tellings(
    reader: Reader, source: Connection, kept: Connection, carriers: Mapping[str, Carrier], offices: Offices, wanted: Filters
) -> Iterator[Telling]:
    moment = wanted.moment
    chosen = select(CLAIMS.row, CLAIMS.report, CLAIMS.body).where(*conditions(moment, reader.store, source))
    rows = [row for row in source.execute(chosen) if row.report in carriers]
    rows.sort(key=lambda row: (carriers[row.report].place_in_order, row.row))
    origins = tellers.origins(kept, carriers.keys())
    for row in rows:
        claim = canonical.decode(Claim, row.body)
        carrier = carriers[row.report]
        yield Telling(claim, carrier, by_name(offices.through(origins[row.row], claim), carrier))


def _verdicts(source: Connection, wanted: Filters) -> Mapping[str, tuple[Verdict, ...]]:
    entries = schema.entries.c
    said = select(entries.body).join(schema.verdicts, VERDICTS.seq == entries.seq).where(entries.body.is_not(None))
    rows = source.execute(said.where(*known_then(wanted, source, VERDICTS.seq, VERDICTS.at)).order_by(entries.seq))
    return by_subject(canonical.decode(Verdict, body) for body in rows.scalars())
