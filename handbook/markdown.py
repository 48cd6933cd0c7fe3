"""Markdown to HTML: CommonMark with tables, and what these pages have of their own.

* Lines after `>>>` are the examples that doctest runs (`docs/tour.md`): a block of code, not three quotations.
* What is called `docs/errors.md` in the text, and a code such as E011, leads there.
* A heading has an anchor, and so has a row of a table whose first cell is a name.
"""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

PROMPT = ">>> "
MENTION = re.compile(r"\bdocs/[\w/-]+\.md\b|\b[A-Z]{3,}[A-Z_]*\.md\b|\bE\d{3}\b")
NAME = re.compile(r"[A-Za-z_][\w.-]{1,60}")
CODE = re.compile(r"E\d{3}")
ERRORS = "docs/errors.md"
OF_THE_TEMPLATE = frozenset({"text", "words", "found"})
"""Anchors that are taken on every page."""
DARK = ("-light.png", "-dark.png")

Linked = Callable[[str], str | None]
"""From a file of the project to the address of its page as this page sees it; None where it is no page."""


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
    page = _Page(source, root, linked, titles)
    page.anchor_headings(tokens)
    page.anchor_rows(tokens)
    page.link(tokens)
    page.mark_usage(tokens)
    html = page.render(tokens)
    return Made(html, tuple(page.headings), tuple(_parts(tokens)), tuple(dict.fromkeys(page.pictures)))


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


def slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "part"


def plain(inline: Token) -> str:
    return "".join(" " if one.type in ("softbreak", "hardbreak") else one.content for one in inline.children or ())


class _Page:
    """One page while it is made."""

    def __init__(self, source: str, root: Path, linked: Linked, titles: Mapping[str, str]) -> None:
        self.source, self.root, self.linked, self.titles = source, root, linked, titles
        self.headings: list[Heading] = []
        self.pictures: list[str] = []
        self._taken = set(OF_THE_TEMPLATE)

    def anchor_headings(self, tokens: Sequence[Token]) -> None:
        for n, token in enumerate(tokens):
            if token.type == "heading_open":
                text = plain(tokens[n + 1])
                if self.headings and token.tag == "h1":  # a page has one title
                    token.tag = tokens[n + 2].tag = "h2"
                token.attrs["id"] = self._anchor(slug(text))
                self.headings.append(Heading(int(token.tag[1]), text, str(token.attrs["id"])))

    def anchor_rows(self, tokens: Sequence[Token]) -> None:
        for n, token in enumerate(tokens):
            if token.type == "tr_open" and tokens[n + 1].type == "td_open":
                name = plain(tokens[n + 2]).strip()
                if NAME.fullmatch(name) and (name if CODE.fullmatch(name) else slug(name)) not in self._taken:
                    token.attrs["id"] = self._anchor(name if CODE.fullmatch(name) else slug(name))

    def _anchor(self, wanted: str) -> str:
        found, n = wanted, 1
        while found in self._taken:
            n += 1
            found = f"{wanted}-{n}"
        self._taken.add(found)
        return found

    def mark_usage(self, tokens: Sequence[Token]) -> None:
        """A paragraph that is one piece of code says how a command is typed."""
        for n, token in enumerate(tokens):
            if token.type == "paragraph_open" and [one.type for one in tokens[n + 1].children or ()] == ["code_inline"]:
                token.attrs["class"] = "usage"

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
            yield from _link(address + f"#{found[0]}" * (file == ERRORS and file != found[0]), self._called(found[0]))
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

    def render(self, tokens: Sequence[Token]) -> str:
        renderer = MarkdownIt("commonmark").enable("table")
        renderer.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
        renderer.add_render_rule("table_close", lambda *_: "</table></div>\n")
        renderer.add_render_rule("heading_close", _heading_close)
        renderer.add_render_rule("image", _image)
        renderer.add_render_rule("fence", lambda _, all_, n, *rest: code(all_[n].content, all_[n].info.strip()))
        return str(renderer.renderer.render(tokens, renderer.options, {}))


def _heading_close(_: object, tokens: Sequence[Token], n: int, *rest: object) -> str:
    token = tokens[n - 2]
    mark = "" if token.tag == "h1" else f' <a class="here" href="#{token.attrs["id"]}" aria-label="Link to this part">#</a>'
    return f"{mark}</{token.tag}>\n"


def _image(renderer: object, tokens: Sequence[Token], n: int, *rest: object) -> str:
    token = tokens[n]
    attrs = {**token.attrs, "alt": plain(token)}
    image = "<img " + " ".join(f'{name}="{escape(str(value))}"' for name, value in attrs.items()) + ">"
    if "dark" not in token.meta:
        return image
    dark = f'<source media="(prefers-color-scheme: dark)" srcset="{escape(token.meta["dark"])}">'
    return f"<picture>{dark}{image}</picture>"


def code(text: str, language: str) -> str:
    """A block of code: what a person types stands out from what comes back."""
    lines = "\n".join(_line(line, language) for line in text.rstrip("\n").split("\n"))
    return f'<pre class="{escape(language or "text")}" tabindex="0"><code>{lines}\n</code></pre>\n'


def _line(line: str, language: str) -> str:
    if language == "console" and line.startswith("$ "):
        return f'<span class="prompt">$ </span><b>{escape(line[2:])}</b>'
    if language == "pycon" and line.startswith((PROMPT, "... ")):
        return f'<span class="prompt">{escape(line[:4])}</span><b>{escape(line[4:])}</b>'
    if language in ("", "sh", "toml", "sql") and (found := re.search(r"(^|\s)(#|--)\s.*$", line)):
        return f"{escape(line[: found.start()])}<i>{escape(found[0])}</i>"
    return escape(line)


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its header (PNG specification, section 11.2.1)."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(href: str, text: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": href})
    yield _text(text)
    yield Token("link_close", "a", -1)


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
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
