"""Ends of contents moved to where annotators put them: whole words, and quotation marks in pairs."""

from __future__ import annotations

from sayso.types import Span

PAIRS = {"“": "”", '"': '"', "‘": "’", "«": "»"}


def snapped(text: str, span: Span) -> Span:
    """The content with the rest of the word that it ends in, and with a closing mark for an opening one that it holds."""
    start, end = span.start, span.end
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    opening = text[start] if start < end else ""
    closing = PAIRS.get(opening, "")
    if closing and text[end : end + 1] == closing and closing not in text[start + 1 : end]:
        end += 1
    return Span(start, end)
