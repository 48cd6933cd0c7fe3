"""PolNeAR: attribution tags and links. Tags as its own annotation has them, from the first annotator of each text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpora import leaks
from corpora.places import DATA
from examples import NOWHERE, UNKNOWN, Example, example, first_piece, mark, read
from sayso.understand.model.labels import TAGS

ROLES = ("source", "cue", "content")
Relation = dict[str, list[tuple[int, int]]]


def documents(split: str) -> Iterator[tuple[str, str, dict[str, set[tuple[int, int]]], list[Relation]]]:
    """Name, text, spans by role and relations of each text of a split ("train" or "dev")."""
    folder = DATA / "polnear" / split
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted(
            p for p in (folder / "attributions").iterdir() if p.name.startswith(path.stem + "_") and p.suffix == ".ann"
        )
        if files:
            text = path.read_bytes().decode("utf8")
            yield (path.stem, text, *_annotation(files[0]))


def _annotation(path: Path) -> tuple[dict[str, set[tuple[int, int]]], list[Relation]]:
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    events: list[list[str]] = []
    for line in path.read_text(encoding="utf8").split("\n"):
        part = line.split("\t")
        if len(part) < 2:
            continue
        if part[0][:1] == "T":
            role, ranges = part[1].split(" ", 1)
            spans[part[0]] = (role.lower(), [(int(a), int(b)) for a, b in (r.split() for r in ranges.split(";"))])
        elif part[0][:1] == "E":
            events.append(part[1].split())
    flat = {role: {s for name, ranges in spans.values() if name == role for s in ranges} for role in ROLES}
    return flat, [_relation(event, spans) for event in events]


def _relation(event: list[str], spans: dict[str, tuple[str, list[tuple[int, int]]]]) -> Relation:
    out: Relation = {role: [] for role in ROLES}
    for role, ref in (argument.split(":", 1) for argument in event):
        name = re.sub(r"\d+$", "", role).lower()
        if name in out and ref in spans:
            out[name] += spans[ref][1]
    return out


def examples() -> Iterator[Example]:
    for _, text, flat, relations in documents("train"):
        if leaks.is_new(text):
            yield labelled(text, flat, relations)


def labelled(text: str, flat: dict[str, set[tuple[int, int]]], relations: list[Relation]) -> Example:
    found = read(text)
    tags = mark(found, [(span, role) for role in ROLES for span in sorted(flat[role])], TAGS)
    content, cue = np.full(len(found), UNKNOWN), np.full(len(found), UNKNOWN)
    for relation in relations:
        at = next((p for s in relation["cue"] if (p := first_piece(found, *s)) is not None), None)
        for start, end in relation["content"]:
            content[(found.starts >= start) & (found.starts < end)] = NOWHERE if at is None else at
        if at is not None:
            source = next((p for s in relation["source"] if (p := first_piece(found, *s)) is not None), None)
            cue[at] = NOWHERE if source is None else source
    one = example(found)
    one.labels.update(tags=tags, content=content, cue=cue)
    return one
