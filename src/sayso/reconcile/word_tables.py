"""Word lists of reconciling: `reconcile/words/en/NAME.txt`, one entry a line; `#` begins a comment, a tab its value."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """Entry and value of each line, in the order of the file; an entry without a value has ""."""
    file = resources.files("sayso.reconcile").joinpath("words", language, f"{name}.txt")
    lines = (line.split("#", 1)[0].strip() for line in file.read_text(encoding="utf8").splitlines())
    split = (line.partition("\t") for line in lines if line)
    return tuple((entry.strip(), value.strip()) for entry, _, value in split)


@cache
def table(name: str, language: str = "en") -> dict[str, str]:
    return dict(rows(name, language))


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    return frozenset(entry for entry, _ in rows(name, language))
