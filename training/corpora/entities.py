"""Worldwide English newswire (non-Western outlets) and re3d: entity tags. Every tenth outlet by name order is held out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.held_out import outlet, outlets
from corpora import leaks
from corpora.places import DATA, held_out
from examples import UNKNOWN, Example, example, mark, read
from sayso.understand.model.labels import ENTITIES

TYPES = {
    "person": "PER", "organization": "ORG", "location": "LOC", "norp": "NORP", "facility": "FAC", "date": "DATE",
    "money": "MONEY", "product": "PRODUCT", "misc": "MISC", "miscellaneous": "MISC",
}  # fmt: skip
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP", "Money": "MONEY", "Temporal": "DATE"}


def documents(held: bool) -> Iterator[tuple[str, str, list[tuple[tuple[int, int], str]]]]:
    """Name, text (as ../shared/eval/entities.py builds it) and entities of the articles held out, or of all others."""
    out = outlets(p.name for p in (DATA / "worldwide_ner").glob("*.tsv"))
    for path in sorted((DATA / "worldwide_ner").glob("*.tsv")):
        if (outlet(path.name) in out) == held and (held or ("ww", path.name.removesuffix(".txt.tsv")) not in held_out()):
            text, spans = _article(path)
            if held or leaks.is_new(text):
                yield path.name, text, spans


def _article(path: Path) -> tuple[str, list[tuple[tuple[int, int], str]]]:
    text, spans, opened, end = "", [], None, 0
    for row in csv.reader(path.read_text(encoding="utf8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 2:
            if opened:
                spans.append(((opened[0], end), opened[1]))
                opened = None
            text += "\n" if text and not text.endswith("\n") else ""
            continue
        text += " " if text and not text.endswith("\n") else ""
        start, (prefix, _, kind) = len(text), row[1].strip().partition("-")
        text += row[0]
        named = TYPES.get(kind.lower())
        if opened and (prefix != "I" or named != opened[1]):
            spans.append(((opened[0], end), opened[1]))
            opened = None
        if named and opened is None:
            opened = (start, named)
        end = len(text)
    if opened:
        spans.append(((opened[0], end), opened[1]))
    return text, spans


def examples() -> Iterator[Example]:
    for _, text, spans in documents(held=False):
        found = read(text)
        one = example(found)
        one.labels["entity"] = mark(found, spans, ENTITIES)
        yield one


SHARE_ALIKE = "Wikipedia"
"""The part of re3d under CC BY-SA; the others are public domain, CC BY or the Open Government Licence."""


def re3d(share_alike: bool) -> Iterator[Example]:
    """Reports on the war against ISIS, one part by its terms. Types without a counterpart are unknown."""
    for folder in sorted((DATA / "re3d").iterdir()):
        if not folder.is_dir() or (folder.name == SHARE_ALIKE) != share_alike:
            continue
        entities: dict[str, list[dict[str, object]]] = {}
        for line in (folder / "entities.json").read_text(encoding="utf8").splitlines():
            if line.strip():
                row = json.loads(line)
                entities.setdefault(row["documentId"], []).append(row)
        for line in (folder / "documents.json").read_text(encoding="utf8").splitlines():
            if line.strip():
                row = json.loads(line)
                yield _re3d(row["text"], entities.get(row["_id"], []))


def _re3d(text: str, entities: list[dict[str, object]]) -> Example:
    found = read(text)
    spans = []
    unknown = np.zeros(len(found), bool)
    for row in sorted(entities, key=lambda r: int(str(r["begin"])) - int(str(r["end"]))):
        start, end, kind = int(str(row["begin"])), int(str(row["end"])), RE3D.get(str(row["type"]))
        start += 4 if text[start : start + 4].lower() == "the " else 0
        if kind:
            spans.append(((start, end), kind))
        else:
            unknown |= (found.starts >= start) & (found.starts < end)
    tags = mark(found, spans, ENTITIES)
    tags[unknown] = UNKNOWN
    one = example(found)
    one.labels["entity"] = tags
    return one
