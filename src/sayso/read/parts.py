"""A page's tree to parts: stretches of visible text with the role that the markup gives them, in the order of the page.

Nothing is chosen here; `main_text.py` says which parts are the news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from sayso.read.page_roles import INLINE, Role, Roles, unseen


@dataclass(frozen=True, slots=True)
class Part:
    """`text` has single spaces. `linked`: characters of it inside links. `dated`: it holds a time element."""

    text: str
    role: Role
    tag: str
    linked: int = 0
    dated: bool = False


@dataclass(slots=True)
class _Run:
    """Inline text as it is collected, up to the next block."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    dated: bool = False

    def part(self, role: Role, tag: str) -> Iterator[Part]:
        text = " ".join("".join(self.pieces).split())
        if text:
            yield Part(text, role, tag, self.linked, self.dated)
        self.pieces, self.linked, self.dated = [], 0, False


def parts(page: HtmlElement) -> list[Part]:
    """All visible parts of a page."""
    body = page.find("body")
    root = page if body is None else body
    walker = _Walker(Roles(root))
    found = list(walker.walk(root, Role(), "body"))
    found.extend(walker.run.part(Role(), "body"))
    return found


@dataclass(slots=True)
class _Walker:
    roles: Roles
    run: _Run = field(default_factory=_Run)

    def walk(self, element: HtmlElement, role: Role, tag: str, linked: bool = False) -> Iterator[Part]:
        """The parts that end inside `element`; what is left in the run belongs to the block around it."""
        self._text(element.text, linked)
        for child in element:
            if isinstance(child.tag, str) and not unseen(child):
                yield from self._child(child, role, tag, linked)
            self._text(child.tail, linked)

    def _child(self, child: HtmlElement, role: Role, tag: str, linked: bool) -> Iterator[Part]:
        inner = self.roles.inside(child, role)
        if child.tag == "br":
            yield from self._line_break(child, role, tag)
        elif child.tag in INLINE and inner == role:
            self.run.dated = self.run.dated or child.tag == "time"
            yield from self.walk(child, role, tag, linked or child.tag == "a")
        else:
            yield from self.run.part(role, tag)
            yield from self.walk(child, inner, child.tag, linked or child.tag == "a")
            self.run.dated = self.run.dated or child.tag == "time"
            yield from self.run.part(inner, child.tag)

    def _line_break(self, element: HtmlElement, role: Role, tag: str) -> Iterator[Part]:
        """Two line breaks are how old pages begin a paragraph; one is a space."""
        after = element.getnext()
        if after is not None and after.tag == "br" and not (element.tail or "").strip():
            yield from self.run.part(role, tag)
        self._text(" ", False)

    def _text(self, text: str | None, linked: bool) -> None:
        if text:
            self.run.pieces.append(text)
            self.run.linked += len(text.strip()) if linked else 0
