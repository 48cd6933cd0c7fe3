"""How parts of a page are shown that CommonMark leaves plain: headings with a link to themselves, pictures, code, tables."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

PROMPT = ">>> "
WHOLE = 28
"""Characters of a piece of code that is not broken at the end of a line."""


def rendered(tokens: Sequence[Token]) -> str:
    to = MarkdownIt("commonmark").enable("table")
    to.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
    to.add_render_rule("table_close", lambda *_: "</table></div>\n")
    to.add_render_rule("heading_close", _heading_close)
    to.add_render_rule("image", _image)
    to.add_render_rule("code_inline", lambda _, all_, n, *rest: _inline(all_[n].content))
    to.add_render_rule("fence", lambda _, all_, n, *rest: code(all_[n].content, all_[n].info.strip()))
    return str(to.renderer.render(tokens, to.options, {}))


def plain(inline: Token) -> str:
    """The words of a stretch of text, without marks."""
    return "".join(" " if one.type in ("softbreak", "hardbreak") else one.content for one in inline.children or ())


def _inline(text: str) -> str:
    whole = ' class="whole"' if len(text) <= WHOLE else ""
    return f"<code{whole}>{escape(text)}</code>"


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
