"""Makes `src/sayso/reconcile/words/en/rarity.txt`: how rare each word of news is, for telling stories apart.

    PYTHONPATH=src python training/rarity.py ../shared/data src/sayso/reconcile/words/en/rarity.txt

Counts in how many documents a word (as `stories/words.py` cuts it) stands, and writes its class: 0 for every document, two
more for each halving. The texts of `stories/` and of `figures/`, which are among them, are left out: they measure it.

Only words, alone and in the order of the alphabet. A word of fewer than MIN_DOCUMENTS is left out, and one that is never
written small (in a text with capitals) of fewer than MIN_OF_NAMES: it may be the name of a private person. What is left out
counts as rarest.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sayso.reconcile.stories.words import cut, stem

MIN_DOCUMENTS = 3
MIN_OF_NAMES = 6
PER_HALVING = 2
HEAD = """\
# How rare a word is in news: word, tab, class. Class 0 stands in every document, two more for each halving.
# Made by training/rarity.py from {documents} documents; a word that is not here is rarer than any here.
"""


def main(data: Path, out: Path) -> None:
    documents, counts, small = 0, Counter[str](), set[str]()
    for text in texts(data):
        documents += 1
        found = {word for word in cut(text) if not word[0].isdigit()}
        counts.update({stem(word) for word in found})
        small |= set() if text.islower() else {stem(word) for word in found if word.islower()}
    kept = {w: n for w, n in counts.items() if len(w) > 1 and n >= (MIN_DOCUMENTS if w in small else MIN_OF_NAMES)}
    lines = [f"{w}\t{round(PER_HALVING * math.log2(documents / n))}\n" for w, n in sorted(kept.items())]
    out.write_text(HEAD.format(documents=documents) + "".join(lines), encoding="utf8")
    print(f"{documents} documents, {len(lines)} words, {out.stat().st_size / 1000:.0f} kB")


def texts(data: Path) -> Iterator[str]:
    """Every document of every corpus of whole documents: a sentence does not say how common a word is."""
    yield from (path.read_text(encoding="utf8") for path in sorted(data.glob("polnear/*/text/*.txt")))
    yield from map(_tokens_of_lines, sorted(data.glob("worldwide_ner/*.tsv")))
    yield from map(_tokens_of_xml, sorted(data.glob("meantime/*/*.xml")))
    for name in ("TR-News", "GeoVirus"):
        yield from (
            f"{a.findtext('title')} {a.findtext('text')}" for a in ET.parse(data / "places" / f"{name}.xml").iter("article")
        )
    for name in ("train", "dev"):
        yield from (row["doctext"] for row in _objects(data / "muc4" / f"{name}.json"))
    for path in sorted(data.glob("re3d/*/documents.json")):
        yield from (row["text"] for row in _objects(path))
    with (data / "plover" / "synthetic.csv").open(encoding="utf8", newline="") as file:
        yield from (f"{row['title']} {row['text']}" for row in csv.DictReader(file))


def _objects(path: Path) -> list[dict[str, str]]:
    """A JSON array, or one object a line."""
    text = path.read_text(encoding="utf8")
    rows: list[dict[str, str]] = (
        json.loads(text) if text.startswith("[") else [json.loads(li) for li in text.splitlines() if li]
    )
    return rows


def _tokens_of_lines(path: Path) -> str:
    return " ".join(line.split("\t")[0] for line in path.read_text(encoding="utf8").splitlines())


def _tokens_of_xml(path: Path) -> str:
    return " ".join(token.text or "" for token in ET.parse(path).iter("token"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
