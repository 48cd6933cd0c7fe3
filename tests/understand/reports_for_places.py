"""Reports of one or more plain paragraphs, with the layers that places need."""

from __future__ import annotations

from dataclasses import replace

from sayso.types import Block, Field, Layers, Report, Span
from sayso.understand.places import places
from sayso.understand.sentences import sentences
from sayso.vocabulary import BlockKind


def report_of(text: str, title: str = "") -> Report:
    """`title`, if any, is the first block; each line of `text` is a block of the body."""
    full = f"{title}\n\n{text}" if title else text
    blocks = [Block(BlockKind.TITLE, Span(0, len(title)))] if title else []
    at = len(full) - len(text)
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.BODY, Span(at, at + len(line))))
        at += len(line) + 1
    return Report("r", "r", full, (Field("text", Span(0, len(full))),), tuple(blocks), title=title or None)


def found_in(report: Report) -> Layers:
    found = Layers(sentences=sentences.run(report, Layers()))
    return replace(found, places=places.run(report, found))
