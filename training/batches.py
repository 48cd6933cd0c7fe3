"""A pass over all corpora: documents cut at new places, sentences packed in new company, text broken on purpose, in batches."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from losses import Batch

from examples import CLASSES, NOWHERE, POINTERS, UNKNOWN, Example, packed, parts, piece, tokenizer
from sayso.understand.model.labels import EVENTS, FIRST
from sayso.understand.model.pieces import CLS, DIGIT, MARK, MASK, PAD, SEP, UPPER

SHARES = {
    "polnear": 1.0, "entities": 1.0, "re3d": 1.0,
    "re3d-wikipedia": 1.0, "causal": 2.0, "factuality-uds": 0.3, "factuality-meantime": 1.0,
    "sentences": 5.0, "own": 4.0, "plover": 0.2, "silver": 0.35,
}  # fmt: skip
"""How often a pass sees each corpus."""
DOCUMENTS = ("polnear", "entities", "re3d", "re3d-wikipedia", "silver")
BATCH = 4096
"""Pieces a batch, marks and filling included."""
HIDDEN = 0.04
"""Pieces hidden from the encoder: it learns to read by what is around."""
BROKEN_CASE, BROKEN_QUOTES = 0.12, 0.2
"""Windows whose letter case, or whose kind of quotation marks, is broken."""


def a_pass(folder: Path, names: Sequence[str], rng: random.Random) -> list[Example]:
    """All windows of one pass, in random order."""
    out: list[Example] = []
    for name in names:
        corpus: list[Example] = pickle.loads((folder / f"{name}.pickle").read_bytes())
        corpus = [one for one in corpus if len(one)]
        share = SHARES[name]
        times = [corpus] * int(share) + ([rng.sample(corpus, round(len(corpus) * (share % 1)))] if share % 1 else [])
        for some in times:
            if name in DOCUMENTS:
                out += [window for one in some for window in parts(one, rng.randrange(8))]
            else:
                out += packed([piece(one, 0, 160) if name == "plover" and len(one) > 160 else one for one in some], rng)
    rng.shuffle(out)
    return out


def batches(windows: list[Example], rng: random.Random) -> Iterator[Batch]:
    """Windows of like length together, the batches in random order."""
    order = sorted(windows, key=lambda w: len(w) + rng.random() * 24)
    groups: list[list[Example]] = [[]]
    for one in order:
        if groups[-1] and (len(groups[-1]) + 1) * (max(map(len, [*groups[-1][-1:], one])) + 2) > BATCH:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    for group in groups:
        yield batch([broken(one, rng) for one in group])


def broken(one: Example, rng: random.Random) -> Example:
    """The example with pieces hidden, case or quotation marks broken, as careless pages have them."""
    ids, features = one.ids.copy(), one.features.copy()
    noise = np.array([rng.random() for _ in range(len(ids))])
    ids[noise < HIDDEN] = MASK
    if rng.random() < BROKEN_CASE:
        letters = features < 3 * DIGIT
        features = np.where(letters, features % 3 + (3 * UPPER if rng.random() < 0.3 else 0), features)
    if rng.random() < BROKEN_QUOTES:
        to = rng.choice(_straight())
        ids = np.array([to.get(i, i) for i in ids.tolist()], np.int64)
    return Example(ids, features, one.labels, one.fact, one.asked, one.sentence, one.weight)


def _straight() -> list[dict[int, int]]:
    """Ways in which quotation marks get lost: curly to straight, straight to curly, doubled to single."""
    of = tokenizer().token_to_id
    found = {mark: of(mark) for mark in "“”‘’\"'"}
    return [
        {found["“"]: found['"'], found["”"]: found['"'], found["‘"]: found["'"], found["’"]: found["'"]},
        {found['"']: found["”"]},
        {found["“"]: found["'"], found["”"]: found["'"], found['"']: found["'"]},
    ]


def batch(group: Sequence[Example]) -> Batch:
    """Tensors of a group of windows, with a mark before and after each."""
    longest = max(map(len, group)) + 2
    shape = (len(group), longest)
    ids, features, mask = np.full(shape, PAD), np.full(shape, 3 * MARK), np.zeros(shape, np.int64)
    labels = {name: np.full(shape, UNKNOWN) for name in (*CLASSES, *POINTERS)}
    fact, stretch = np.full(shape, np.nan, np.float32), np.zeros(shape, np.int64)
    causal, first, events, weights = [], [], [], []
    for row, one in enumerate(group):
        end = len(one) + 1
        ids[row, 0], ids[row, 1:end], ids[row, end] = CLS, one.ids, SEP
        features[row, 1:end], mask[row, : end + 1] = one.features, 1
        for name, values in one.labels.items():
            moved = (
                np.where(values == NOWHERE, 0, np.where(values == UNKNOWN, UNKNOWN, values + 1)) if name in POINTERS else values
            )
            labels[name][row, 1:end] = moved
        for at, value in one.fact.items():
            fact[row, at + 1] = value
        for asked in one.asked:
            causal.append(-1 if asked.causal is None else asked.causal)
            first.append([n in asked.first for n in range(len(FIRST))])
            events.append([-1] * len(EVENTS) if asked.events is None else [int(n in asked.events) for n in range(len(EVENTS))])
            weights.append(one.weight)
            stretch[row, asked.start + 1 : asked.end + 1] = len(causal)
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(features),
        torch.from_numpy(mask),
        torch.tensor([one.weight for one in group]),
        {name: torch.from_numpy(values) for name, values in labels.items()},
        torch.from_numpy(fact),
        torch.from_numpy(stretch),
        torch.tensor(causal),
        torch.tensor(first, dtype=torch.bool).view(-1, len(FIRST)),
        torch.tensor(events).view(-1, len(EVENTS)),
        torch.tensor(weights),
    )
