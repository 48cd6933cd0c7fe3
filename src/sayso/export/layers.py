"""Stand-off lines of the layers, as `sayso annotate` prints them: a line a report and layer, spans as in the line format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sayso.errors import SaysoError
from sayso.types import Layers, Report, Span
from sayso.vocabulary import kinds

Line = dict[str, Any]
TEXT = "text"


def layer_line(name: str, report: Report, found: Layers) -> Line:
    """The line of layer `name`. SaysoError E014 where there is no such layer."""
    if name not in LINES:
        raise SaysoError("E014", name=name, known=", ".join(sorted(LINES)))
    return {"report": report.name, **LINES[name](report, found)}


def _at(report: Report, span: Span) -> Line:
    field, within = report.field_of(span)
    place: Line = {"span": [within.start, within.end]}
    return place if field == TEXT else place | {"field": field}


def _pair(report: Report, span: Span | None) -> list[int] | None:
    return None if span is None else list(_at(report, span)["span"])


def _attributions(report: Report, found: Layers) -> Line:
    def spans(all_of: Sequence[Span]) -> list[list[int]]:
        return [_at(report, s)["span"] for s in all_of]

    rows = []
    for a in found.attributions:
        row: Line = {"source": spans(a.source), "cue": spans(a.cue), "content": spans(a.content)}
        first = (*a.content, *a.cue, *a.source)
        field = report.field_of(first[0])[0] if first else TEXT
        rows.append(row if field == TEXT else row | {"field": field})
    return {"attributions": rows}


def _places(report: Report, found: Layers) -> Line:
    return {
        "places": [
            {
                **_at(report, p.span),
                "name": p.name,
                "geonames": p.geonames,
                "latitude": p.latitude,
                "longitude": p.longitude,
                "country": p.country,
            }
            for p in found.places
            if p.span
        ]
    }


def _times(report: Report, found: Layers) -> Line:
    return {"times": [{**_at(report, t.span), "type": t.type, "value": t.value} for t in found.times]}


def _entities(report: Report, found: Layers) -> Line:
    return {"entities": [{**_at(report, e.span), "type": e.type} for e in found.entities]}


def _figures(report: Report, found: Layers) -> Line:
    return {
        "figures": [
            {
                **_at(report, f.figure.span),
                "kind": f.kind,
                "low": f.figure.low,
                "high": f.figure.high,
                "relation": f.figure.relation,
                "vague": f.figure.vague,
                "population": f.figure.population,
                "population_kind": f.figure.population_kind,
                "scope": f.figure.scope,
                "score": f.confidence,
            }
            for f in found.figures
        ]
    }


def _events(report: Report, found: Layers) -> Line:
    rows = [
        {
            **_at(report, found.sentences[e.sentence].span),
            "kind": e.kind,
            "acled_sub_event_type": kinds()[e.kind].acled_sub_event_type,
            "plover_event": kinds()[e.kind].plover_event,
            "score": e.score,
        }
        for e in sorted(found.events, key=lambda e: -e.score)
    ]
    return {"events": rows}


def _causes(report: Report, found: Layers) -> Line:
    return {
        "causes": [
            {"cause": _pair(report, c.cause), "effect": _pair(report, c.effect), "signal": _pair(report, c.signal)}
            for c in found.causes
        ],
        "causal_sentences": [_pair(report, found.sentences[n].span) for n in sorted({c.sentence for c in found.causes})],
    }


def _sentences(report: Report, found: Layers) -> Line:
    return {"sentences": [{**_at(report, s.span), "block": report.blocks[s.block].kind} for s in found.sentences]}


LINES: dict[str, Callable[[Report, Layers], Line]] = {
    "attributions": _attributions,
    "causes": _causes,
    "entities": _entities,
    "events": _events,
    "figures": _figures,
    "places": _places,
    "sentences": _sentences,
    "times": _times,
}
