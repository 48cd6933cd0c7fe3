"""Scores to shares: `python calibrate.py FOLDER`. Writes `settings.json` and prints reliability diagram and calibration errors.

A claim's score is held against whether the claim is right on documents that nothing was trained on: figures (kind, low and high
right) on `figures` and held-out `sentences`; events (kind among those annotated) on held-out `sentences`. Points: isotonic
regression (pool adjacent violators), then at most six points of a line. Calibration error: mean distance between confidence and
share right over bins of equal count, each half of the documents by the other's line.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from evaluate import of_file

from bench.development import DATA, EVAL, python
from bench.held_out import document
from sayso.types import Report
from sayso.understand.model.network import Network
from sayso.understand.model.reader import Model
from sayso.vocabulary import Group, kinds

SETTINGS = Path(__file__).parent / "settings.json"
BINS = 8
Points = list[tuple[str, float, bool]]
"""Document, score, right."""


def isotonic(scores: Sequence[float], right: Sequence[bool]) -> dict[str, list[float]]:
    """A rising line from score to share, as a few points."""
    order = np.argsort(scores, kind="stable")
    blocks: list[list[float]] = []  # sum right, count, sum score
    for at in order:
        blocks.append([float(right[at]), 1.0, float(scores[at])])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    while len(blocks) > 6 or (any(b[1] < 15 for b in blocks) and len(blocks) > 1):
        at = min(range(len(blocks)), key=lambda n: blocks[n][1])
        to = at - 1 if at and (at == len(blocks) - 1 or blocks[at - 1][1] <= blocks[at + 1][1]) else at + 1
        low, high = sorted((at, to))
        blocks[low] = [a + b for a, b in zip(blocks[low], blocks.pop(high), strict=True)]
    every = sum(right) / len(right)
    share = np.maximum.accumulate([(b[0] + 2 * every) / (b[1] + 2) for b in blocks])  # two claims of the usual kind added
    return {"score": [round(b[2] / b[1], 3) for b in blocks], "share": [round(float(x), 3) for x in share]}


def error(points: Points) -> tuple[float, float, list[tuple[float, float, int]]]:
    """Calibration error of the raw scores, of the calibrated ones (each half by the other's line), and the diagram."""
    half = [hashlib.sha256(f"half {doc}".encode()).digest()[0] < 128 for doc, _, _ in points]
    scores, right = [p[1] for p in points], [p[2] for p in points]
    told = np.zeros(len(points))
    for side in (True, False):
        line = isotonic(
            [s for s, h in zip(scores, half, strict=True) if h != side],
            [r for r, h in zip(right, half, strict=True) if h != side],
        )
        for at, h in enumerate(half):
            if h == side:
                told[at] = np.interp(scores[at], line["score"], line["share"])
    return _error(np.array(scores), right)[0], *_error(told, right)


def _error(told: np.ndarray, right: Sequence[bool]) -> tuple[float, list[tuple[float, float, int]]]:  # type: ignore[type-arg]
    order = np.argsort(told, kind="stable")
    bins = [b for b in np.array_split(order, BINS) if len(b)]
    diagram = [(float(told[b].mean()), float(np.mean([right[i] for i in b])), len(b)) for b in bins]
    return sum(abs(t - r) * n for t, r, n in diagram) / len(told), diagram


def figures(read_it: Model, of: Sequence[Report], gold: list[dict[str, object]]) -> Points:
    """Each predicted figure, and whether a gold figure has its span, kind, numbers and vague word."""
    out: Points = []
    for report, reading in zip(of, read_it.many(of), strict=True):
        mine = [g for g in gold if g["doc"] == report.name]
        spans = [_gold_span(report.text, g) for g in mine]
        for claim in reading.claims:
            if claim.figure is None:
                continue
            right = any(
                s and s[0] < claim.figure.span.end and claim.figure.span.start < s[1] and g["kind"] == claim.kind
                and (g["low"], g["high"]) == (claim.figure.low, claim.figure.high)
                for s, g in zip(spans, mine, strict=True)
            )  # fmt: skip
            out.append((report.name, claim.confidence, right))
    return out


def _gold_span(text: str, gold: dict[str, object]) -> tuple[int, int] | None:
    context, quote = str(gold["context"]), str(gold["quote"])
    at = text.find(context)
    inside = context.find(quote)
    return (at + inside, at + inside + len(quote)) if at >= 0 and inside >= 0 else None


def events(read_it: Model, of: Sequence[Report], gold: dict[str, list[str]]) -> Points:
    found = ((r, c) for r, reading in zip(of, read_it.many(of), strict=True) for c in reading.claims)
    return [
        (report.name, claim.confidence, claim.kind in gold[report.name])
        for report, claim in found
        if kinds()[claim.kind].group not in (Group.PEOPLE, Group.RELATION)
    ]


def main(folder: Path) -> None:
    settings = json.loads((folder / "model.json").read_text(encoding="utf8"))
    plain = {name: {"score": [0, 1], "share": [0, 1]} for name in settings["calibration"]}
    (folder / "model.json").write_text(json.dumps(settings | {"calibration": plain}), encoding="utf8")
    kept = json.loads(SETTINGS.read_text(encoding="utf8"))
    read_it, rows = Model(Network(folder)), json.loads((DATA / "sentences" / "sentences.json").read_text("utf8"))
    whole = json.loads((DATA / "figures" / "gold.json").read_text("utf8"))
    with tempfile.TemporaryDirectory() as scratch:
        gold, texts = Path(scratch) / "gold.json", Path(scratch) / "sentences.json"
        python(EVAL / "sentences.py", "figures", DATA / "sentences", gold, "--held-out")
        python(EVAL / "sentences.py", "prepare", DATA / "sentences", texts, "--held-out")
        sentences, reports = of_file(texts), of_file(DATA / "figures" / "reports.json")
        points = {
            "figures": figures(read_it, reports, whole) + figures(read_it, sentences, json.loads(gold.read_text("utf8"))),
            "events": events(read_it, sentences, {r["id"]: r["events"] for r in rows}),
        }
    of = {r["id"]: f"{r['corpus']}:{document(r['ref'])}" for r in rows}
    points = {name: [(of.get(doc, doc), score, right) for doc, score, right in some] for name, some in points.items()}
    lines = {name: isotonic([p[1] for p in some], [p[2] for p in some]) for name, some in points.items()}
    kept["calibration"] = lines | {"relations": settings["calibration"]["relations"]}
    SETTINGS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf8")
    (folder / "model.json").write_text(json.dumps(settings | {"calibration": kept["calibration"]}, indent=1), encoding="utf8")
    for name, some in points.items():
        before, after, diagram = error(some)
        print(f"{name}: {len(some)} claims, {np.mean([p[2] for p in some]):.3f} right; error {before:.3f} → {after:.3f}")
        print("| confidence | right | claims |\n|---|---|---|")
        for told, right, count in diagram:
            print(f"| {told:.2f} | {right:.2f} | {count} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
