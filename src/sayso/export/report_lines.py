"""Reports as lines: what is known of a published text, without the text; and where the words of a claim stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sayso.export.lines import claim_line
from sayso.ledger.paging import ListedReport
from sayso.ledger.query import Captured, Listed
from sayso.read.outlets_in_use import name_of
from sayso.reconcile.telling import Carrier
from sayso.types import Report
from sayso.vocabulary import DEMONSTRATION

REPORT_COLUMNS = ("report", "name", "title", "outlet", "published", "updated", "recorded_at", "claims", "note")
OF_EVIDENCE = ("evidence", "verification_evidence", "maker")
"""What a claim and its evidence have in common, from the line format."""


def listed_report_line(one: ListedReport) -> dict[str, Any]:
    note = DEMONSTRATION if one.demonstration else None
    return {"report": one.id} | {name: getattr(one, name) for name in REPORT_COLUMNS[1:-1]} | {"note": note}


def report_line(report: Report, captures: Iterable[Captured]) -> dict[str, Any]:
    """How it came, each time; none where its captures are not kept."""
    dateline = report.dateline
    return {
        "report": report.id,
        "name": report.name,
        "title": report.title,
        "outlet": name_of(report.outlet),
        "url": report.url,
        "byline": report.byline,
        "credit": report.credit,
        "dateline": dateline.span.of(report.text) if dateline else None,
        "published": report.published,
        "updated": report.updated,
        "language": report.language,
        "characters": len(report.text),
        "captures": [_capture(one) for one in captures],
        "note": DEMONSTRATION if report.demonstration else None,
    }


def evidence_line(one: Listed, captures: Iterable[Captured]) -> dict[str, Any]:
    """The words of a claim, where they stand, and how they came here."""
    report, line = one.report, claim_line(one.report, one.claim)
    return {
        "claim": one.claim.id,
        "report": report.id,
        "name": report.name,
        "outlet": name_of(report.outlet),
        "title": report.title,
        "url": report.url,
        "published": report.published,
        **{name: line[name] for name in OF_EVIDENCE},
        "entry": one.seq,
        "recorded_at": one.recorded_at,
        "captures": [_capture(one) for one in captures],
        "note": DEMONSTRATION if report.demonstration else None,
    }


def _capture(one: Captured) -> dict[str, Any]:
    return asdict(one) | {"address": one.named}


def carrier_line(carrier: Carrier) -> dict[str, Any]:
    """A report as a member of its story."""
    return {
        "report": carrier.id,
        "name": carrier.name,
        "outlet": carrier.outlet,
        "title": carrier.title,
        "published": carrier.published,
        "copy_of": carrier.copy if carrier.copy and carrier.copy != carrier.id else None,
        "text_of": carrier.credit,
    }
