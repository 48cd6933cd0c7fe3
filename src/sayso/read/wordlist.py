"""Word lists of the page layout: `read/words/en/NAME.txt`, one entry a line; `#` begins a comment.

A line may carry a value after a tab. Entries are matched without regard to case, with straight apostrophes.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def entries(name: str, language: str = "en") -> tuple[str, ...]:
    """The lines of a list, in order, lower case."""
    return tuple(entry for entry, _ in _rows(name, language))


@cache
def table(name: str, language: str = "en") -> dict[str, str]:
    """Entry → value; an entry without a value stands for itself, as it is written."""
    return dict(_rows(name, language))


@cache
def either(name: str, language: str = "en") -> str:
    """A regular expression for any entry, longest first; a space in an entry is any white space in the text."""
    longest_first = sorted(entries(name, language), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(e).replace(r"\ ", r"\s+").replace("'", "['’]") for e in longest_first) + ")"


def _rows(name: str, language: str) -> list[tuple[str, str]]:
    text = resources.files("sayso.read").joinpath("words", language, f"{name}.txt").read_text(encoding="utf8")
    lines = (line.split("#", 1)[0].rstrip() for line in text.splitlines())
    split = (line.partition("\t") for line in lines if line)
    return [(entry.lower(), value or entry) for entry, _, value in split]
