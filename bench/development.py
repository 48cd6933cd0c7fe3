"""The development data and its scorers, which lie beside the project in ../shared and never inside it.

A measure prepares its input, lets the real command line read it, and asks the scorer: the same three steps as by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA, EVAL, SEED = SHARED / "data", SHARED / "eval", SHARED / "seed"
CAUSAL = ("causal/train_subtask1.csv", "causal/train_subtask2_grouped.csv")

Scores = dict[str, Any]


def present() -> bool:
    """Is the development data there? Where it is not, measures and floors are skipped with a word."""
    return EVAL.is_dir() and DATA.is_dir()


def python(*args: object, out: Path | None = None) -> str:
    """Run this Python with `args`; what it printed, which also goes to `out`. Raises CalledProcessError."""
    done = subprocess.run([sys.executable, *map(str, args)], capture_output=True, text=True, check=True)
    if out:
        out.write_text(done.stdout, encoding="utf8")
    return done.stdout


def sayso(*args: object, out: Path) -> Path:
    """What the command line prints, in a file."""
    python("-m", "sayso", *args, out=out)
    return out


@dataclass(frozen=True, slots=True)
class Measure:
    """`run` takes an empty folder and gives the scorer's figures; `shown` are those that the table names."""

    name: str
    shown: tuple[str, ...]
    run: Callable[[Path], Scores]


def seed(folder: Path) -> Scores:
    report = SEED / "almaty.txt"
    claims = sayso("read", report, "--published", "2022-01-07", "--format", "jsonl", out=folder / "seed.jsonl")
    scores: Scores = json.loads(python(EVAL / "seed.py", SEED / "expected.json", report, claims, "--json"))
    return scores


def figures(folder: Path) -> Scores:
    gold, reports = DATA / "figures" / "gold.json", DATA / "figures" / "reports.json"
    claims = sayso("read", reports, "--format", "jsonl", out=folder / "figures.jsonl")
    scores: Scores = json.loads(python(EVAL / "figures.py", gold, reports, claims, "--json"))
    kinds = [json.loads(line)["kind"] for line in claims.read_text(encoding="utf8").splitlines()]
    return scores | {"catch_all_share": sum(k in {"statement", "assessment"} for k in kinds) / len(kinds), "claims": len(kinds)}


def sentence_figures(folder: Path) -> Scores:
    gold, reports = folder / "gold.json", folder / "sentences.json"
    python(EVAL / "sentences.py", "figures", DATA / "sentences", gold)
    python(EVAL / "sentences.py", "prepare", DATA / "sentences", reports)
    claims = sayso("read", reports, "--format", "jsonl", out=folder / "sentences.jsonl")
    scores: Scores = json.loads(python(EVAL / "figures.py", gold, reports, claims, "--json"))
    return scores


def annotated(scorer: str, layer: str, *data: str) -> Callable[[Path], Scores]:
    """A measure of one layer whose scorer has the actions `prepare` and `score`."""

    def run(folder: Path) -> Scores:
        reports, paths = folder / f"{layer}.json", [DATA / d for d in data]
        python(EVAL / scorer, "prepare", *paths, reports)
        lines = sayso("annotate", reports, "--layer", layer, out=folder / f"{layer}.jsonl")
        flag = () if scorer == "sentences.py" else ("--json",)
        scores: Scores = json.loads(python(EVAL / scorer, "score", *paths, lines, *flag))
        return scores

    return run


FIELDS = ("found", "kind", "value", "relation", "source_when_named", "population_kind", "place", "date")
MEASURES = (
    Measure("first report", ("right", "found", "forbidden", "evidence_not_in_report", "sentences_with_over_4_claims"), seed),
    Measure("figures", (*FIELDS, "not_asserted", "catch_all_share"), figures),
    Measure("figures of sentences", ("found", "value", "not_asserted"), sentence_figures),
    Measure("event kinds", ("first_kind", "macro_f1", "none_f1"), annotated("sentences.py", "events", "sentences")),
    Measure(
        "attributions",
        ("source_exact", "cue_exact", "content_exact", "relation"),
        annotated("attribution.py", "attributions", "polnear/dev"),
    ),
    Measure(
        "places, TR-News",
        ("f1", "accuracy_161_of_found", "accuracy_161_of_all", "exact_id"),
        annotated("places.py", "places", "places/TR-News.xml"),
    ),
    Measure(
        "places, GeoVirus",
        ("f1", "accuracy_161_of_found", "accuracy_161_of_all"),
        annotated("places.py", "places", "places/GeoVirus.xml"),
    ),
    Measure("times, MEANTIME", ("relaxed_f1", "strict_f1", "value_f1"), annotated("times.py", "times", "meantime")),
    Measure("causes", (), annotated("causes.py", "causes", *CAUSAL)),
    Measure("entities", (), annotated("entities.py", "entities", "worldwide_ner")),
)
