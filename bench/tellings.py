"""Tellings for the measures of reconciling: real reports, read by a real reader, with origins as the ledger gives them."""

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
from sayso.reconcile.origins import holders, origins_of
from sayso.reconcile.origins.offices import Offices
from sayso.reconcile.telling import Carrier, Telling
from sayso.types import Capture, Claim, Report
from sayso.understand.reader import all_read, reader

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
    by_id = {r.id: r for r in read_}
    readings = list(all_read(reader(name).many(read_)))
    offices = Offices(h for one in readings for h in holders(by_id[one.report], one.claims))
    return [t for one in readings for t in _told(by_id[one.report], one.claims, stories, offices)]


def _told(report: Report, claims: Sequence[Claim], stories: Mapping[str, str], offices: Offices) -> Iterator[Telling]:
    of = carrier(report, stories[report.name])
    for claim, origin in zip(claims, origins_of(report, claims), strict=True):
        yield Telling(claim, of, offices.through(origin, claim))


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
