"""Reading for the tests of `read`: a text or page in, its report out."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from sayso.collect import sniff
from sayso.read.notes import Note
from sayso.read.reports import reports
from sayso.types import Capture, Report, Unreadable

Read = Report | Unreadable | Note


def all_of(body: bytes, media_type: str, published: str | None = None, address: str = "x.txt") -> list[Read]:
    digest = hashlib.sha256(body).hexdigest()
    return list(reports(Capture(address, datetime(2022, 1, 8, tzinfo=UTC), media_type, digest, body), published))


def plain(text: str, published: str | None = None) -> Report:
    return one(all_of(text.encode(), sniff.TEXT, published))


def page(html: str, published: str | None = None) -> Report:
    return one(all_of(html.encode(), sniff.HTML, published, "x.html"))


def objects(value: object, published: str | None = None) -> list[Read]:
    return all_of(json.dumps(value).encode(), sniff.JSON, published, "x.json")


def one(found: list[Read]) -> Report:
    [report] = [item for item in found if isinstance(item, Report)]
    return report


def blocks(report: Report) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, block.span.of(report.text)) for block in report.blocks]


def texts(report: Report, kind: str) -> list[str]:
    return [text for found, text in blocks(report) if found == kind]
