"""The language of a text: English by its most common words, which is fast; any other by py3langid."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sayso.read.wordlist import entries

LOOKED_AT = 4_000
"""Characters; news keeps to one language."""
ENGLISH_SHARE = 0.2
"""Of the words. English news has 0.35 to 0.5, other languages of Latin script under 0.1."""
FEWEST_WORDS = 5
FEWEST_LETTERS = 200
"""Letters below which telling languages apart by letters is a guess."""
SURE = 0.9
"""Probability by py3langid."""
WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where it cannot be told."""
    found = WORD.findall(text[:LOOKED_AT].lower())
    if len(found) >= FEWEST_WORDS and sum(word in COMMON for word in found) >= ENGLISH_SHARE * len(found):
        return "en"
    return _by_letters(text[:LOOKED_AT]) if sum(map(len, found)) > FEWEST_LETTERS else None


def code(value: object) -> str | None:
    """The language of a page's `lang` or a JSON `language`: "en-GB" → "en". None for anything that is no such code."""
    match = re.match(r"([A-Za-z]{2,3})(?:[-_].{0,30})?$", value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def _by_letters(text: str) -> str | None:
    name, probability = _identifier().classify(text)
    return str(name) if probability >= SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


COMMON = frozenset(entries("stopwords"))
