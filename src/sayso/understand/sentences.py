"""Layer `sentences`: the blocks of a report cut into sentences and tokens, with exact spans.

A sentence ends at . ! ? … (and closing quotes or brackets after it) before white space and an upper-case letter, digit or
opening quote; not after an abbreviation ("Jan.", "Gen.", "U.S."), an initial, or inside a number. A line break ends one
where it ends a paragraph. Cutting is by hand rather than by a library because offsets must be exact and other layers rely
on the tokens being the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso import limits
from sayso.types import Layers, Report, Sentence, Span, Token
from sayso.understand.language import is_read, words
from sayso.understand.pipeline import layer

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S.  a.m.
    r"|\d+(?:[.,]\d+)*"  # 3,700  2.5
    r"|[A-Z]+-\d+[^\W_]*|[^\W\d_]+\d[^\W_]*"  # F-16  A42: names, not numbers
    r"|[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:['’](?=\W|$))?"  # letters, with inner hyphens and apostrophes
    r"|\S"
)
STOP = re.compile(
    r"""(?<![.!?…])[.!?…]{1,40}(?:\s?[”»]){0,3}["”’'»)\]]{0,6}(?=\s)|\n[^\S\n]{0,20}\n|\n(?=[^\S\n]{0,20}[•·–—*-]\s)"""
)
OPENERS = "\"“‘'«([—–-•"
APOSTROPHES = "'’"


@layer(gives="sentences")
def sentences(report: Report, found: Layers) -> tuple[Sentence, ...]:
    """Every sentence of every block, in the order of the text; none in a language that no reader reads, so that nothing is made
    of it by the rules of another.
    """
    if not is_read(report.language):
        return ()
    return tuple(
        Sentence(span, number, tuple(tokens(report.text, span)))
        for number, block in enumerate(report.blocks)
        for span in split(report.text, block.span)
    )


def split(text: str, within: Span) -> Iterator[Span]:
    """The sentences of `within`, trimmed of white space; none is empty, none longer than `limits.MAX_SENTENCE`."""
    start = within.start
    for stop in STOP.finditer(text, within.start, within.end):
        if stop.end() > start and _ends(text, start, stop, within.end):
            yield from _trimmed(text, start, stop.end())
            start = stop.end()
    yield from _trimmed(text, start, within.end)


def tokens(text: str, within: Span) -> Iterator[Token]:
    """Tokens of a stretch of text. A possessive 's is a token of its own: "Tokayev’s" is "Tokayev" and "’s"."""
    for match in TOKEN.finditer(text, within.start, within.end):
        start, end, word = match.start(), match.end(), match.group()
        cut = _apostrophe(word)
        if cut:
            yield _token(text, start, end - cut)
            yield _token(text, end - cut, end)
        else:
            yield _token(text, start, end)


def _apostrophe(word: str) -> int:
    """How many characters at the end of a word are its possessive: 2 of "Tokayev’s", 1 of "citizens’", else 0."""
    if word[-1] in APOSTROPHES:
        return 1 if len(word) > 1 else 0
    return 2 if len(word) > 2 and word[-2] in APOSTROPHES and word[-1] in "sS" else 0


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    lower = word.lower()
    return Token(word, lower.replace("’", "'") if "’" in lower else lower, start, end)


def _ends(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Does the sentence end at this stop, or is the mark part of an abbreviation or a title?"""
    mark = stop.group()
    if mark[0] == "\n":
        return True
    after = text[stop.end() : min(end, stop.end() + 12)].lstrip()
    if after and not (after[0].isupper() or after[0].isdigit() or after[0] in OPENERS):
        return "\n" in text[stop.end() : stop.end() + 2] and not after[0].islower()
    if mark[0] != ".":
        return True
    word = re.search(r"\S*$", text[max(start, stop.start() - 20) : stop.start()])
    last = (word.group() if word else "").lstrip("\"“‘'«([").lower()
    if "\n" in text[stop.end() : stop.end() + 2]:
        return True
    if len(last) == 1 and last.isalpha():  # an initial
        return False
    if last in words("abbreviations"):
        return False
    if "." in last:  # U.S. — ends a sentence only before a word that begins one
        return after.split(" ")[0].lower().rstrip(",") in words("openers")
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and (text[start].isspace() or text[start] in "•·"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > limits.MAX_SENTENCE:
        cut = text.rfind(" ", start, start + limits.MAX_SENTENCE)
        cut = cut if cut > start else start + limits.MAX_SENTENCE
        yield Span(start, cut)
        start = cut + (text[cut : cut + 1] == " ")
    if start < end:
        yield Span(start, end)
