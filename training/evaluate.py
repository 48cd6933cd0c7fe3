"""Score a weights folder on everything held out: `python evaluate.py FOLDER [WORD …]`, WORD being part of a measure's name.

The measures are those of `make scores`; instead of the command line, which reads with the shipped weights, this process reads.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.development import MEASURES, Measure, Sayso, Scores
from bench.scores import told
from sayso.collect.files import captures
from sayso.export.layers import layer_line
from sayso.export.lines import Line, claim_line
from sayso.read.reports import reports
from sayso.types import Capture, Report
from sayso.understand.model.network import Network
from sayso.understand.model.reader import Model


def of_file(path: Path, published: str | None = None) -> list[Report]:
    """The reports of a file, as the command line reads them."""
    found = captures([str(path)], sys.stdin.buffer, lambda: datetime.now(UTC), 1 << 30)
    return [r for c in found if isinstance(c, Capture) for r in reports(c, published) if isinstance(r, Report)]


def in_process(model: Model) -> Sayso:
    """What the command line prints, by a model of this process."""

    def lines(action: object, of: list[Report], layer: str) -> Iterator[Line]:
        if action == "annotate":
            yield from (layer_line(layer, report, model.layers(report, frozenset({layer}))) for report in of)
        else:
            for report, reading in zip(of, model.many(of), strict=True):
                yield from (claim_line(report, claim) for claim in reading.claims)

    def sayso(*args: object, out: Path) -> Path:
        action, path, *flags = map(str, args)
        given = dict(zip(flags[::2], flags[1::2], strict=True))
        printed = lines(action, of_file(Path(path), given.get("--published")), given.get("--layer", ""))
        out.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in printed), encoding="utf8")
        return out

    return sayso


def of_model(word: str) -> Iterator[Measure]:
    """The measures of the model whose name holds a word."""
    return (m for m in MEASURES if "model" in m.readers and word in m.name)


def scored(measure: Measure, folder: Path) -> Scores:
    """What the weights of a folder score."""
    with tempfile.TemporaryDirectory() as scratch:
        return measure.run(Path(scratch), in_process(Model(Network(folder))))


def main(folder: Path, words: list[str]) -> None:
    for measure in (m for word in words or [""] for m in of_model(word)):
        print(f"| {measure.name} | {told(scored(measure, folder), measure.shown)} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
