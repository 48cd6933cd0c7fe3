"""`make scores`: every scorer of ../shared/eval on the development data, as a table for docs/measurements.md."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.development import MEASURES, Measure, Scores, command_line, present


def main() -> None:
    if not present():
        sys.exit("the development data is not beside this project (../shared): nothing to measure")
    wanted = sys.argv[1:]
    for measure in MEASURES:
        for reader in measure.readers:
            if not wanted or any(w in f"{measure.name}, {reader}" for w in wanted):
                print(line(measure, reader), flush=True)


def line(measure: Measure, reader: str) -> str:
    """A row of the table: the measure, the reader, and its figures."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        scores = measure.run(Path(folder), command_line(reader))
    return f"| {measure.name} | {reader} | {told(scores, measure.shown)} | {time.perf_counter() - start:.1f} s |"


def told(scores: Scores, shown: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {_value(scores[name])}" for name in shown or scores)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{k} {_value(v)}" for k, v in value.items()) + ")"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
