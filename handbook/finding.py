"""What the search looks through: one script that the page loads when somebody begins to type.

A page that is opened from a folder may load a script that lies beside it, and no other data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from handbook.pages import Page


def index(pages: Iterable[Page]) -> str:
    """`SAYSO_PAGES = [[address, title, chapter, [[title, anchor, text], …]], …]`"""
    rows = [
        [
            page.place.target,
            page.title,
            page.place.chapter,
            [[part.title, part.anchor, part.text] for part in page.made.parts if part.title or part.text],
        ]
        for page in pages
    ]
    return f"window.SAYSO_PAGES={json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"
