"""Floors on development corpora that lie beside the project (`../shared`); skipped where they are absent.

The floors are those of the plan, below what was measured (relaxed 0.91, value 0.79), so that a change of rules that costs
more than a few expressions is seen.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sayso.types import Block, Field, Report, Span
from sayso.understand.layer import run
from sayso.understand.sentences import sentences
from sayso.understand.times import times
from sayso.vocabulary import BlockKind

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_corpus = pytest.mark.skipif(not (SHARED / "data" / "meantime").is_dir(), reason="../shared/data/meantime is not there")
RELAXED, VALUE = 0.85, 0.74


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("times_scorer", SHARED / "eval" / "times.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(text: str, published: str | None) -> Report:
    """A report with a block a line, its offsets those of the text."""
    blocks = tuple(Block(BlockKind.BODY, Span(*line.span())) for line in re.finditer(r"[^\n]+", text))
    return Report("r0", "test", text, (Field("text", Span(0, len(text))),), blocks, published=published)


def pairs() -> Iterator[tuple[int, int, int, int]]:
    """Of each document: expressions in the gold, found, found at an overlapping place, and of these with the right value."""
    for document, gold in scorer().documents(str(SHARED / "data" / "meantime")):
        report = read(document["text"], document["published"])
        left = list(run((sentences, times), report).times)
        count, near, right = len(left), 0, 0
        for start, end, _, value in gold:
            hit = next((m for m in left if m.span.overlaps(Span(start, end))), None)
            if hit is not None:
                left.remove(hit)
                near += 1
                right += hit.value == value
        yield len(gold), count, near, right


@needs_corpus
def test_meantime() -> None:
    gold, predicted, near, right = (sum(column) for column in zip(*pairs(), strict=True))
    assert 2 * near / (gold + predicted) >= RELAXED
    assert 2 * right / (gold + predicted) >= VALUE
