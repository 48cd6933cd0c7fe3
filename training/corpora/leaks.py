"""No text that is held out reaches training by another door: as a near copy, another outlet's reprint, or in another corpus.

A training text is left out where more than `MOST` of its runs of eight words stand in some held-out text.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache

from bench.held_out import is_held_out_causal, outlet, outlets
from corpora.places import DATA, byte_is_held_out

RUN, MOST = 8, 0.2


@cache
def held_out_runs() -> frozenset[int]:
    """Hashes of all runs of eight words of every held-out text."""
    return frozenset(run for text in _held_out_texts() for run in runs(text))


def runs(text: str) -> list[int]:
    words = re.findall(r"\w+", text.lower())
    return [hash(" ".join(words[at : at + RUN])) for at in range(max(1, len(words) - RUN + 1))]


def is_new(text: str) -> bool:
    """May the text be trained on?"""
    mine = runs(text)
    return sum(run in held_out_runs() for run in mine) <= MOST * len(mine)


def _held_out_texts() -> Iterator[str]:
    for row in json.loads((DATA / "figures" / "reports.json").read_text(encoding="utf8")):
        yield f"{row['title']}\n{row['text']}"
    for path in (DATA / "polnear" / "dev" / "text").glob("*.txt"):
        yield path.read_text(encoding="utf8")
    articles = sorted((DATA / "worldwide_ner").glob("*.tsv"))
    held = outlets(path.name for path in articles)
    for path in articles:
        if outlet(path.name) in held:
            yield " ".join(line.split("\t")[0] for line in path.read_text(encoding="utf8").splitlines())
    for row in json.loads((DATA / "sentences" / "sentences.json").read_text(encoding="utf8")):
        if byte_is_held_out(row):
            yield row["text"]
    with (DATA / "causal" / "train_subtask1.csv").open(encoding="utf-8-sig") as file:
        yield from (row["text"] for row in csv.DictReader(file) if is_held_out_causal(row["index"]))
