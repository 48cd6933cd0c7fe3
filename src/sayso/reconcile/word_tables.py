"""Word lists of reconciling: `reconcile/words/en/NAME.txt`, one entry a line, values after tabs; `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """Entry and values of each line, in the order of the file; empty values at the end are kept."""
    file = resources.files("sayso.reconcile").joinpath("words", language, f"{name}.txt")
    lines = (line.split("#", 1)[0].strip(" \r") for line in file.read_text(encoding="utf8").splitlines())
    return tuple(tuple(part.strip() for part in line.split("\t")) for line in lines if line)


@cache
def table(name: str, language: str = "en") -> dict[str, str]:
    """Entry → its first value."""
    return {row[0]: row[1] for row in rows(name, language)}


@cache
def words(name: str, language: str = "en") -> frozenset[str]:
    """The entries of a list, whatever their values."""
    return frozenset(row[0] for row in rows(name, language))
