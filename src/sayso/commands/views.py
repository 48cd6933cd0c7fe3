"""`sayso claims`, `figures` and `show`: what the ledger holds, as a person asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sayso.commands.asking import Asked
from sayso.commands.knowing import looking, reader
from sayso.commands.printing import Pair, chosen, demonstration, print_claims
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.figure_lines import figure_csv_lines, figure_line, figure_markdown_lines
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.key_figures import KeyFigure, key_figures
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
    """Key figures; with `top`, only so many of each kind, the most reported first."""
    format = chosen(session, format)
    with looking(session, asked) as (ledger, filters):
        found = key_figures(_pairs(ledger, filters))
    shown = list(_top(found, top)) if top else list(found)
    if not shown:
        session.tell("no figures: the ledger holds none that fit")
        return
    _print_figures(session, shown, format)
    if len(shown) < len(found) and format == "table":
        session.tell(f"{len(shown)} of {len(found)} figures; without --top you see all")


def show(session: Session, id: str) -> None:
    """One claim whole, or a report with its claims where the id, or the name, is a report's."""
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
        session.out.print(claim_page(cleaned(listed.report), cleaned(listed.claim), listed.seq, listed.recorded_at))
        demonstration(session, [listed.report])


def _show_report(session: Session, ledger: Reader, report: Report) -> None:
    from sayso.printable import cleaned
    from sayso.show.claim_page import report_page

    of_report = [(listed.report, listed.claim) for listed in ledger.claims(Filters(report=report.id))]
    session.out.print(report_page(cleaned(report), [cleaned(pair) for pair in of_report], session.out.width))
    demonstration(session, [report])


def _pairs(ledger: Reader, filters: Filters) -> Iterator[Pair]:
    return ((listed.report, listed.claim) for listed in ledger.claims(filters))


def _top(figures: tuple[KeyFigure, ...], most: int) -> Iterator[KeyFigure]:
    seen: dict[str, int] = {}
    for figure in figures:
        seen[figure.kind] = seen.get(figure.kind, 0) + 1
        if seen[figure.kind] <= most:
            yield figure


def _print_figures(session: Session, figures: list[KeyFigure], format: str) -> None:
    match format:
        case "jsonl":
            for figure in figures:
                session.line(json.dumps(figure_line(figure), ensure_ascii=False))
        case "json":
            session.line(json.dumps([figure_line(f) for f in figures], ensure_ascii=False, indent=1))
        case "csv" | "md":
            for line in figure_csv_lines(figures) if format == "csv" else figure_markdown_lines(figures):
                session.line(line.removesuffix("\n"))
        case _:
            from sayso.printable import cleaned
            from sayso.show.situation import situation

            session.out.print(situation([cleaned(figure) for figure in figures]))
            demonstration(session, (report for f in figures for v in f.values for report, _ in v.claims))
