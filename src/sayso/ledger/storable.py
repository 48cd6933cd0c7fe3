"""Values that every store takes: text without lone surrogates and NUL, integers of 64 bits.

Only columns that are searched and listed are so changed; the exact value is in the body that stands beside them.
"""

from __future__ import annotations

import re

NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LARGEST = 2**63 - 1


def storable(value: object) -> object:
    """`value`, with REPLACEMENT for what is no Unicode text, and numbers beyond 64 bits held at the largest."""
    if isinstance(value, str):
        return text(value)
    return whole(value) if isinstance(value, int) else value


def whole(value: int) -> int:
    return max(-LARGEST, min(value, LARGEST)) if not -LARGEST <= value <= LARGEST else value


def text(value: str) -> str:
    """A plain `str`, not a member of a vocabulary: drivers look at the exact type."""
    plain = value if type(value) is str else str(value)
    return NOT_TEXT.sub(REPLACEMENT, plain) if "\x00" in plain or not plain.isascii() else plain
