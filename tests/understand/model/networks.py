"""Networks for tests: the shipped one, and one of numbers that the test chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from sayso.types import Report, Sentence
from sayso.understand.model.answers import WIDTH
from sayso.understand.model.network import SLICES, Answers
from sayso.understand.model.pieces import Pieces
from sayso.understand.model.reader import shared

OUTSIDE = 6.0


@cache
def settings() -> Mapping[str, Any]:
    return shared().settings


def words_as_pieces(report: Report, sentences: Sequence[Sentence]) -> Pieces:
    """Each token one piece, so that a test can speak of words."""
    tokens = [(number, token) for number, sentence in enumerate(sentences) for token in sentence.tokens]
    zeros = np.zeros(len(tokens), np.int64)
    return Pieces(
        zeros,
        zeros,
        np.array([t.start for _, t in tokens], np.int64),
        np.array([t.end for _, t in tokens], np.int64),
        np.array([n for n, _ in tokens], np.int64),
        np.array([sentences[n].block for n, _ in tokens], np.int64),
    )


def answers_of(report: Report, sentences: Sequence[Sentence], said: Mapping[tuple[str, int], Mapping[str, float]]) -> Answers:
    """Answers that say nothing but `said`: (head, class) to the score of each word. Tags are O by themselves."""
    pieces = words_as_pieces(report, sentences)
    values = np.zeros((len(pieces), WIDTH), np.float16)
    for head in ("tags", "entity", "cause"):
        values[:, SLICES[head].start] = OUTSIDE
    for (head, number), scores in said.items():
        for row, (start, end) in enumerate(zip(pieces.starts, pieces.ends, strict=True)):
            values[row, SLICES[head].start + number] = scores.get(report.text[start:end], 0.0)
    return Answers(pieces, values, np.zeros((1, WIDTH), np.float16), np.zeros(len(pieces), np.int64))
