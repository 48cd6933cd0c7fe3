"""Ends of spans moved to where people put them: whole words, and quotation marks in pairs."""

from __future__ import annotations

from sayso.types import Span

PAIRS = {"“": "”", '"': '"', "‘": "’", "«": "»"}


def whole_words(text: str, span: Span) -> Span:
    """The span with the rest of the words that it begins and ends in: a piece may be half a word."""
    start, end = span.start, span.end
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def snapped(text: str, span: Span) -> Span:
    """A content in whole words, with a closing mark for an opening one that it holds."""
    words = whole_words(text, span)
    closing = PAIRS.get(text[words.start : words.start + 1], "")
    if closing and text[words.end : words.end + 1] == closing and closing not in text[words.start + 1 : words.end]:
        return Span(words.start, words.end + 1)
    return words
