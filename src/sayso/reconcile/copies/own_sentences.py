"""The sentences of a report that are the reporter's own: what two texts must share to be copies.

Not own: headlines and headings, captions, what the page marks as a quotation, furniture (outside every block), lines that end
without a stop (headlines of other stories that a page lists below its own), and the words between quotation marks, which
another reporter may have heard as well. A name for something in quotation marks ("militants")
stays, since it is part of the reporter's sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.types import Report, Span
from sayso.understand.attributions.quotations import quotations
from sayso.understand.sentences import split
from sayso.vocabulary import BlockKind

OWN_BLOCKS = frozenset({BlockKind.LEAD, BlockKind.BODY, BlockKind.ENTRY})
WORD = re.compile(r"[^\W_]+")
STOPPED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
LONGEST_STOP = 8
"""Characters of a stop with the marks that close behind it."""
LONGEST_LABEL = 3
"""Words between quotation marks that are a label in a sentence; more are what somebody said."""
SHORTEST = 5
"""Words that a sentence must have to be told again by nobody else: "he said on Friday" is in every report."""

Words = tuple[str, ...]


def own_sentences(report: Report) -> Iterator[Words]:
    """The words of each, lower case, without what is quoted and without punctuation."""
    for block in report.blocks:
        if block.kind in OWN_BLOCKS:
            start, unquoted = block.span.start, _unquoted(report.text, block.span)
            for span in split(report.text, block.span):
                words = WORD.findall(unquoted[span.start - start : span.end - start])
                if len(words) >= SHORTEST and STOPPED.search(span.of(report.text)[-LONGEST_STOP:]):
                    yield tuple(word.lower() for word in words)


def _unquoted(text: str, within: Span) -> str:
    """The stretch with blanks in the place of each quotation, so that it is as long as before."""
    left = list(within.of(text))
    for quoted in quotations(text, within):
        if len(WORD.findall(quoted.of(text))) > LONGEST_LABEL:
            start, end = quoted.start - within.start, quoted.end - within.start
            left[start:end] = " " * (end - start)
    return "".join(left)
