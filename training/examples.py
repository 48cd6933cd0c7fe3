"""What a corpus gives: pieces with labels. Labels are partial: what a corpus does not tell is `UNKNOWN`, and costs nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from encoder import folder
from tokenizers import Tokenizer

from sayso.read.assemble import Draft, assemble
from sayso.types import Layers, Report, Sentence
from sayso.understand.model.pieces import NEW_LINE, PIECES, Ints, Pieces, pieces
from sayso.understand.sentences import sentences

UNKNOWN = -100
CLASSES = ("tags", "entity", "kind", "population", "status", "cause")
"""Heads with one class a piece."""
POINTERS = ("content", "cue")
"""Links: the piece that a content's cue, or a cue's source, begins at; `NOWHERE` where it has none."""
NOWHERE = -1
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A stretch of pieces that is asked about as a whole. `first`: the kinds that would all be right; `events`: all kinds."""

    start: int
    end: int
    first: tuple[int, ...] = ()
    events: tuple[int, ...] | None = None
    causal: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Pieces with labels by head (each as long as `ids`)."""

    ids: Ints
    features: Ints
    labels: dict[str, Ints] = field(default_factory=dict)
    fact: dict[int, float] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    sentence: Ints | None = None
    weight: float = 1.0

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def report(text: str, title: str | None = None, published: str | None = None) -> Report:
    """The report that the package itself makes of a text: training sees what reading will see."""
    return assemble(Draft("training", text, title=title, published=published, language="en"), "training")


def cut(found: Report) -> tuple[Sentence, ...]:
    return sentences.run(found, Layers())


def read(text: str) -> Pieces:
    """Pieces of a text, sentence by sentence."""
    return pieces(tokenizer(), text, cut(report(text)))


def example(found: Pieces) -> Example:
    return Example(found.ids, found.features, sentence=found.sentence)


def mark(found: Pieces, marked: Sequence[tuple[tuple[int, int], str]], names: Sequence[str]) -> Ints:
    """Tags B-x, I-x for spans of code points, O elsewhere."""
    out = np.full(len(found), names.index("O"))
    for (start, end), name in marked:
        at = np.flatnonzero((found.starts >= start) & (found.starts < end))
        if len(at):
            out[at] = names.index(f"I-{name}")
            out[at[0]] = names.index(f"B-{name}")
    return out


def first_piece(found: Pieces, start: int, end: int) -> int | None:
    at = np.flatnonzero((found.starts >= start) & (found.starts < end))
    return int(at[0]) if len(at) else None


def parts(whole: Example, shift: int = 0, most: int = PIECES) -> Iterator[Example]:
    """A document as windows of whole sentences. `shift` sentences come in a first window of their own, so that cuts wander."""
    assert whole.sentence is not None
    ends = np.flatnonzero(np.diff(whole.sentence, append=-1)) + 1
    start = 0
    if shift and shift < len(ends):
        yield from _pieces(whole, 0, int(ends[shift - 1]), most)
        start = int(ends[shift - 1])
    while start < len(whole):
        fitting = ends[(ends > start) & (ends <= start + most)]
        end = int(fitting[-1]) if len(fitting) else min(len(whole), start + most)
        yield piece(whole, start, end)
        start = end


def _pieces(whole: Example, start: int, end: int, most: int) -> Iterator[Example]:
    for at in range(start, end, most):
        yield piece(whole, at, min(end, at + most))


def piece(whole: Example, start: int, end: int) -> Example:
    """Pieces `start` to `end`; a link that leaves them is unknown."""
    labels = {name: values[start:end].copy() for name, values in whole.labels.items()}
    for name in POINTERS:
        if name in labels:
            to = labels[name]
            out = (to >= 0) & ((to < start) | (to >= end))
            to[to >= 0] -= start
            to[out] = UNKNOWN
    return replace(
        whole,
        ids=whole.ids[start:end],
        features=whole.features[start:end],
        labels=labels,
        fact={at - start: v for at, v in whole.fact.items() if start <= at < end},
        asked=tuple(
            replace(a, start=a.start - start, end=a.end - start) for a in whole.asked if start <= a.start and a.end <= end
        ),
        sentence=None if whole.sentence is None else whole.sentence[start:end],
    )


def joined(several: Sequence[Example]) -> Example:
    """Examples one below the other, as paragraphs of one window."""
    labels: dict[str, list[Ints]] = {}
    at, fact, asked, weights = 0, {}, [], []
    names = {name for one in several for name in one.labels}
    for one in several:
        for name in names:
            values = one.labels.get(name, np.full(len(one), UNKNOWN))
            if name in POINTERS:
                values = np.where(values >= 0, values + at, values)
            labels.setdefault(name, []).append(values)
        fact |= {at + k: v for k, v in one.fact.items()}
        asked += [replace(a, start=a.start + at, end=a.end + at) for a in one.asked]
        weights.append(one.weight)
        at += len(one)
    features = [one.features.copy() for one in several]
    for values in features:
        values[0] = values[0] // 3 * 3 + NEW_LINE
    return Example(
        np.concatenate([one.ids for one in several]),
        np.concatenate(features),
        {name: np.concatenate(values) for name, values in labels.items()},
        fact,
        tuple(asked),
        weight=float(np.mean(weights)),
    )


def packed(several: Sequence[Example], rng: random.Random, most: int = PIECES) -> Iterator[Example]:
    """Short examples in random company: alone, or as many as fill a window up to a random length."""
    order = list(several)
    rng.shuffle(order)
    group: list[Example] = []
    room = most
    for whole in order:
        one = piece(whole, 0, most) if len(whole) > most else whole
        if group and sum(map(len, group)) + len(one) > room:
            yield joined(group)
            group, room = [], rng.choice((64, 128, most, most, most))
        group.append(one)
    if group:
        yield joined(group)
