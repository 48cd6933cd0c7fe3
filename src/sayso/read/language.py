"""The language of a text: English by its most common words, which is fast; Chinese, Japanese and Korean by their script; any
other by py3langid."""

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
FEWEST_OF_OTHER_SCRIPTS = 60
"""The same, outside Latin script, where far fewer languages are to be told apart."""
FEWEST_EAST_ASIAN = 20
KANA_SHARE = 0.05
"""Of the letters. Japanese has 0.4 and more, a Chinese text that names something Japanese less than 0.02."""
SURE = 0.9
"""Probability by py3langid."""
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
KANA = re.compile(r"[\u3040-\u30ff]")
HANGUL = re.compile(r"[\uac00-\ud7af]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
NO_LANGUAGE = "zxx"
"""What py3langid calls lists of numbers and the like, by ISO 639-2."""
WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text, or None where it cannot be told."""
    found = WORD.findall(text[:LOOKED_AT].lower())
    if len(found) >= FEWEST_WORDS and sum(word in COMMON for word in found) >= ENGLISH_SHARE * len(found):
        return "en"
    letters = "".join(found)
    fewest = FEWEST_OF_OTHER_SCRIPTS if 2 * len(LATIN.findall(letters)) < len(letters) else FEWEST_LETTERS
    return _east_asian(letters) or (_by_letters(text[:LOOKED_AT]) if len(letters) > fewest else None)


def found_or_told(text: str, told: str | None) -> str | None:
    """The language that a text shows; what its page or data tell of it only where it shows none.

    Many a site tells one language for all its pages, and a wrong word here would cost all claims of the report.
    """
    return language(text) or told


def code(value: object) -> str | None:
    """The language of a page's `lang` or a JSON `language`: "en-GB" → "en". None for anything that is no such code."""
    match = re.match(r"([A-Za-z]{2,3})(?:[-_].{0,30})?$", value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def _east_asian(letters: str) -> str | None:
    count = len(EAST_ASIAN.findall(letters))
    if count < FEWEST_EAST_ASIAN or 2 * count < len(letters):
        return None
    if 2 * len(HANGUL.findall(letters)) > count:
        return "ko"
    return "ja" if len(KANA.findall(letters)) > KANA_SHARE * count else "zh"


def _by_letters(text: str) -> str | None:
    name, probability = _identifier().classify(text)
    return str(name) if probability >= SURE and name != NO_LANGUAGE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


COMMON = frozenset(entries("stopwords"))
