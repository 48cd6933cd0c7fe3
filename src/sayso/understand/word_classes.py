"""Closed classes of function words, by name: data of the language, as `word_classes.txt` lists them."""

from __future__ import annotations

from functools import cache

from sayso.understand.language import table


@cache
def members(name: str, language: str = "en") -> frozenset[str]:
    """The words of a class. KeyError where the language has no such class."""
    return frozenset(table("word_classes", language)[name].split())
