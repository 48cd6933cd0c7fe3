"""What a run has cost, and what became of the answers: reports = read + fell back + not asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sayso.understand.llm.pointed import Dropped

MILLION = 1_000_000


@dataclass(slots=True)
class Spent:
    """`price_in`, `price_out`: of a million tokens; None where nobody said."""

    price_in: float | None = None
    price_out: float | None = None
    read: int = 0
    """Reports whose claims are the model's."""
    kept: int = 0
    """Reports that it had read before, so that it was not asked again."""
    fell_back: int = 0
    """Reports that it was asked about in vain."""
    not_asked: int = 0
    """Reports that it was not asked about: too long, redacted, in no language that is read, or it is left alone."""
    claims: int = 0
    dropped: Counter[Dropped] = field(default_factory=Counter)
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0
    """Answers that did not tell what they took."""
    unanswered: int = 0
    """Questions without an answer: some are on the bill all the same, and nobody here knows for how much."""
    seconds: float = 0.0
    """Of waiting for answers."""

    @property
    def reports(self) -> int:
        return self.read + self.kept + self.fell_back + self.not_asked

    @property
    def cost(self) -> float | None:
        """Of the answers, in the money of the prices; None where no price is named, or an answer did not tell its tokens."""
        if self.untold or (self.price_in is None and self.price_out is None):
            return None
        return (self.tokens_in * (self.price_in or 0.0) + self.tokens_out * (self.price_out or 0.0)) / MILLION

    def tokens(self, sent: int | None, answered: int | None) -> None:
        self.untold += sent is None or answered is None
        self.tokens_in += sent or 0
        self.tokens_out += answered or 0
