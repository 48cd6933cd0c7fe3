"""Claims as flat rows, and the formats that are rows: CSV and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.cells import csv_line, markdown_line
from sayso.read.outlets_in_use import name_of
from sayso.types import Claim, Report
from sayso.vocabulary import DEMONSTRATION

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

READ_BY_PEOPLE = (
    "kind",
    "low",
    "high",
    "relation",
    "population",
    "chain",
    "place",
    "time_start",
    "status",
    "evidence",
    "note",
)

Pair = tuple[Report, Claim]


def row(report: Report, claim: Claim) -> dict[str, str]:
    """One claim under `COLUMNS`, every value a string, absent ones empty. `chain` is parted by " < ", origin first."""
    figure, place, time, chain = claim.figure, claim.place, claim.time, claim.attribution.chain
    values: dict[str, object] = {
        "claim": claim.id,
        "report": report.name,
        "outlet": name_of(report.outlet),
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
    """RFC 4180 records with a header, safe to open in a spreadsheet."""
    yield csv_line(COLUMNS)
    yield from (csv_line(row(report, claim).values()) for report, claim in pairs)


def markdown_lines(pairs: Iterable[Pair]) -> Iterator[str]:
    """A table of the columns that a person reads, and its header."""
    yield markdown_line(READ_BY_PEOPLE)
    yield markdown_line(["---"] * len(READ_BY_PEOPLE))
    for report, claim in pairs:
        cells = row(report, claim)
        yield markdown_line([cells[c] for c in READ_BY_PEOPLE])
