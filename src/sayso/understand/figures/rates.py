"""Rates, which are no figures of an event: "400,000 people a year", "each year some 150 climbers", "12 per 100,000"."""

from __future__ import annotations

from functools import cache

from sayso.understand.figures.counted import Counted
from sayso.understand.figures.scene import Scene
from sayso.understand.language import words
from sayso.understand.phrases import Phrases
from sayso.understand.word_classes import members

AFTER_REACH, BEFORE_REACH = 5, 4
"""Tokens from the group to the words that make it a rate: "150,000 people worldwide every year", "Every year about"."""


def is_rate(scene: Scene, group: Counted) -> bool:
    """Do the words near the group, in its clause, make it a rate?"""
    end, first = max(group.end, group.quantity.end), group.quantity.first
    inner = any(word in members("yearly") for word in scene.between(group.noun, group.end))
    return (
        inner
        or _begins_rate(scene, range(end, end + AFTER_REACH))
        or _begins_rate(scene, range(first - 1, first - BEFORE_REACH, -1))
    )


def _begins_rate(scene: Scene, places: range) -> bool:
    for at in places:
        if not scene.word(at) or scene.word(at) in members("mark"):
            return False
        if _rates().match(scene.tokens, at) is not None:
            return True
    return False


@cache
def _rates() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("figure_rates"), ""))
