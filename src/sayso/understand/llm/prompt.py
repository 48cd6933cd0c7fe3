"""What a model is asked about one report: what to do, the kinds, the form, and the text between marks that it cannot hold."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources

from sayso.collect.llm.ways import Prompt
from sayso.types import Report
from sayso.understand.llm.schema import schema
from sayso.vocabulary import kinds

MARK = 16
"""Hex digits of the mark around a report. They are of the hash of its own text, so no writer of it can know them."""
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
"""Half characters, which no request can carry. One for one, so that what is around them is still found."""


def prompt(report: Report) -> Prompt:
    """The same report is always asked about in the same words."""
    text = text_of(report)
    mark = f"report-{hashlib.sha256(text.encode()).hexdigest()[:MARK]}"
    return Prompt(system(), f"<{mark}>\n{text}\n</{mark}>", schema())


def text_of(report: Report) -> str:
    """Its blocks, without what stands around them on the page: no claim could be of that."""
    return "\n\n".join(block.span.of(report.text) for block in report.blocks).translate(SURROGATES)


@cache
def system() -> str:
    told = resources.files("sayso.understand.llm").joinpath("prompt.txt").read_text(encoding="utf8")
    listed = "\n".join(f"{kind.kind}: {kind.meaning} ({kind.group})" for kind in kinds().values())
    return f"{told}\nThe kinds:\n{listed}\n\nThe form, as JSON Schema:\n{json.dumps(schema())}\n"


@cache
def prompt_hash() -> str:
    """Eight hex digits over all that every prompt says: claims of another prompt are another maker's."""
    return hashlib.sha256(system().encode()).hexdigest()[:8]
