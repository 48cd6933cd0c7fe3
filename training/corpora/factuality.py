"""Event factuality on a scale of -3 to 3 (UDS-IH2, MEANTIME): how sure the text is that what a word tells of happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from corpora.places import DATA
from examples import Example, example, first_piece, read


def sentences(name: str, part: str) -> Iterator[tuple[str, list[tuple[tuple[int, int], float]]]]:
    """Text and judged words, with their spans, of one corpus ("UDS_IH2" or "MEANTIME") and part ("train" or "dev")."""
    for line in (DATA / "factuality" / name / f"{part}.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        words = row["text"].split(" ")
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        spans = [(t["span1"], t["label"]) for t in row["targets"]]
        yield row["text"], [((starts[a], starts[b] - 1), label) for (a, b), label in spans if b < len(starts)]


def examples(name: str) -> Iterator[Example]:
    for text, judged in sentences(name, "train"):
        found = read(text)
        at = {p: label for span, label in judged if (p := first_piece(found, *span)) is not None}
        if at:
            yield replace(example(found), fact=at)
