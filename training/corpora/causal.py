"""Causal News Corpus V2: is a sentence causal, and the spans of cause, effect and signal. One document in ten is held out."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator

import numpy as np

from bench.held_out import document, is_held_out_causal
from corpora import leaks
from corpora.places import DATA, held_out
from examples import UNKNOWN, Asked, Example, example, mark, read
from sayso.understand.model.labels import CAUSES

NAMES = {"ARG0": "cause", "ARG1": "effect", "SIG": "signal"}
Marked = list[tuple[tuple[int, int], str]]


def sentences(held: bool) -> Iterator[tuple[str, str, int, list[Marked]]]:
    """Index, text, label and marked pairs of each sentence that is held out, or that may be trained on."""
    pairs = {
        r["index"].removeprefix("cnc_").rsplit("_", 1)[0]: r["causal_text_w_pairs"] for r in _rows("train_subtask2_grouped")
    }
    for row in _rows("train_subtask1"):
        out = (
            is_held_out_causal(row["index"])
            if held
            else ("cnc", document(row["index"])) in held_out() or is_held_out_causal(row["index"])
        )
        if out == held and (held or leaks.is_new(row["text"])):
            marked = [_spans(row["text"], m) for m in ast.literal_eval(pairs.get(row["index"]) or "[]")]
            yield row["index"], row["text"], int(row["label"]), [m for m in marked if m]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / "causal" / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def _spans(text: str, marked: str) -> Marked:
    """Spans of one marked copy of a sentence; none where the copy is not the sentence."""
    plain, spans, opened = "", [], {}
    for part in re.split(r"(</?(?:ARG[01]|SIG\d)>)", marked):
        tag = re.fullmatch(r"<(/?)(ARG[01]|SIG\d)>", part)
        if not tag:
            plain += part
        elif tag[1]:
            spans.append(((opened[tag[2]], len(plain)), NAMES[tag[2].rstrip("0123456789") if tag[2][:3] == "SIG" else tag[2]]))
        else:
            opened[tag[2]] = len(plain)
    lead = len(text) - len(text.lstrip())
    return (
        [((s + lead, e + lead), n) for (s, e), n in spans] if plain.strip() == text.strip() and plain == plain.lstrip() else []
    )


def examples() -> Iterator[Example]:
    for _, text, label, pairs in sentences(held=False):
        found = read(text)
        one = example(found)
        if label and not pairs:
            one.labels["cause"] = np.full(len(found), UNKNOWN)
        else:
            one.labels["cause"] = mark(found, _together(pairs), CAUSES)
        yield Example(one.ids, one.features, one.labels, asked=(Asked(0, len(found), causal=label),), sentence=one.sentence)


def _together(pairs: list[Marked]) -> Marked:
    """All pairs of a sentence that do not overlap one before them."""
    taken: Marked = []
    for pair in pairs:
        if not any(s < e2 and s2 < e for (s, e), _ in pair for (s2, e2), _ in taken):
            taken += pair
    return taken
