"""Numbers of people: kind, population and status at number expressions. From `sentences`, our own, and the rules on raw text.

`figures` itself is never trained on, nor any other report of its stories: all 44 reports are held out, not one in five.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from corpora.places import DATA, OWN
from examples import UNKNOWN, Ints, cut, report
from sayso.types import Layers, Sentence, Span
from sayso.understand.figures.layer import figures as rules
from sayso.understand.figures.numbers import quantities
from sayso.understand.model.labels import KINDS, NONE, POPULATIONS, STATUSES
from sayso.understand.model.pieces import Pieces
from sayso.vocabulary import PopulationKind

Gold = Sequence[Mapping[str, Any]]


def labels(text: str, found: Pieces, sentences: Sequence[Sentence], gold: Gold) -> dict[str, Ints]:
    """Labels at every number expression of a text: those of the record whose quote it stands in, else no figure."""
    out = {name: np.full(len(found), UNKNOWN) for name in ("kind", "population", "status")}
    for span in expressions(sentences):
        out["kind"][_inside(found, span)] = KINDS.index(NONE)
    taken: set[int] = set()
    for record in sorted(gold, key=lambda r: -len(r["quote"])):
        at = _where(text, record, taken)
        if at is None:
            continue
        taken.add(at)
        quote = Span(at, at + len(record["quote"]))
        inside = [s for s in expressions(sentences) if s.overlaps(quote)][:1] or [quote]
        pieces = np.concatenate([_inside(found, span) for span in inside])
        out["kind"][pieces] = KINDS.index(record["kind"])
        out["population"][pieces] = POPULATIONS.index(PopulationKind(record["who_norm"] or "people"))
        if record.get("status"):
            out["status"][pieces] = STATUSES.index(record["status"])
    return out


def expressions(sentences: Sequence[Sentence]) -> list[Span]:
    """Every number expression of the sentences, as the reader itself finds them."""
    return [Span(s.tokens[q.first].start, s.tokens[q.end - 1].end) for s in sentences for q in quantities(s.tokens)]


def _inside(found: Pieces, span: Span) -> Ints:
    return np.flatnonzero((found.starts >= span.start) & (found.starts < span.end))


def _where(text: str, record: Mapping[str, Any], taken: set[int]) -> int | None:
    at = record.get("start", text.find(record["quote"]))
    while at in taken and at >= 0:
        at = text.find(record["quote"], at + 1)
    return at if at >= 0 else None


def by_sentence() -> dict[str, list[Mapping[str, Any]]]:
    """The figure records of `sentences` by sentence id."""
    out: dict[str, list[Mapping[str, Any]]] = {}
    for record in json.loads((DATA / "sentences" / "figures.json").read_text(encoding="utf8")):
        out.setdefault(record["id"], []).append(record)
    return out


def own() -> list[dict[str, Any]]:
    """Our own annotated sentences with figures."""
    path = OWN / "figures.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()] if path.exists() else []


def silver(text: str, title: str | None = None) -> Iterator[tuple[Pieces, dict[str, Ints]]]:
    """What the rules say of a raw text: kinds and populations are right nine times in ten. Status is left unknown."""
    from examples import pieces, tokenizer

    whole = report(text, title)
    sentences = cut(whole)
    if not sentences:
        return
    found = pieces(tokenizer(), whole.text, sentences)
    told = rules.run(whole, Layers(sentences=sentences))
    out = {name: np.full(len(found), UNKNOWN) for name in ("kind", "population")}
    for span in expressions(sentences):
        out["kind"][_inside(found, span)] = KINDS.index(NONE)
    for mention in told:
        numbers = [s for s in expressions([sentences[mention.sentence]]) if s.overlaps(mention.figure.span)][:1]
        for span in numbers:
            out["kind"][_inside(found, span)] = KINDS.index(mention.kind)
            out["population"][_inside(found, span)] = POPULATIONS.index(mention.figure.population_kind)
    yield found, out
