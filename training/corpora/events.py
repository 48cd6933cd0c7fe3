"""Which event a sentence reports: `sentences` with figures beside it, our own sentences, and PLOVER's machine-written stories.

PLOVER's label and mode stand for several of our kinds: any of them is right.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from corpora import figures, leaks
from corpora.places import DATA, OWN, byte_is_held_out
from examples import Asked, Example, cut, example, pieces, report, tokenizer
from sayso.understand.model.labels import EVENTS, FIRST, NONE
from sayso.vocabulary import kinds

MODES = {"SIEZE": "seize", "PRIMATIVE": "primitive", "MISINFORMATION": "", "INVESTIGATE": "", "DRONE": "aerial"}
WEAK = 0.3
"""Weight of a weak label against one given by hand."""


def sentences(held: bool) -> list[dict[str, Any]]:
    rows = json.loads((DATA / "sentences" / "sentences.json").read_text(encoding="utf8"))
    return [row for row in rows if byte_is_held_out(row) == held and (held or leaks.is_new(row["text"]))]


def examples() -> Iterator[Example]:
    told = figures.by_sentence()
    for row in sentences(held=False):
        yield _labelled(row["text"], row["events"], told.get(row["id"], []))


def own() -> Iterator[Example]:
    for path in sorted(OWN.glob("events_*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            yield _labelled(row["text"], row["events"], None)
    for row in figures.own():
        yield _labelled(row["text"], row.get("events", []), row["figures"])


def _labelled(text: str, events: Sequence[str], gold: figures.Gold | None) -> Example:
    sentences = cut(report(text))
    found = pieces(tokenizer(), text, sentences)
    first = FIRST.index(events[0] if events else NONE)
    asked = Asked(0, len(found), (first,), tuple(EVENTS.index(e) for e in events))
    one = replace(example(found), asked=(asked,))
    if gold is not None:
        one.labels.update(figures.labels(text, found, sentences, gold))
    return one


def plover() -> Iterator[Example]:
    with (DATA / "plover" / "synthetic.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            allowed = _kinds(row["label"], MODES.get(row["mode"], row["mode"].lower()))
            title = row["prompt"].split("\n", 1)[0]
            text = row["text"].replace("\n\n", "\n")
            whole = report(f"{title}\n\n{text}")
            if allowed:
                found = pieces(tokenizer(), whole.text, cut(whole)[:5])
                first = tuple(FIRST.index(k) for k in allowed)
                yield replace(example(found), asked=(Asked(0, len(found), first),), weight=WEAK)


@cache
def _kinds(label: str, mode: str) -> tuple[str, ...]:
    same = [k for k in kinds().values() if k.plover_event == label and k.kind in EVENTS]
    exact = [k.kind for k in same if (k.plover_mode or "") == mode]
    return tuple(exact if mode and exact else [k.kind for k in same])
