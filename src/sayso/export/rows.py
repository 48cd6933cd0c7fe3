"""Claims as flat rows, and the formats that are rows: CSV and Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from sayso.export.lines import DEMONSTRATION
from sayso.types import Claim, Report

COLUMNS = (
    "claim",
    "report",
    "outlet",
    "published",
    "kind",
    "low",
    "high",
    "relation",
    "vague",
    "population",
    "population_kind",
    "scope",
    "actor",
    "target",
    "source",
    "source_kind",
    "chain",
    "manner",
    "place",
    "country",
    "latitude",
    "longitude",
    "precision",
    "time_start",
    "time_end",
    "time_role",
    "said",
    "status",
    "verification",
    "evidence",
    "block",
    "credit",
    "confidence",
    "reader",
    "note",
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a cell; such a cell gets an apostrophe before it (OWASP, CSV injection)."""

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""A longitude in the west begins with a minus and is no formula."""

Pair = tuple[Report, Claim]


def row(report: Report, claim: Claim) -> dict[str, str]:
    """One claim under `COLUMNS`, every value a string, absent ones empty. `chain` is parted by " < ", origin first."""
    figure, place, time, chain = claim.figure, claim.place, claim.time, claim.attribution.chain
    values: dict[str, object] = {
        "claim": claim.id,
        "report": report.name,
        "outlet": report.outlet.name if report.outlet else None,
        "published": report.published,
        "kind": claim.kind,
        "actor": claim.actor.name if claim.actor else None,
        "target": claim.target.name if claim.target else None,
        "source": chain[0].told if chain else None,
        "source_kind": chain[0].kind if chain else None,
        "chain": " < ".join(s.told for s in chain),
        "manner": claim.attribution.manner,
        "said": claim.said.start if claim.said else None,
        "status": claim.status,
        "verification": claim.verification,
        "evidence": claim.evidence.text,
        "block": claim.evidence.block,
        "credit": claim.evidence.credit,
        "confidence": claim.confidence,
        "reader": claim.maker.reader,
        "note": DEMONSTRATION if report.demonstration else None,
    }
    if figure:
        names = ("low", "high", "relation", "vague", "population", "population_kind", "scope")
        values |= {n: getattr(figure, n) for n in names}
    if place:
        values |= {"place": place.name, "country": place.country, "precision": place.precision}
        values |= {"latitude": place.latitude, "longitude": place.longitude}
    if time:
        values |= {"time_start": time.start, "time_end": time.end, "time_role": time.role}
    return {c: "" if values.get(c) is None else str(values[c]) for c in COLUMNS}


def csv_lines(pairs: Iterable[Pair]) -> Iterator[str]:
    """RFC 4180 lines with a header, safe to open in a spreadsheet."""
    yield _csv(COLUMNS)
    for report, claim in pairs:
        yield _csv(_harmless(value) for value in row(report, claim).values())


def markdown_lines(pairs: Iterable[Pair]) -> Iterator[str]:
    """A table of the columns that a person reads, and its header."""
    columns = ("kind", "low", "high", "relation", "population", "chain", "place", "time_start", "status", "evidence", "note")
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    for report, claim in pairs:
        cells = row(report, claim)
        yield "| " + " | ".join(_cell(cells[c]) for c in columns) + " |"


def _csv(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell


def _cell(value: str) -> str:
    return " ".join(value.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())
