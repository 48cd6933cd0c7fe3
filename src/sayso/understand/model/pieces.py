"""Text to what the encoder takes: word pieces with exact spans, and windows of them.

The encoder's own vocabulary has no upper case. What case and white space say (names, sentence starts, paragraphs) reaches it
as a feature a piece, so that nothing of the text is lost. Training and reading share this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.types import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES = 254
"""Most pieces of a window; with the two marks around them 256, what the encoder was first trained on."""
CONTEXT = 32
"""Pieces of a paragraph that a window which begins inside it sees again, so that no sentence is read without what led to it."""
CLS, SEP, PAD, MASK = 101, 102, 0, 103
"""Ids of the vocabulary's marks: of a window's start, its end, nothing, and a hidden piece."""

LOWER, CAPITAL, UPPER, DIGIT, MARK = range(5)
TOUCHING, SPACED, NEW_LINE = range(3)
FEATURES = 15
"""Letter case (5) times what stands before the piece (3)."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a report. All arrays have one value a piece; `starts` and `ends` count code points."""

    ids: Ints
    features: Ints
    starts: Ints
    ends: Ints
    sentence: Ints
    """Number of the sentence that each piece belongs to."""
    block: Ints
    """Number of the block that it stands in; both rise through the text."""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `first` to `end` are read together; the answer counts from `own` on."""

    first: int
    own: int
    end: int


def pieces(tokenizer: Tokenizer, text: str, sentences: Sequence[Sentence]) -> Pieces:
    """The pieces of all sentences of a text, in order."""
    coded = tokenizer.encode_batch([s.span.of(text) for s in sentences], add_special_tokens=False)
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    numbers: list[int] = []
    for number, (sentence, one) in enumerate(zip(sentences, coded, strict=True)):
        at = sentence.span.start
        ids += one.ids
        spans += [(at + start, at + end) for start, end in one.offsets]
        numbers += [number] * len(one.ids)
    places = np.array(spans, np.int64).reshape(-1, 2)
    return Pieces(
        np.array(ids, np.int64),
        np.array([feature(text, start, end) for start, end in spans], np.int64),
        places[:, 0],
        places[:, 1],
        np.array(numbers, np.int64),
        np.array([s.block for s in sentences], np.int64)[numbers],
    )


def feature(text: str, start: int, end: int) -> int:
    """Case of the piece and what stands before it, as one number below `FEATURES`."""
    before = text[start - 1] if start else "\n"
    gap = NEW_LINE if before == "\n" else SPACED if before.isspace() else TOUCHING
    return 3 * _case(text[start:end]) + gap


def _case(piece: str) -> int:
    first = piece[:1]
    if first.islower():
        return LOWER
    if first.isupper():
        return UPPER if len(piece) > 1 and piece.isupper() else CAPITAL
    return DIGIT if first.isdigit() else MARK


def windows(sentence: Ints, block: Ints, most: int = PIECES, context: int = CONTEXT) -> Iterator[Window]:
    """Windows that together own each piece once. They end between sentences wherever a sentence fits into one.

    One that begins inside a paragraph sees the end of what came before in it again, up to `context` pieces.
    """
    total, own = len(sentence), 0
    ends = np.flatnonzero(np.diff(sentence, append=-1)) + 1
    while own < total:
        first = max(int(np.searchsorted(block, block[own])), own - context)
        fitting = ends[np.searchsorted(ends, own, side="right") : np.searchsorted(ends, first + most, side="right")]
        end = int(fitting[-1]) if len(fitting) else min(total, first + most)
        yield Window(first, own, end)
        own = end
