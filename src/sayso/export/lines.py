"""The line format: one claim as one JSON object. A contract (docs/line-format.md): tests and measurements read it.

Spans are half-open and count code points within the field of the input that `field` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sayso.read.outlets_in_use import name_of
from sayso.types import Actor, Claim, Evidence, Figure, Report, Source, Span, When, Where
from sayso.vocabulary import DEMONSTRATION, MEASURES, WITHDRAWAL

Line = dict[str, Any]


def claim_line(report: Report, claim: Claim) -> Line:
    """The claim as the line format has it, keys in its order."""
    line: Line = {
        "claim": claim.id,
        "report": report.name,
        "outlet": name_of(report.outlet),
        "published": report.published,
        "kind": claim.kind,
        "figure": _figure(report, claim.figure),
        "actor": _actor(report, claim.actor),
        "target": _actor(report, claim.target),
        "attribution": {
            "manner": claim.attribution.manner,
            "cue": " ".join(s.of(report.text) for s in claim.attribution.cue) or None,
            "chain": [_source(report, s) for s in claim.attribution.chain],
        },
        "place": _place(claim.place),
        "time": _time(claim.time),
        "said": _said(claim.said),
        "status": claim.status,
        "verification": claim.verification,
        "verification_evidence": _evidence(report, claim.verification_evidence),
        "evidence": _evidence(report, claim.evidence),
        "maker": {"reader": claim.maker.reader, "version": claim.maker.version},
        "confidence": claim.confidence,
    }
    return line | _relation(claim) | ({"note": DEMONSTRATION} if report.demonstration else {})


def _where(report: Report, span: Span | None) -> Mapping[str, Any]:
    if span is None:
        return {"field": None, "span": None}
    field, within = report.field_of(span)
    return {"field": field, "span": [within.start, within.end]}


def _source(report: Report, source: Source) -> Line:
    written = {} if source.told == source.name else {"written": source.name}
    return {"name": source.told, **written, "kind": source.kind, **_where(report, source.span)}


def _figure(report: Report, figure: Figure | None) -> Line | None:
    if figure is None:
        return None
    return {
        "low": figure.low,
        "high": figure.high,
        "relation": figure.relation,
        "vague": figure.vague,
        "population": figure.population,
        "population_kind": figure.population_kind,
        "scope": figure.scope,
        "area": figure.area,
        "as_of": figure.as_of,
        **_where(report, figure.span),
    }


def _actor(report: Report, actor: Actor | None) -> Line | None:
    if actor is None:
        return None
    return {"name": actor.name, "kind": actor.kind, "country": actor.country, **_where(report, actor.span)}


def _place(place: Where | None) -> Line | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "geonames": place.geonames,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "precision": place.precision,
    }


def _said(when: When | None) -> Line | None:
    if when is None:
        return None
    return {"start": when.start, "end": when.end, "precision": when.precision, "words": when.words}


def _time(when: When | None) -> Line | None:
    said = _said(when)
    return said | {"role": when.role} if said and when else None


def _evidence(report: Report, evidence: Evidence | None) -> Line | None:
    if evidence is None:
        return None
    return {
        "block": evidence.block,
        "credit": evidence.credit,
        **_where(report, evidence.span),
        "text": evidence.text,
    }


def _relation(claim: Claim) -> Line:
    if claim.kind == "membership":
        return {"members": list(claim.members), "body": claim.body}
    if claim.kind == "cause":
        return {"cause": claim.cause, "effect": claim.effect}
    if claim.kind in MEASURES or claim.kind == WITHDRAWAL:
        return {"phase": claim.phase, "until": _said(claim.until), "also": [_place(place) for place in claim.also]}
    return {}
