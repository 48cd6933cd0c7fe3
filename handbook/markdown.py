"""Markdown to HTML: CommonMark with tables, and what these pages have of their own.

* Lines after `>>>` are the examples that doctest runs (`docs/tour.md`): a block of code, not three quotations.
* What is called `docs/errors.md` in the text, and a code such as E011, leads there (`linking`).
* A heading has an anchor, and so has a row of a table whose first cell is a name (`anchors`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook.anchors import Anchors, Heading, Part, parts
from handbook.linking import Linked, Links
from handbook.rendering import PROMPT, rendered


@dataclass(frozen=True, slots=True)
class Made:
    html: str
    headings: tuple[Heading, ...]
    parts: tuple[Part, ...]
    pictures: tuple[str, ...]
    """Files of the project that it shows."""


def made(source: str, text: str, root: Path, linked: Linked, titles: Mapping[str, str]) -> Made:
    """`source`: its file, seen from the root. `titles`: of all pages, by file."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(examples(text))
    anchors, links = Anchors(), Links(source, root, linked, titles)
    anchors.of_headings(tokens)
    anchors.of_rows(tokens)
    links.link(tokens)
    mark_usage(tokens)
    found = tuple(parts(tokens))
    return Made(rendered(tokens), tuple(anchors.headings), found, tuple(dict.fromkeys(links.pictures)))


def title(text: str) -> str:
    """The first heading, without marks."""
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1].replace("`", "").strip() if found else ""


def examples(text: str) -> str:
    """With each stretch of doctest as a block of code."""
    out: list[str] = []
    fenced = inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        if not inside and not fenced and line.startswith(PROMPT):
            fenced = True
            out.append("```pycon")
        elif fenced and not line:
            fenced = False
            out.append("```")
        out.append(line)
    return "\n".join([*out, "```"] if fenced else out) + "\n"


def mark_usage(tokens: Sequence[Token]) -> None:
    """A paragraph that is one piece of code says how a command is typed."""
    for n, token in enumerate(tokens):
        if token.type == "paragraph_open" and [one.type for one in tokens[n + 1].children or ()] == ["code_inline"]:
            token.attrs["class"] = "usage"
