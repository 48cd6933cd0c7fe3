"""The key under which a place name is looked up. The builder of the gazetteer and the look-up both use it.

    "São Paulo" → "sao paulo"    "Ust-Kamenogorsk" → "ust kamenogorsk"    "St. Petersburg" → "st petersburg"

Accents and letter case vary between outlets, so the key drops them; other scripts keep their letters.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"}
)
MARKS_BETWEEN = str.maketrans("", "", "'’‘ʻʼʿʾ`´")
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def key(name: str) -> str:
    """Lower case, without accents and apostrophes, words parted by one space; empty for a name without letters or digits."""
    folded = name if name.isascii() else _without_accents(name)
    words = WORD.findall(folded.translate(MARKS_BETWEEN).lower())
    return " ".join(SHORT.get(w, w) for w in words)


def _without_accents(name: str) -> str:
    """NFKD without the marks of Latin, Greek and Cyrillic; the vowel signs of other scripts are letters and stay."""
    apart = unicodedata.normalize("NFKD", name.lower().replace("i̇", "i"))
    return unicodedata.normalize("NFC", re.sub("[̀-ͯ]", "", apart)).translate(LETTERS)
