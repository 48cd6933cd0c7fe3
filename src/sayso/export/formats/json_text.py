"""Values as JSON that harms nobody: no character that a terminal obeys, and, where it may be put into a page, none of HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from sayso.printable import clean

IN_PAGES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""As JSON may write them too: `</script>` in a sentence would end the script that holds it."""


def dumped(value: Any, *, for_pages: bool = False) -> bytes:
    """One line of UTF-8. Keys stay in their order."""
    text = json.dumps(_clean(value), ensure_ascii=False, allow_nan=False)
    for sign, escaped in IN_PAGES.items() if for_pages else ():
        text = text.replace(sign, escaped)
    return text.encode("utf8")


def write_lines(values: Iterable[Any], into: BinaryIO) -> None:
    """JSON lines, written as they come."""
    for value in values:
        into.write(dumped(value) + b"\n")


def web(url: str | None) -> str | None:
    """An address that a reader may follow; None for any other, such as `javascript:`."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(str(value))
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_clean(one) for one in value]
    return value
