"""The stretches that attribution rules look at: sentences, with a question or cry in quotation marks joined to its teller.

The sentence layer cuts “Where are they?” Roe asked … after the closing mark, as it must; who says it stands in the next
sentence when that one goes on with a teller ("“Where are they?” Roe asked." is one utterance).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.types import Sentence, Span
from sayso.understand.attributions.contents import is_telling
from sayso.understand.attributions.quoted_words import OUTSIDE, Words, words_of

CRIES = frozenset("?!")
CLOSING = frozenset("”\"'»’")
AFTER_TELLING = frozenset({".", ",", "in", "on", "at", "of", "as", "during", "after", "before", "when"})
"""What follows a verb of saying whose content stands before it."""
MAX_CRY = 400
"""Tokens of an utterance to which another sentence is joined."""
MAX_TELLER = 12
"""Tokens within which the sentence after a cry must have its verb of saying."""


def utterances(text: str, sentences: Sequence[Sentence], quotations: Sequence[Sequence[Span]]) -> list[tuple[Words, int]]:
    """Each utterance with the number of its block. `quotations`: those of each block, in order."""
    out: list[tuple[Words, int]] = []
    for sentence in sentences:
        w = words_of(text, sentence, quotations[sentence.block])
        if out and out[-1][1] == sentence.block and _answers(out[-1][0], w):
            out[-1] = (_joined(out[-1][0], w), sentence.block)
        else:
            out.append((w, sentence.block))
    return out


def _answers(cry: Words, w: Words) -> bool:
    """Does `w` tell who asked or cried what `cry` ends with?"""
    if not 3 <= len(cry) <= MAX_CRY or cry.quote[-1] == OUTSIDE or cry.at(len(cry) - 1) not in CLOSING:
        return False
    if cry.at(len(cry) - 2) not in CRIES and cry.at(len(cry) - 3) not in CRIES:
        return False
    for at in range(min(len(w), MAX_TELLER)):
        if not w.outside(at):
            return False
        if is_telling(w.at(at)):
            return w.at(at + 1) in AFTER_TELLING or w.opens_quote(at + 1)
    return False


def _joined(first: Words, second: Words) -> Words:
    return replace(
        first,
        tokens=first.tokens + second.tokens,
        lower=first.lower + second.lower,
        quote=first.quote + second.quote,
    )
