"""Figure series as lines: a series with its values, or, in rows, one value a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sayso.reconcile.bounds import LOWEST_RULE
from sayso.reconcile.judgement import last_words
from sayso.reconcile.links import Link
from sayso.reconcile.origins.private import ROLES
from sayso.reconcile.series_view import SeriesView, latest_first
from sayso.reconcile.standing import Standing
from sayso.reconcile.values import Value
from sayso.types import Verdict
from sayso.vocabulary import DEMONSTRATION

COLUMNS = (
    "series",
    "kind",
    "population_kind",
    "noun",
    "part",
    "counts",
    "place",
    "value",
    "origin",
    "source",
    "identified",
    "teller",
    "day",
    "low",
    "high",
    "relation",
    "vague",
    "scope",
    "status",
    "standing",
    "why",
    "reports",
    "outlets",
    "claims",
    "evidence",
    "note",
)


def figure_line(view: SeriesView, why: bool = False) -> dict[str, Any]:
    """A series with all its values, the latest first; with `why`, the links between its claims and every reason."""
    series, counted = view.series, view.origins
    line = {
        **_what(view),
        "story": series.story,
        "incident": series.incident,
        "low": view.spread.low,
        "best": best_of(view),
        "high": view.spread.high,
        "rule": view.spread.rule,
        "acled": view.acled,
        "sums_of_parts": [
            {"number": one.number, "rule": one.rule, "claims": [part.claim.id for part in one.parts], "text": one.text}
            for one in view.sums
        ],
        "to_publish": view.to_publish,
        "headline": view.headline.value.id if view.headline.value else None,
        "origins": counted.shown,
        "at_most": counted.at_most,
        "standing": _standing(view.standing),
        "contradictions": [
            {"values": [c.a.id, c.b.id], "kind": c.why, "sentence": c.sentence, "settled": c.settled}
            for c in view.contradictions
        ],
        "values": [_value(value, view.standings[value.id]) for value in latest_first(view)],
    }
    if why:
        line |= {
            "because": list(series.because),
            "acled_rule": LOWEST_RULE,
            "headline_because": view.headline.because,
            "links": [_link(link, view.judged.get(link.id, ())) for link in view.links],
        }
    return line


def figure_rows(views: Sequence[SeriesView]) -> Iterator[dict[str, Any]]:
    """One row a value, for CSV and Markdown."""
    for view in views:
        for value in latest_first(view):
            standing = view.standings[value.id]
            yield _what(view) | _value(value, standing) | {"standing": standing.word, "why": standing.sentence}


def _what(view: SeriesView) -> dict[str, Any]:
    series = view.series
    return {
        "series": series.id,
        "kind": series.kind,
        "population_kind": series.population_kind,
        "population": series.population,
        "noun": series.noun or None,
        "part": series.part or None,
        "counts": "acts" if series.acts else "people",
        "place": series.area,
    }


def best_of(view: SeriesView) -> int | None:
    """The number to print where one is."""
    best = view.spread.best
    return None if best is None else best.figure.low if best.figure.low is not None else best.figure.high


def _value(value: Value, standing: Standing) -> dict[str, Any]:
    first = value.tellings[0]
    return {
        "value": value.id,
        "origin": value.origin.name,
        "source": value.origin.key,
        "identified": value.origin.identified,
        "teller": _teller(value),
        "day": value.day,
        "low": value.figure.low,
        "high": value.figure.high,
        "relation": value.figure.relation,
        "vague": value.figure.vague,
        "scope": value.figure.scope,
        "status": value.status,
        "standing": _standing(standing),
        "reports": list(dict.fromkeys(t.carrier.name for t in value.tellings)),
        "outlets": list(value.outlets),
        "claims": [t.claim.id for t in value.tellings],
        "evidence": value.evidence.claim.evidence.text,
    } | ({"note": DEMONSTRATION} if first.carrier.demonstration else {})


def _teller(value: Value) -> str | None:
    """As the first telling has it; of a private person the role."""
    chain = value.tellings[0].claim.attribution.chain
    if not chain:
        return None
    return value.origin.name if chain[0].kind in ROLES else chain[0].told


def _standing(standing: Standing) -> dict[str, Any]:
    """`by_rules` stays where a person's verdict outranks it; `by_person` has the last word of each reviewer."""
    return {
        "word": standing.word,
        "sentence": standing.sentence,
        "because": list(standing.because),
        "by_rules": standing.by_rules,
        "by_person": by_person(standing.by_person),
    }


def _link(link: Link, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    line = {"link": link.id, "kind": link.kind, "claim": link.claim, "of": link.of, "because": link.because}
    return line | ({"by_person": by_person(last_words(verdicts))} if verdicts else {})


def by_person(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    return [{"reviewer": v.reviewer, "verdict": v.verdict, "reason": v.reason} for v in verdicts]
