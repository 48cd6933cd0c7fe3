"""One claim as a flat row: every field of the line format, its report, and what it amounts to. CSV and Parquet share it."""

from __future__ import annotations

from typing import Any

from sayso.export.formats.exported import Stands
from sayso.export.formats.persons import actor_name, source_name, written_name
from sayso.export.formats.table import Row
from sayso.ledger.query import Listed
from sayso.read.outlets_in_use import whole
from sayso.types import Actor, Claim, Evidence, Figure, Report, Span, When, Where
from sayso.vocabulary import DEMONSTRATION, kinds

BEFORE = " < "
"""Between two tellers of a chain, the one closest to the event first."""
BESIDE = "; "
"""Between the members of a list that has no order."""

SPAN = ("field", "start", "end")
FIGURE = ("low", "high", "relation", "vague", "population", "population_kind", "scope", "area", "as_of")
PLACE = ("name", "geonames", "latitude", "longitude", "country", "admin1", "precision")
TIME = ("start", "end", "precision", "words")


def _names(part: str, *fields: str) -> tuple[str, ...]:
    return tuple(f"{part}_{field}" for field in fields)


COLUMNS = (
    *("claim", "kind", "group"),
    *("report", "report_id", "outlet", "outlet_kind", "outlet_country", "title", "url", "byline", "credit"),
    *("published", "updated", "language", "recorded_at"),
    *_names("figure", *FIGURE, *SPAN),
    *("actor", *_names("actor", "kind", "country", *SPAN)),
    *("target", *_names("target", "kind", "country", *SPAN)),
    *("manner", "cue", "chain", "chain_kinds", "chain_written", "chain_spans"),
    *_names("place", *PLACE),
    *_names("time", *TIME, "role"),
    *_names("said", *TIME),
    *("status", "verification", "verified_by", "verification_evidence"),
    *("evidence", *_names("evidence", "block", "credit", *SPAN)),
    *("members", "body", "cause", "effect", "phase", *_names("until", *TIME), "also"),
    *("reader", "reader_version", "confidence"),
    *("story", "origin", "origin_identified", "incident", "figure_id", "value_id", "standing", "standing_because"),
    "note",
)


def claim_cells(listed: Listed, stands: Stands | None, names: bool) -> Row:
    """Under `COLUMNS`; None where the report does not tell, or it is not known."""
    report, claim = listed.report, listed.claim
    cells: dict[str, Any] = dict.fromkeys(COLUMNS)
    cells |= {"claim": claim.id, "kind": claim.kind, "group": kinds()[claim.kind].group if claim.kind in kinds() else None}
    cells |= _report(report) | {"recorded_at": listed.recorded_at}
    cells |= _figure(report, claim.figure) | _attribution(report, claim, names)
    for part, actor in (("actor", claim.actor), ("target", claim.target)):
        cells |= _actor(part, report, claim, actor, names)
    cells |= _place(claim.place) | _time("time", claim.time) | _time("said", claim.said)
    cells |= {"time_role": claim.time.role if claim.time else None}
    cells |= _sure(claim) | _evidence(report, claim.evidence) | _relation(claim)
    return cells | (_stands(stands) if stands else {})


def _report(report: Report) -> Row:
    outlet = whole(report.outlet)
    return {
        "report": report.name,
        "report_id": report.id,
        "outlet": outlet.name if outlet else None,
        "outlet_kind": outlet.kind if outlet else None,
        "outlet_country": outlet.country if outlet else None,
        **{name: getattr(report, name) for name in ("title", "url", "byline", "credit", "published", "updated", "language")},
        "note": DEMONSTRATION if report.demonstration else None,
    }


def _span(part: str, report: Report, span: Span | None) -> Row:
    if span is None:
        return {}
    field, within = report.field_of(span)
    return {f"{part}_field": field, f"{part}_start": within.start, f"{part}_end": within.end}


def _figure(report: Report, figure: Figure | None) -> Row:
    if figure is None:
        return {}
    return {f"figure_{name}": getattr(figure, name) for name in FIGURE} | _span("figure", report, figure.span)


def _actor(part: str, report: Report, claim: Claim, actor: Actor | None, names: bool) -> Row:
    if actor is None:
        return {}
    name = actor_name(actor, claim, names)
    return {part: name, f"{part}_kind": actor.kind, f"{part}_country": actor.country} | _span(part, report, actor.span)


def _attribution(report: Report, claim: Claim, names: bool) -> Row:
    said, chain = claim.attribution, claim.attribution.chain
    return {
        "manner": said.manner,
        "cue": " ".join(span.of(report.text) for span in said.cue) or None,
        "chain": BEFORE.join(source_name(s, names) for s in chain) or None,
        "chain_kinds": BEFORE.join(s.kind for s in chain) or None,
        "chain_written": BEFORE.join(written_name(s, names) for s in chain) or None,
        "chain_spans": BEFORE.join(_placed(report, s.span) for s in chain) or None,
    }


def _placed(report: Report, span: Span | None) -> str:
    """ "text:1697-1713"; "-" where the report has no such words."""
    if span is None:
        return "-"
    field, within = report.field_of(span)
    return f"{field}:{within.start}-{within.end}"


def _place(place: Where | None) -> Row:
    return {f"place_{name}": getattr(place, name) for name in PLACE} if place else {}


def _time(part: str, when: When | None) -> Row:
    return {f"{part}_{name}": getattr(when, name) for name in TIME} if when else {}


def _sure(claim: Claim) -> Row:
    return {
        "status": claim.status,
        "verification": claim.verification,
        "verified_by": claim.verified_by,
        "verification_evidence": claim.verification_evidence.text if claim.verification_evidence else None,
        "reader": claim.maker.reader,
        "reader_version": claim.maker.version,
        "confidence": claim.confidence,
    }


def _evidence(report: Report, evidence: Evidence) -> Row:
    told: Row = {"evidence": evidence.text, "evidence_block": evidence.block, "evidence_credit": evidence.credit}
    return told | _span("evidence", report, evidence.span)


def _relation(claim: Claim) -> Row:
    return {
        "members": BESIDE.join(claim.members) or None,
        "body": claim.body,
        "cause": claim.cause,
        "effect": claim.effect,
        "phase": claim.phase,
        "also": BESIDE.join(place.name for place in claim.also) or None,
        **_time("until", claim.until),
    }


def _stands(stands: Stands) -> Row:
    return {
        "story": stands.story,
        "origin": stands.origin,
        "origin_identified": stands.identified,
        "incident": stands.incident or None,
        "figure_id": stands.figure or None,
        "value_id": stands.value or None,
        "standing": stands.standing or None,
        "standing_because": stands.because or None,
    }
