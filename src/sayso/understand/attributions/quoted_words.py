"""The tokens of a sentence as the attribution rules look at them: lower case, and which quotation each stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.types import Sentence, Span, Token

OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class Words:
    """`quote[i]` is the number of the quotation that holds token i (its marks included), or OUTSIDE."""

    report: str
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    quote: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, i: int) -> str:
        """The lower-case form of token i, or "" beyond either end."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def outside(self, i: int) -> bool:
        return not 0 <= i < len(self.quote) or self.quote[i] == OUTSIDE

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].text[0].isupper()

    def opens_quote(self, i: int) -> bool:
        return 0 <= i < len(self) and self.quote[i] != OUTSIDE and (i == 0 or self.quote[i - 1] != self.quote[i])

    def closes_quote(self, i: int) -> bool:
        return 0 <= i < len(self) and self.quote[i] != OUTSIDE and (i + 1 == len(self) or self.quote[i + 1] != self.quote[i])

    def span(self, start: int, end: int) -> Span:
        """The characters of the tokens start … end-1; ValueError where there are none."""
        if not 0 <= start < end <= len(self.tokens):
            raise ValueError(f"no tokens {start}..{end}")
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def text(self, start: int, end: int) -> str:
        """The characters of the tokens start … end-1, verbatim."""
        return self.span(start, end).of(self.report)


def words_of(report: str, sentence: Sentence, quotations: Sequence[Span]) -> Words:
    """`quotations`: those of the sentence's block, in order."""
    first = max(0, bisect_right(quotations, sentence.span.start, key=_start) - 1)
    near = quotations[first : bisect_left(quotations, sentence.span.end, lo=first, key=_start)]
    starts = [q.start for q in near]
    return Words(
        report,
        sentence.tokens,
        tuple(t.lower for t in sentence.tokens),
        tuple(_quotation_at(near, starts, first, t) for t in sentence.tokens),
    )


def _start(quotation: Span) -> int:
    return quotation.start


def _quotation_at(near: Sequence[Span], starts: Sequence[int], first: int, token: Token) -> int:
    """The number in its block of the quotation that a token stands in; `near` are those from number `first` on."""
    at = bisect_right(starts, token.start) - 1
    return first + at if at >= 0 and token.start < near[at].end else OUTSIDE
