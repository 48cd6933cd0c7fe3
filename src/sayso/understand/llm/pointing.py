"""Which words of the report a model's words are: the same words, cut where the report's own tokens are cut, or none.

What is found is a span of the report; the model's own text is never used after this. Quotation marks and apostrophes of every
shape are alike, and so is white space of any length, since models straighten both; no letter or digit may differ.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from sayso import limits
from sayso.types import Layers, Report, Sentence, Span

ALIKE = {ord(mark): "'" for mark in "’‘‛ʼ`´"} | {ord(mark): '"' for mark in "“”„‟«»"}
"""One character for one, so that spans hold."""
MOST_FOUND = 200
"""Places of the same words that are looked at."""


class Pointing:
    """The words of one report, ready to be pointed at."""

    def __init__(self, report: Report, found: Layers) -> None:
        self.report, self.found = report, found
        text = report.text.translate(ALIKE)
        self._at = [at for at, char in enumerate(text) if not (char.isspace() and text[at - 1 : at].isspace())]
        """Of each character of `_text`, where it stands in the report."""
        self._text = "".join(" " if text[at].isspace() else text[at] for at in self._at)
        self._starts = [sentence.span.start for sentence in found.sentences]
        self._token_starts = {token.start for sentence in found.sentences for token in sentence.tokens}
        self._token_ends = {token.end for sentence in found.sentences for token in sentence.tokens}

    def sentence(self, words: str) -> tuple[int, Span] | None:
        """The number of the first sentence that holds the words, and where in it they stand."""
        for span in self._places(words, Span(0, len(self.report.text))):
            number = bisect_right(self._starts, span.start) - 1
            if number >= 0 and self.found.sentences[number].span.holds(span):
                return number, span
        return None

    def within(self, words: str, sentence: Sentence, near: Span) -> Span | None:
        """The words as they stand in a sentence, the nearest to `near`, the earlier of two as near."""
        return min(self._whole(words, sentence.span), key=lambda span: (_distance(span, near), span.start), default=None)

    def anywhere(self, words: str, sentence: Sentence, near: Span) -> Span | None:
        """The same, or the nearest to that sentence where it does not have them: names stand in sentences before."""
        here = self.within(words, sentence, near)
        if here is not None:
            return here
        others = (s for s in self._whole(words, Span(0, len(self.report.text))) if self._in_one_sentence(s))
        return min(others, key=lambda span: (_distance(span, sentence.span), span.start), default=None)

    def _whole(self, words: str, within: Span) -> Iterator[Span]:
        """Only between the ends of tokens: "700" is not in "3,700"."""
        places = self._places(words, within)
        return (span for span in places if span.start in self._token_starts and span.end in self._token_ends)

    def _places(self, words: str, within: Span) -> Iterator[Span]:
        """By `str.find`, whose time grows with the text alone, whatever an endpoint and a writer make up together."""
        sought = " ".join(words.translate(ALIKE).split())
        if not sought or len(words) > limits.MAX_SENTENCE:
            return
        at, end = bisect_left(self._at, within.start), bisect_left(self._at, within.end)
        for _ in range(MOST_FOUND):
            at = self._text.find(sought, at, end)
            if at < 0:
                break
            yield Span(self._at[at], self._at[at + len(sought) - 1] + 1)
            at += len(sought)

    def _in_one_sentence(self, span: Span) -> bool:
        number = bisect_right(self._starts, span.start) - 1
        return number >= 0 and self.found.sentences[number].span.holds(span)


def _distance(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)
