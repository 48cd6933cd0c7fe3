"""Which documents of the corpora nothing is trained on: what the numbers of the reader `model` are measured on.

Whole documents and outlets, never sentences of a report that was trained on. Training leaves out what this file names.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

FIFTH, TENTH = 51, 26
"""Documents whose hash begins with a byte below these are held out (a fifth is the rule of ../shared/eval/sentences.py)."""


def byte(corpus: str, document: str) -> int:
    """The first byte of a document's hash, as ../shared/eval/sentences.py takes it."""
    return hashlib.sha256(f"{corpus}:{document}".encode()).digest()[0]


def document(ref: str) -> str:
    """The document of a sentence: its reference without the number of the sentence."""
    return re.sub(r"[_:#]\d+$", "", ref)


def outlet(name: str) -> str:
    """The outlet of an article of Worldwide, by the article's file name."""
    return re.sub(r"_\d*\.txt\.tsv$", "", name)


def outlets(names: Iterable[str]) -> frozenset[str]:
    """Every tenth outlet by name order."""
    return frozenset(sorted({outlet(name) for name in names})[9::10])


def is_held_out_causal(index: str) -> bool:
    """Is it a sentence of a document of the Causal News Corpus that is held out: one in ten?"""
    return byte("cnc", document(index)) < TENTH


def entity_articles(source: Path, target: Path) -> Path:
    """Copies of the held-out articles of Worldwide, in a new folder."""
    target.mkdir()
    paths = sorted(source.glob("*.tsv"))
    held = outlets(p.name for p in paths)
    for path in paths:
        if outlet(path.name) in held:
            shutil.copy(path, target)
    return target


def causal_sentences(source: Path, target: Path) -> Path:
    """The rows of one table of the Causal News Corpus that are held out, in a new table."""
    with source.open(encoding="utf-8-sig", newline="") as file, target.open("w", encoding="utf8", newline="") as out:
        rows = csv.DictReader(file)
        writer = csv.DictWriter(out, rows.fieldnames or [])
        writer.writeheader()
        for row in rows:
            index = row["index"].removeprefix("cnc_")
            one = index if "causal_text_w_pairs" not in row else index.rsplit("_", 1)[0]
            if is_held_out_causal(one):
                writer.writerow(row)
    return target
