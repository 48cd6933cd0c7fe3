"""`sayso claims`, `figures` and `show`: what the ledger holds, as a person asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group

from sayso.commands.asking import Asked
from sayso.commands.knowing import day_shown, known, looking, reader
from sayso.commands.known_views import demonstration_among, nothing, tell_silence
from sayso.commands.printing import Pair, chosen, demonstration, print_claims
from sayso.commands.printing_views import print_view
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.figure_lines import COLUMNS, figure_line, figure_rows
from sayso.export.records import Record
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.knowledge import most_reported
from sayso.reconcile.withdrawals import that_stand
from sayso.show.measures_table import silence_lines
from sayso.show.situation import situation
from sayso.types import Report


def claims(session: Session, asked: Asked, text: str | None, limit: int | None, format: str | None) -> None:
    """Claims, newest first; says so where there are none."""
    format = chosen(session, format)
    with looking(session, asked, text, limit) as (ledger, filters):
        pairs = list(_pairs(ledger, filters)) if format == "table" else _pairs(ledger, filters)
        if isinstance(pairs, list) and not pairs:
            session.tell("no claims: the ledger holds none that fit")
            return
        print_claims(session, pairs, format, with_report=True)


def figures(session: Session, asked: Asked, top: int | None, why: bool, format: str | None) -> None:
    """Figure series; with `top`, only so many of each kind, the most reported first."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        all_known = known(session, ledger, filters)
    found = all_known.shown_series()
    at = day_shown(session, filters, all_known.world)
    hidden = all_known.silences(all_known.measures(), at)
    shown = list(most_reported(found, top)) if top else list(found)
    if nothing(session, format, COLUMNS, shown, "figures"):
        return
    rows = format in ("csv", "md")
    lines: Iterable[Record] = figure_rows(shown) if rows else (figure_line(view, why) for view in shown)
    made_up = demonstration_among(t.carrier for view in shown for t in view.series.tellings)
    print_view(session, format, COLUMNS, lines, lambda: Group(*silence_lines(hidden), situation(shown, why)), made_up)
    tell_silence(session, format, hidden)
    if len(shown) < len(found) and format == "table":
        session.tell(f"{len(shown)} of {len(found)} figures; without --top you see all")


def show(session: Session, id: str) -> None:
    """One claim whole; where the id, or the name, is a report's: the report, its claims, other versions and copies."""
    from sayso.printable import cleaned
    from sayso.show.claim_page import claim_page

    with reader(session) as ledger:
        try:
            listed = ledger.claim(id)
        except SaysoError as unknown:
            if unknown.code.code != "E027":
                raise
            _show_report(session, ledger, ledger.report(id))
            return
        opinions = that_stand(ledger.verdicts(listed.claim.id))
        session.out.print(claim_page(cleaned(listed.report), cleaned(listed.claim), listed.seq, listed.recorded_at, opinions))
        demonstration(session, [listed.report])


def _show_report(session: Session, ledger: Reader, report: Report) -> None:
    from sayso.printable import cleaned
    from sayso.reconcile.keep.beside import copied, versions
    from sayso.show.beside_report import copies_of, versions_of
    from sayso.show.claim_page import report_page

    of_report = [(listed.report, listed.claim) for listed in ledger.claims(Filters(report=report.id))]
    session.out.print(report_page(cleaned(report), [cleaned(pair) for pair in of_report], session.out.width))
    for part in (*versions_of(versions(ledger, report), report.id), *copies_of(copied(ledger, report), report.id)):
        session.out.print(part)
    demonstration(session, [report])


def _pairs(ledger: Reader, filters: Filters) -> Iterator[Pair]:
    return ((listed.report, listed.claim) for listed in ledger.claims(filters))
