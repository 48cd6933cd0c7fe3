"""The menu "Export" of a view: each format with the address that gives it for what the view shows."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.export.formats.registry import FORMATS
from sayso.serve.asking import Question

EXPORT, ONLY = "/export", "only"
LONGEST_KEY = 300
"""Characters of what alone is exported: an origin's key is the longest."""


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    about: str
    at: str


def choices(asks: Question, only: str | None) -> list[Choice]:
    """`only`: the one thing that the view shows, by its id."""
    return [Choice(one.name, one.about, asks.at(f"{EXPORT}/{one.name}", {ONLY: only})) for one in FORMATS.values()]
