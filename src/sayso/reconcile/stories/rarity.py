"""How rare a word is in news: looked up in a fixed list, never counted in the ledger.

That makes the terms of a report a function of the report alone: they are stored once and hold as of any moment, however many
reports come after it. The list is made by `training/rarity.py`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

RAREST = 24
"""The class of what the list does not hold: one above the highest that it can give, three documents in 8,420."""
LISTED = "en"
"""The language of the list."""
COMMON = 4
"""Words of a lower class stand in more than a quarter of all documents and tell no story from another."""


def rarity(word: str) -> int:
    """The class of a stem of `words.py`: 0 stands in every document, two more for each halving."""
    return _classes().get(word, RAREST)


@cache
def _classes() -> dict[str, int]:
    file = resources.files("sayso.reconcile").joinpath("words", LISTED, "rarity.txt")
    lines = (line for line in file.read_text(encoding="utf8").splitlines() if not line.startswith("#"))
    return {word: int(level) for word, _, level in (line.partition("\t") for line in lines)}
