"""A page of the site: its text made, with what stands around it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.contents import DECISIONS, Place
from handbook.markdown import Made, made, title

FRONT = "index.html"
NUMBER = re.compile(r"^\d+\.?\s+")
"""Some decisions have theirs in their title."""


@dataclass(frozen=True, slots=True)
class Page:
    place: Place
    title: str
    made: Made

    @property
    def short(self) -> str:
        """For the contents: "For an editor: print a number …" is there for an editor."""
        if self.place.chapter == DECISIONS:
            return f"{int(Path(self.place.source).name[:4])}. {NUMBER.sub('', self.title)}"
        return "Start here" if self.place.target == FRONT else self.title.partition(": ")[0]

    @property
    def root(self) -> str:
        """The way from here to the top of the site: "" or "../"."""
        return "../" * self.place.target.count("/")

    def to(self, target: str) -> str:
        """The address of a file of the site as this page sees it."""
        return posixpath.relpath(target, posixpath.dirname(self.place.target) or ".")


def pages(root: Path, places: Sequence[Place]) -> list[Page]:
    texts = {place.source: (root / place.source).read_text(encoding="utf8") for place in places}
    titles = {source: title(text) for source, text in texts.items()}
    targets = {place.source: place.target for place in places}
    found = []
    for place in places:
        here = posixpath.dirname(place.target) or "."

        def linked(file: str, here: str = here) -> str | None:
            return posixpath.relpath(targets[file], here) if file in targets else None

        text = made(place.source, texts[place.source], root, linked, titles)
        found.append(Page(place, titles[place.source] or place.source, text))
    return found
