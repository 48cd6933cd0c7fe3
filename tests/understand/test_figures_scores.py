"""Floors on development corpora that lie beside the project (`../shared`); skipped where they are absent.

The floors lie a little below what was measured when they were set (figures: found 0.93, kind and value 0.88; sentences: found
0.91, value 0.89), so that a change of rules that costs more than a few figures is seen.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sayso.understand.figures import figures
from sayso.understand.layer import run
from sayso.understand.sentences import sentences
from sayso.vocabulary import BlockKind
from tests.understand.reports_for_tests import report_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_corpus = pytest.mark.skipif(not (DATA / "figures").is_dir(), reason="../shared/data/figures is not there")
Rows = list[dict[str, Any]]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("figures_scorer", DATA.parent / "eval" / "figures.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(*parts: str) -> Rows:
    rows: Rows = json.loads(DATA.joinpath(*parts).read_text(encoding="utf8"))
    return rows


def claims(reports: Rows) -> Iterator[str]:
    """A line of the contract for every figure of the title and of the text."""
    for row in reports:
        for field, kind in (("title", BlockKind.TITLE), ("text", BlockKind.BODY)):
            report = report_of(row.get(field) or "", kind=kind)
            for mention in run((sentences, figures), report).figures:
                told = mention.figure
                value = {"low": told.low, "high": told.high, "vague": told.vague, "relation": told.relation}
                where = {"field": field, "span": [told.span.start, told.span.end], "population_kind": told.population_kind}
                yield json.dumps({"report": row["id"], "kind": mention.kind, "figure": {**value, **where}})


def f1(reports: Rows, gold: Rows) -> tuple[float, float, float]:
    """F1 of the expressions, of those with the right kind, and of those with the right value."""
    score = scorer()
    texts = {row["id"]: row for row in reports}
    wanted = list(score.gold_spans(gold, texts))
    told = list(score.predicted_spans(claims(reports), texts))
    fits = (lambda g, p: True, lambda g, p: g["kind"] == p["kind"], score.same_value)
    found, kind, value = (score.f1(len(score.pairs(wanted, told, fit)), wanted, told)[2] for fit in fits)
    return found, kind, value


@needs_corpus
def test_reports() -> None:
    found, kind, value = f1(load("figures", "reports.json"), load("figures", "gold.json"))
    assert found >= 0.90
    assert kind >= 0.84
    assert value >= 0.84


@needs_corpus
def test_single_sentences() -> None:
    rows = [{"id": row["id"], "text": row["text"]} for row in load("sentences", "sentences.json")]
    texts = {row["id"]: row["text"] for row in rows}
    gold = [{**g, "doc": g["id"], "where": "text", "context": texts[g["id"]]} for g in load("sentences", "figures.json")]
    found, _, value = f1(rows, gold)
    assert found >= 0.87
    assert value >= 0.84
