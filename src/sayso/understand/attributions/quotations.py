"""Quotations of a block of text: the stretches between quotation marks, marks included.

Takes “…”, "…", ''…'', «…», ‘…’ and '…'. A double mark that is opened and not closed runs to the end of its paragraph, as
running quotations do in print ("“First paragraph. / “Second paragraph.”"). A single mark opens only before a word and
after white space, and closes only after a word or a stop, so that apostrophes are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.types import Span

OPEN = re.compile(r"[“«]|''(?=\S)|\"|(?<![^\s(\[—–-])['‘](?=[\w$])")
CLOSE = {
    "“": re.compile(r"[”“]|\"(?!\w)|\n\s*\n|\n(?=[“])"),
    "«": re.compile(r"»|\n\s*\n"),
    '"': re.compile(r"\"|\n\s*\n"),
    "''": re.compile(r"''|\n\s*\n"),
    "‘": re.compile(r"(?<=[\w.,?!…])’(?!\w)|\n\s*\n"),
    "'": re.compile(r"(?<=[\w.,?!…])'(?!\w)|\n\s*\n"),
}
SINGLE = frozenset("'‘")


def quotations(text: str, within: Span) -> Iterator[Span]:
    """The quotations of `within` in order; they do not overlap."""
    at = within.start
    while opening := OPEN.search(text, at, within.end):
        mark = opening.group()
        closing = CLOSE[mark].search(text, opening.end(), within.end)
        closed = closing is not None and not closing.group().startswith("\n") and closing.group() != "“"
        if not closed and mark in SINGLE:
            at = opening.end()
            continue
        end = within.end if closing is None else closing.end() if closed else closing.start()
        if end - opening.start() > 1:
            yield Span(opening.start(), end)
        at = max(end, opening.end())
