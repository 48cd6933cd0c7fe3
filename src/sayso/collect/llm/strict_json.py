"""JSON that means one thing: no key twice, no NaN, nothing after its end. RFC 8259 leaves those to the reader's taste."""

from __future__ import annotations

import json
from typing import Any, NoReturn

MOST_TRIES = 20
"""Opening brackets at which an object is looked for in a text."""


class NotJsonError(ValueError):
    """It is none, or it means more than one thing."""


def parsed(text: str) -> Any:
    """The value that the whole text is. Raises NotJsonError, also for what is nested too deep to be read."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_none_such)
    except (ValueError, RecursionError):  # numbers of thousands of digits are a ValueError too
        raise NotJsonError from None


def found(text: str) -> Any:
    """The first object in a text: models that know no JSON mode put words or a fence around it. Raises NotJsonError."""
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_none_such)
    at = text.find("{")
    for _ in range(MOST_TRIES):
        if at < 0:
            break
        try:
            return decoder.raw_decode(text, at)[0]
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
    raise NotJsonError


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _none_such(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
