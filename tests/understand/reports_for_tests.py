"""Reports of plain paragraphs, for tests of layers."""

from __future__ import annotations

from dataclasses import replace

from sayso.types import Block, Field, Layers, Report, Span
from sayso.understand.places.layer import places
from sayso.understand.sentences import sentences
from sayso.vocabulary import BlockKind


def report_of(*paragraphs: str, published: str | None = "2022-01-07", kind: BlockKind = BlockKind.BODY) -> Report:
    """Each paragraph is a block of `kind`."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    return Report("r0", "test", text, (Field("text", Span(0, len(text))),), tuple(blocks), published=published)


def titled(title: str, text: str) -> Report:
    """A block for the title, if there is one, and for each line of `text` a block of the body."""
    report = report_of(*([title] if title else []), *text.split("\n"))
    if not title:
        return report
    blocks = (replace(report.blocks[0], kind=BlockKind.TITLE), *report.blocks[1:])
    return replace(report, title=title, blocks=blocks)


def with_places(report: Report) -> Layers:
    found = Layers(sentences=sentences.run(report, Layers()))
    return replace(found, places=places.run(report, found))
