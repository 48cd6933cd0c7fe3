"""Anchors of headings and of rows, and the parts of a page that a search finds by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from handbook.linking import CODE
from handbook.rendering import plain

NAME = re.compile(r"[A-Za-z_][\w.-]{1,60}")
OF_THE_TEMPLATE = frozenset({"text", "words", "found"})
"""Anchors that are taken on every page."""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page that a search can find: a heading with what follows, or a row of a table."""

    title: str
    anchor: str
    text: str


@dataclass(slots=True)
class Anchors:
    """Of one page; each is given once."""

    headings: list[Heading] = field(default_factory=list)
    taken: set[str] = field(default_factory=lambda: set(OF_THE_TEMPLATE))

    def of_headings(self, tokens: Sequence[Token]) -> None:
        for n, token in enumerate(tokens):
            if token.type == "heading_open":
                text = plain(tokens[n + 1])
                if self.headings and token.tag == "h1":  # a page has one title
                    token.tag = tokens[n + 2].tag = "h2"
                token.attrs["id"] = self._anchor(slug(text))
                self.headings.append(Heading(int(token.tag[1]), text, str(token.attrs["id"])))

    def of_rows(self, tokens: Sequence[Token]) -> None:
        for n, token in enumerate(tokens):
            if token.type == "tr_open" and tokens[n + 1].type == "td_open":
                name = plain(tokens[n + 2]).strip()
                if NAME.fullmatch(name) and (name if CODE.fullmatch(name) else slug(name)) not in self.taken:
                    token.attrs["id"] = self._anchor(name if CODE.fullmatch(name) else slug(name))

    def _anchor(self, wanted: str) -> str:
        found, n = wanted, 1
        while found in self.taken:
            n += 1
            found = f"{wanted}-{n}"
        self.taken.add(found)
        return found


def slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "part"


def parts(tokens: Sequence[Token]) -> Iterator[Part]:
    """The rows of tables by themselves, and all else under its heading."""
    heading, anchor, words = "", "", list[str]()
    row: list[str] | None = None
    row_id = ""
    for n, token in enumerate(tokens):
        if token.type == "heading_open":
            if heading or words:
                yield Part(heading, anchor, " ".join(words))
            heading, anchor, words = plain(tokens[n + 1]), str(token.attrs["id"]), []
        elif token.type == "tr_open":
            row, row_id = ([], str(token.attrs["id"])) if "id" in token.attrs else (None, "")
        elif token.type == "tr_close" and row:
            yield Part(row[0], row_id, " ".join(row[1:]))
            row = None
        elif token.type == "inline" and tokens[n - 1].type != "heading_open":
            (words if row is None else row).append(plain(token))
        elif token.type in ("fence", "code_block"):
            words.append(" ".join(token.content.split()))
    yield Part(heading, anchor, " ".join(words))
