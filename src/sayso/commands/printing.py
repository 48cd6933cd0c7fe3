"""Choosing a format and printing claims in it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.lines import claim_line
from sayso.export.rows import csv_lines, markdown_lines
from sayso.types import Claim, Report
from sayso.vocabulary import DEMONSTRATION

FORMATS = ("table", "jsonl", "csv", "json", "md")
Pair = tuple[Report, Claim]


def chosen(session: Session, format: str | None) -> str:
    """The format typed, else a table for a person and JSON lines for a pipe. SaysoError E017 for an unknown one."""
    if format is None:
        return "table" if session.watched else "jsonl"
    if format not in FORMATS:
        raise SaysoError("E017", name=format, known=", ".join(FORMATS))
    return format


def print_claims(session: Session, pairs: Iterable[Pair], format: str, with_report: bool = False) -> None:
    """Claims in one of `FORMATS`. JSON lines and CSV are printed as they come; the others need all of them."""
    match format:
        case "jsonl":
            for report, claim in pairs:
                session.line(json.dumps(claim_line(report, claim), ensure_ascii=False))
        case "csv":
            for line in csv_lines(pairs):
                session.line(line.removesuffix("\n"))
        case "json":
            session.line(json.dumps([claim_line(*pair) for pair in pairs], ensure_ascii=False, indent=1))
        case "md":
            for line in markdown_lines(pairs):
                session.line(line)
        case _:
            _print_table(session, list(pairs), with_report)


def demonstration(session: Session, reports: Iterable[Report]) -> None:
    """Say so where any of the reports was written for demonstration."""
    if any(report.demonstration for report in reports):
        demonstration_note(session)


def demonstration_note(session: Session) -> None:
    session.out.print(f"Some or all of these reports were {DEMONSTRATION}.", style="italic dim")


def _print_table(session: Session, pairs: list[Pair], with_report: bool) -> None:
    from sayso.printable import cleaned
    from sayso.show.claims_table import claims_table

    pairs = [cleaned(pair) for pair in pairs]
    session.out.print(claims_table(pairs, session.out.width, with_report))
    demonstration(session, (report for report, _ in pairs))
