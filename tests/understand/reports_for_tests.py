"""A report of plain paragraphs, for tests of layers."""

from __future__ import annotations

from sayso.types import Block, Field, Report, Span
from sayso.vocabulary import BlockKind


def report_of(*paragraphs: str, published: str | None = "2022-01-07", kind: BlockKind = BlockKind.BODY) -> Report:
    """Each paragraph is a block of `kind`."""
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind, Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    return Report("r0", "test", text, (Field("text", Span(0, len(text))),), tuple(blocks), published=published)
