"""The canonical bytes of a task's reports, claims and layers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sayso.bulk.loading import files
from sayso.bulk.loading.said import Part
from sayso.bulk.places import Place
from sayso.bulk.schema import CLAIMS, LAYERS, REPORTS, Table


@dataclass(frozen=True, slots=True)
class Bodies:
    """Of one report. `claims` in the order of the reading; `count`: how many the layers tell."""

    report: bytes
    layers: bytes
    claims: tuple[bytes, ...]
    count: int


def bodies_of(place: Place, part: Part) -> dict[str, Bodies]:
    """By report. What lacks its report or its layers is left out. Raises DamagedError, OSError."""
    reports = _rows(place, part, REPORTS, "report", "body")
    layers = {row["report"]: row for row in _rows(place, part, LAYERS, "report", "body", "claims")}
    claims: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for row in _rows(place, part, CLAIMS, "report", "number", "body"):
        claims[row["report"]].append((row["number"], row["body"].encode()))
    return {
        row["report"]: Bodies(
            row["body"].encode(),
            layers[row["report"]]["body"].encode(),
            tuple(body for _, body in sorted(claims[row["report"]])),
            layers[row["report"]]["claims"],
        )
        for row in reports
        if row["report"] in layers
    }


def _rows(place: Place, part: Part, table: Table, *columns: str) -> list[files.Row]:
    return files.rows(place, table, part.days.get(table.name, ()), part.name, columns)
