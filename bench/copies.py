"""`python -m bench.copies`: are copies found, and nothing else? Replays the truth of tests/reconcile/truth/copies.json.

Every text goes the way that it goes in a ledger: read, made a sketch, found by a shared key, judged by the exact check. The
thresholds were chosen on the pairs of one half of the stories; those of the other half are counted apart. One of these did lead
to a rule (`likeness.LEAST_WORDS`): without it their precision is 0.992.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from typing import Any

from bench.development import DATA, present
from sayso.collect.sniff import JSON
from sayso.read.reports import reports
from sayso.reconcile.copies.likeness import Likeness, likeness
from sayso.reconcile.copies.sketches import Sketch, sketch
from sayso.types import Capture, Report
from tests.reconcile.truth.recipes import HERE, Draft, recipes, replay

CORPUS = DATA / "stories" / "reports.json"


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of the truth, and what became of it."""

    id: str
    kind: str
    hard: bool
    held_out: bool
    copy: bool
    candidate: bool
    found: Likeness

    @property
    def called_copy(self) -> bool:
        return self.candidate and self.found.copy


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of pairs; precision and recall of the whole way, and the recall of its first step, the keys."""

    pairs: int
    precision: float
    recall: float
    candidates: float
    wrong: tuple[str, ...]


@cache
def judged() -> tuple[Judged, ...]:
    """Every pair that is decided."""
    made = {recipe["id"]: replay(recipe, _corpus())[1] for recipe in recipes() if recipe["b"]["operations"]}
    sketches = real_sketches() | {name: sketch(report) for name, report in _read(map(_as_object, made.values())).items()}
    return tuple(_judge(recipe, sketches) for recipe in recipes())


def score(pairs: Iterable[Judged]) -> Score:
    some = tuple(pairs)
    copies = [p for p in some if p.copy]
    called = [p for p in some if p.called_copy]
    right = sum(p.copy for p in called)
    return Score(
        len(some),
        right / len(called) if called else 1.0,
        right / len(copies) if copies else 1.0,
        sum(p.candidate for p in copies) / len(copies) if copies else 1.0,
        tuple(p.id for p in some if p.copy is not p.called_copy),
    )


def scores() -> dict[str, Score]:
    """Of all pairs, of those of the stories on which nothing was chosen, of the hard ones, and of each kind."""
    pairs = judged()
    parts = {
        "all": score(pairs),
        "held out": score(p for p in pairs if p.held_out),
        "hard": score(p for p in pairs if p.hard),
        "not hard": score(p for p in pairs if not p.hard),
    }
    return parts | {kind: score(p for p in pairs if p.kind == kind) for kind in sorted({p.kind for p in pairs})}


def unknown_copies() -> list[tuple[str, str, Likeness]]:
    """Pairs of real reports that are called copies and that the truth does not name: to be read by a person."""
    known = {frozenset((r["a"], r["b"]["from"])) for r in recipes() if not r["b"]["operations"]}
    undecided = json.loads((HERE / "copies.json").read_text(encoding="utf8"))["undecided"]
    known |= {frozenset((pair["a"], pair["b"])) for pair in undecided}
    return [(a, b, found) for a, b, found in real_copies() if frozenset((a, b)) not in known]


def real_copies() -> Iterator[tuple[str, str, Likeness]]:
    """All pairs of the corpus that are called copies."""
    for (a, one), (b, other) in combinations(real_sketches().items(), 2):
        if are_candidates(one, other) and (found := likeness(one, other)).copy:
            yield a, b, found


def are_candidates(a: Sketch, b: Sketch) -> bool:
    return not set(a.keys).isdisjoint(b.keys)


@cache
def real_sketches() -> dict[str, Sketch]:
    return {name: sketch(report) for name, report in _read(_corpus().values()).items()}


@cache
def _corpus() -> Mapping[str, Mapping[str, Any]]:
    return {report["id"]: report for report in json.loads(CORPUS.read_text(encoding="utf8"))}


def _judge(recipe: Mapping[str, Any], sketches: Mapping[str, Sketch]) -> Judged:
    b = f"{recipe['id']}-b" if recipe["b"]["operations"] else recipe["b"]["from"]
    one, other = sketches[recipe["a"]], sketches[b]
    return Judged(
        recipe["id"],
        recipe["kind"],
        bool(recipe.get("hard")),
        _held_out(_corpus()[recipe["a"]]["story"]),
        recipe["copy"],
        are_candidates(one, other),
        likeness(one, other),
    )


def _held_out(story: str) -> bool:
    """Every second story, by a hash of its name."""
    return hashlib.sha256(story.encode()).digest()[-1] % 2 == 1


def _read(objects: Iterable[Mapping[str, Any]]) -> dict[str, Report]:
    """By name, as `sayso add` reads a file of JSON objects."""
    body = json.dumps(list(objects)).encode()
    capture = Capture("pairs.json", datetime.now(UTC), JSON, hashlib.sha256(body).hexdigest(), body)
    return {report.name: report for report in reports(capture) if isinstance(report, Report)}


def _as_object(draft: Draft) -> dict[str, str]:
    published = draft.published.isoformat()
    return {"id": draft.id, "title": draft.title, "text": draft.text, "publisher": draft.publisher, "published": published}


def main() -> None:
    if not present():
        sys.exit("the development data is not beside this project (../shared): nothing to measure")
    print("| pairs | how many | precision | recall | of it by the keys alone | wrong |\n|---|---|---|---|---|---|")
    for name, of in scores().items():
        print(f"| {name} | {of.pairs} | {of.precision:.3f} | {of.recall:.3f} | {of.candidates:.3f} | {', '.join(of.wrong)} |")
    for a, b, found in unknown_copies():
        print(f"not in the truth: {a} and {b}: {found.because}")


if __name__ == "__main__":
    main()
