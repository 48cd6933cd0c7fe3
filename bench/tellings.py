"""Tellings for the measures of reconciling: real reports, read by a real reader, with a stand-in for their origins.

What reconciling is given in earnest comes from the ledger, with origins that are resolved across reports. Here an origin is
the name of the first teller as its report gives it, so that a measure of one part does not hang on another.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.texts import DEMO
from sayso.collect.files import captures
from sayso.ledger.views import known_by
from sayso.read.reports import reports
from sayso.reconcile.telling import Carrier, Origin, Telling
from sayso.types import Capture, Claim, Report
from sayso.understand.reader import reader
from sayso.vocabulary import SourceKind

LARGEST = 50_000_000
"""Bytes of an input file."""


def read(paths: Iterable[Path]) -> list[Report]:
    """The reports of files and folders, as the command line reads them."""
    taken = captures([str(path) for path in paths], io.BytesIO(), lambda: datetime(2022, 1, 1, tzinfo=UTC), LARGEST)
    return [r for c in taken if isinstance(c, Capture) for r in reports(c) if isinstance(r, Report)]


def demo() -> list[Report]:
    return read([DEMO])


def some(path: Path, names: frozenset[str], folder: Path) -> list[Report]:
    """Those reports of a JSON file that have these ids; `folder` takes the smaller file."""
    wanted: list[Mapping[str, Any]] = [r for r in json.loads(path.read_text(encoding="utf8")) if r["id"] in names]
    small = folder / "some.json"
    small.write_text(json.dumps(wanted), encoding="utf8")
    return read([small])


def tellings(read_: Sequence[Report], stories: Mapping[str, str], name: str) -> list[Telling]:
    """Each claim that the reader `name` makes of each report. `stories`: report name → story."""
    of_report = {r.id: carrier(r, stories[r.name]) for r in read_}
    return [t for reading in reader(name).many(read_) for t in _told(reading.claims, of_report[reading.report])]


def _told(claims: Iterable[Claim], of: Carrier) -> Iterator[Telling]:
    return (Telling(claim, of, origin(claim, of)) for claim in claims)


def carrier(report: Report, story: str) -> Carrier:
    return Carrier(
        id=report.id,
        name=report.name,
        outlet=report.outlet.name if report.outlet else None,
        url=report.url,
        title=report.title,
        credit=report.credit,
        published=report.published,
        updated=report.updated,
        known_by=known_by(report),
        demonstration=report.demonstration,
        story=story,
        copy=report.id,
    )


def origin(claim: Claim, of: Carrier) -> Origin:
    """The first teller by its name, article aside; the outlet where nobody is named."""
    first = next(iter(claim.attribution.chain), None)
    if first is None:
        return Origin(f"outlet/{of.publisher}", of.publisher, SourceKind.MEDIA, identified=False)
    name = (first.normalised or first.name).casefold().removeprefix("the ")
    return Origin(f"named/{name}", name, first.kind, first.country)
