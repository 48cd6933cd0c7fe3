"""What leads where: links between pages, and what names a page or a code in running text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it.token import Token

from handbook.rendering import size

MENTION = re.compile(r"\bdocs/[\w/-]+\.md\b|\b[A-Z]{3,}[A-Z_]*\.md\b|\bE\d{3}\b")
CODE = re.compile(r"E\d{3}")
ERRORS = "docs/errors.md"
DARK = ("-light.png", "-dark.png")

Linked = Callable[[str], str | None]
"""From a file of the project to the address of its page as this page sees it; None where it is no page."""


@dataclass(slots=True)
class Links:
    """Of one page. `source`: its file, seen from the root. `titles`: of all pages, by file."""

    source: str
    root: Path
    linked: Linked
    titles: Mapping[str, str]
    pictures: list[str] = field(default_factory=list)
    """Files of the project that it shows."""

    def link(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.children:
                token.children = list(self._linked(token.children))

    def _linked(self, children: Sequence[Token]) -> Iterator[Token]:
        within = 0
        for child in children:
            within += child.nesting if child.type.startswith("link_") else 0
            if child.type == "link_open":
                child.attrs["href"] = self._address(str(child.attrs["href"]))
            elif child.type == "image":
                self._picture(child)
            if child.type == "text" and not within:
                yield from self._mentions(child.content)
            elif child.type == "code_inline" and not within and child.content != self.source and self.linked(child.content):
                yield from _link(str(self.linked(child.content)), child)
            else:
                yield child

    def _address(self, href: str) -> str:
        """Of a page of the site where it leads to a file that is one, else as it is."""
        path, mark, anchor = href.partition("#")
        if "://" in href or not path:
            return href
        found = self.linked(self._file(path))
        return href if found is None else found + mark + anchor

    def _file(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.source), path))

    def _mentions(self, text: str) -> Iterator[Token]:
        """Parts of a text, with what names another page as a link to it."""
        end = 0
        for found in MENTION.finditer(text):
            file = ERRORS if CODE.fullmatch(found[0]) else found[0]
            address = None if file == self.source else self.linked(file)
            if address is None:
                continue
            yield _text(text[end : found.start()])
            yield from _link(address + f"#{found[0]}" * (file == ERRORS and file != found[0]), _text(self._called(found[0])))
            end = found.end()
        yield _text(text[end:])

    def _called(self, mention: str) -> str:
        return f"“{self.titles[mention]}”" if mention in self.titles else mention

    def _picture(self, image: Token) -> None:
        file = self._file(str(image.attrs["src"]))
        self.pictures.append(file)
        dark = file.replace(*DARK)
        if dark != file and (self.root / dark).is_file():
            self.pictures.append(dark)
            image.meta["dark"] = str(image.attrs["src"]).replace(*DARK)
        width, height = size(self.root / file)
        image.attrs |= {"width": width, "height": height, "loading": "lazy"}


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(href: str, within: Token) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": href})
    yield within
    yield Token("link_close", "a", -1)
