"""Times that stand in the sentence of a count and are not of what befell the people counted.

21 of the 200 men who were seized in May came home      May is of the 200
Six of the injured were discharged on Friday            Friday is of what came after
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from sayso.types import Layers, Sentence, Span
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.times.said_time import tokens_between
from sayso.understand.word_classes import members

PART_OF = 3
"""Words between a part and its whole: "of", "of the", "of the some"."""


def is_of_whole(found: Layers, sentence: Sentence, time: Span, claim: Span) -> bool:
    """Is the time of the whole whose part the claim counts? The whole goes on with no verb of the part's own clause."""
    for whole in _figures_between(found, claim, time):
        between = tokens_between(sentence, claim, whole)
        after = bisect_left(sentence.tokens, whole.end, key=lambda t: t.start)
        verb = sentence.tokens[after].lower
        if between and len(between) <= PART_OF and between[0].lower == "of" and not _is_auxiliary(verb):
            return True
    return False


def _figures_between(found: Layers, claim: Span, time: Span) -> list[Span]:
    first = bisect_left(found.figures, claim.end, key=lambda f: f.figure.span.start)
    last = bisect_left(found.figures, time.start, key=lambda f: f.figure.span.start)
    return [f.figure.span for f in found.figures[first:last]]


def _is_auxiliary(word: str) -> bool:
    return word in members("be") or word in members("have") or word in members("modal")


def is_of_aftermath(sentence: Sentence, time: Span, claim: Span) -> bool:
    """Is the time of what came after: of a discharge, a burial, the naming of the dead?"""
    return claim < time and next(_aftermath().find(tokens_between(sentence, claim, time)), None) is not None


@cache
def _aftermath() -> Phrases[None]:
    return Phrases(dict.fromkeys(words("time_aftermath")))
