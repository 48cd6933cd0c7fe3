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
from typing import Any, Protocol

from bench import held_out

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


class Sayso(Protocol):
    """Runs `sayso` with `args` and gives the file of what it printed."""

    def __call__(self, *args: object, out: Path) -> Path: ...


def command_line(reader: str) -> Sayso:
    """The real command line, with one of its readers."""

    def sayso(*args: object, out: Path) -> Path:
        python("-m", "sayso", *args, "--reader", reader, out=out)
        return out

    return sayso


Run = Callable[[Path, Sayso], Scores]
"""Takes an empty folder and what reads, gives the scorer's figures."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`shown` are the figures that the table names, `readers` those that are measured."""

    name: str
    shown: tuple[str, ...]
    run: Run
    readers: tuple[str, ...] = ("model", "rules")


def seed(folder: Path, sayso: Sayso) -> Scores:
    report, out = SEED / "almaty.txt", folder / "seed.jsonl"
    claims = sayso("read", report, "--published", "2022-01-07", "--format", "jsonl", out=out)
    scores: Scores = json.loads(python(EVAL / "seed.py", SEED / "expected.json", report, claims, "--json"))
    return scores


def figures(folder: Path, sayso: Sayso) -> Scores:
    gold, reports = DATA / "figures" / "gold.json", DATA / "figures" / "reports.json"
    claims = sayso("read", reports, "--format", "jsonl", out=folder / "figures.jsonl")
    scores: Scores = json.loads(python(EVAL / "figures.py", gold, reports, claims, "--json"))
    kinds = [json.loads(line)["kind"] for line in claims.read_text(encoding="utf8").splitlines()]
    return scores | {"catch_all_share": sum(k in {"statement", "assessment"} for k in kinds) / len(kinds), "claims": len(kinds)}


def sentence_figures(*flags: str) -> Run:
    def run(folder: Path, sayso: Sayso) -> Scores:
        gold, reports = folder / "gold.json", folder / "sentences.json"
        python(EVAL / "sentences.py", "figures", DATA / "sentences", gold, *flags)
        python(EVAL / "sentences.py", "prepare", DATA / "sentences", reports, *flags)
        claims = sayso("read", reports, "--format", "jsonl", out=folder / "sentences.jsonl")
        scores: Scores = json.loads(python(EVAL / "figures.py", gold, reports, claims, "--json"))
        return scores

    return run


def both_figures(folder: Path, sayso: Sayso) -> Scores:
    """`figures` and the held-out `sentences` in one count."""
    kept = folder / "gold.json", folder / "sentences.json"
    for action, path in zip(("figures", "prepare"), kept, strict=True):
        python(EVAL / "sentences.py", action, DATA / "sentences", path, "--held-out")
    sides = (DATA / "figures" / "gold.json", kept[0]), (DATA / "figures" / "reports.json", kept[1])
    gold, reports = folder / "both-gold.json", folder / "both.json"
    for path, parts in zip((gold, reports), sides, strict=True):
        path.write_text(json.dumps([row for part in parts for row in json.loads(part.read_text("utf8"))]), encoding="utf8")
    claims = sayso("read", reports, "--format", "jsonl", out=folder / "both.jsonl")
    scores: Scores = json.loads(python(EVAL / "figures.py", gold, reports, claims, "--json"))
    return scores


def annotated(scorer: str, layer: str, data: Callable[[Path], tuple[Path, ...]], *flags: str) -> Run:
    """A measure of one layer whose scorer has the actions `prepare` and `score`; `data` gives the scorer's inputs."""

    def run(folder: Path, sayso: Sayso) -> Scores:
        reports, paths = folder / f"{layer}.json", data(folder)
        python(EVAL / scorer, "prepare", *paths, reports, *flags)
        lines = sayso("annotate", reports, "--layer", layer, out=folder / f"{layer}.jsonl")
        form = () if scorer == "sentences.py" else ("--json",)
        scores: Scores = json.loads(python(EVAL / scorer, "score", *paths, lines, *flags, *form))
        return scores

    return run


def whole(*names: str) -> Callable[[Path], tuple[Path, ...]]:
    return lambda folder: tuple(DATA / name for name in names)


def held_out_articles(folder: Path) -> tuple[Path, ...]:
    return (held_out.entity_articles(DATA / "worldwide_ner", folder / "articles"),)


def held_out_causal(folder: Path) -> tuple[Path, ...]:
    return tuple(held_out.causal_sentences(DATA / name, folder / Path(name).name) for name in CAUSAL)


FIELDS = ("found", "kind", "value", "relation", "source_when_named", "population_kind", "place", "date")
RULES = ("rules",)
"""Measures that are the rules' alone: the model was trained on these documents, or leaves the layer to the rules."""
MEASURES = (
    Measure("first report", ("right", "found", "forbidden", "evidence_not_in_report", "sentences_with_over_4_claims"), seed),
    Measure("figures", (*FIELDS, "not_asserted", "catch_all_share"), figures),
    Measure("figures of sentences held out", ("found", "value", "source_when_named"), sentence_figures("--held-out")),
    Measure("figures and sentences held out", ("value", "not_asserted"), both_figures),
    Measure(
        "event kinds, held out",
        ("first_kind", "macro_f1", "none_f1"),
        annotated("sentences.py", "events", whole("sentences"), "--held-out"),
    ),
    Measure(
        "attributions",
        ("source_exact", "cue_exact", "content_exact", "relation"),
        annotated("attribution.py", "attributions", whole("polnear/dev")),
    ),
    Measure("causes, held out", (), annotated("causes.py", "causes", held_out_causal)),
    Measure("entities, held out", (), annotated("entities.py", "entities", held_out_articles)),
    Measure("figures of sentences", ("found", "value", "not_asserted"), sentence_figures(), RULES),
    Measure(
        "event kinds", ("first_kind", "macro_f1", "none_f1"), annotated("sentences.py", "events", whole("sentences")), RULES
    ),
    Measure("causes", (), annotated("causes.py", "causes", whole(*CAUSAL)), RULES),
    Measure("entities", (), annotated("entities.py", "entities", whole("worldwide_ner")), RULES),
    Measure(
        "places, TR-News",
        ("f1", "accuracy_161_of_found", "accuracy_161_of_all", "exact_id"),
        annotated("places.py", "places", whole("places/TR-News.xml")),
        RULES,
    ),
    Measure(
        "places, GeoVirus",
        ("f1", "accuracy_161_of_found", "accuracy_161_of_all"),
        annotated("places.py", "places", whole("places/GeoVirus.xml")),
        RULES,
    ),
    Measure(
        "times, MEANTIME",
        ("relaxed_f1", "strict_f1", "value_f1"),
        annotated("times.py", "times", whole("meantime")),
        RULES,
    ),
)
