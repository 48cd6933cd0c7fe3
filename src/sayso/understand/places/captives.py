"""In a report about a release: where the captives were taken, and where they came free. The two are seldom the same place.

"21 of the pupils kidnapped from a school in Qlaramo were handed over in Maiduguri": taken in Qlaramo, freed in Maiduguri.
People named by a place ("the Qlaramo girls") were taken there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from sayso.types import Sentence, Token, Where
from sayso.understand.language import words
from sayso.understand.places.grip import FIRM, Held

BEFORE = 12
"""Words before a place that may tell that people were taken or freed there."""
AFTER = 2
"""Words after a place that may name the captives or the taking: "the Qlaramo school girls"."""


class Captives:
    """`taken` and `freed`: the towns of the taking and of the release; None where the report does not tell."""

    def __init__(self, sentences: Sequence[Sentence], named: Sequence[Held]) -> None:
        local = [h for h in named if h.local]
        taking = [h for h in local if _is_taking(h, sentences[h.sentence].tokens)]
        self._taken_in = frozenset(h.where.name for h in taking)
        self.taken = _most_named(taking)
        freeing = [h for h in local if not self.holds(h) and _is_freeing(h, sentences[h.sentence].tokens)]
        self.freed = _most_named(freeing)

    def holds(self, one: Held) -> bool:
        """Is this a town of the taking, wherever the report names it?"""
        return one.where.name in self._taken_in


def _most_named(held: Sequence[Held]) -> Where | None:
    often = Counter(h.where.name for h in held)
    return max((h.where for h in held), key=lambda w: often[w.name], default=None)


def _is_taking(one: Held, tokens: tuple[Token, ...]) -> bool:
    end = bisect_left(tokens, one.end, key=lambda t: t.start)
    named_by_it = any(t.lower in words("place_captives") for t in tokens[end : end + AFTER])
    return named_by_it or _deed_before(one, tokens) == "taking"


def _is_freeing(one: Held, tokens: tuple[Token, ...]) -> bool:
    return one.grip >= FIRM and _deed_before(one, tokens) == "freeing"


def _deed_before(one: Held, tokens: tuple[Token, ...]) -> str | None:
    """Which of the two the nearest word before a place tells: "taking" or "freeing"."""
    first = bisect_left(tokens, one.start, key=lambda t: t.start)
    for at in range(first - 1, max(-1, first - 1 - BEFORE), -1):
        for deed in ("taking", "freeing"):
            if tokens[at].lower in words(f"place_{deed}") and not _only_describes(tokens, at):
                return deed
    return None


def _only_describes(tokens: tuple[Token, ...], at: int) -> bool:
    """ "met the freed girls in Abuja": the word only says who they are."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return following in words("place_captives")
