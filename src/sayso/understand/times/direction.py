"""Whether a clause looks forward, which decides between the last Friday and the coming one."""

from __future__ import annotations

from functools import cache

from sayso.understand.language import words as listed
from sayso.understand.times.words import Classed

PAST = frozenset({"had", "was", "were"})
BELIEF = frozenset({"believed", "thought", "said", "reported", "known", "suspected", "alleged", "understood", "feared"})
"""Before "to be" they speak of what is or was: "were believed to be behind the attack"."""
AUXILIARIES = frozenset({"be", "been", "being", "is", "are", "get", "gets"})
"""Before a participle they make it one of the verb group: "will be lifted on Monday"."""
PLANNED = frozenset({"planned", "expected", "scheduled", "slated", "needed"})
REACH = 12
"""Words on either side of a time that are looked at."""


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split()) for entry in listed("time_future"))


def looks_forward(words: Classed, at: int) -> bool:
    """Is the day named at this place to come? Told by the word before it, or by "will", "scheduled" … in its own clause."""
    if _done_on(words, at):
        return False
    lowers = [words.lower(i) for i in _clause(words, at)]
    for i, before in enumerate(["", *lowers[:-1]]):
        if before not in BELIEF and any(tuple(lowers[i : i + width]) in _phrases() for width in (1, 2)):
            return True
    return words.lower(at - 1) in listed("time_forward") and not _is_past(words, at)


def _done_on(words: Classed, at: int) -> bool:
    """ "A curfew declared on 5 March is to last …": the day is that of a participle with no auxiliary before it."""
    verb = words.lower(at - 2)
    bare = verb.endswith("ed") and words.lower(at - 3) not in AUXILIARIES
    return words.lower(at - 1) == "on" and bare and (verb,) not in _phrases() and verb not in PLANNED


def _is_past(words: Classed, at: int) -> bool:
    """ "By 11 January, 9,900 people had been detained": the verb may stand behind the comma."""
    around = range(max(0, at - REACH), min(len(words.tokens), at + 1 + REACH))
    return any(words.lower(i) in PAST for i in around)


def _clause(words: Classed, at: int) -> range:
    """The words around a place, up to where another clause begins. A time that opens the sentence goes with what follows it."""
    breaks = listed("time_clause")
    first = at
    while first > max(0, at - REACH) and words.lower(first - 1) not in breaks:
        first -= 1
    last, end = at + 1, min(len(words.tokens), at + 1 + REACH)
    opening = first == 0 and at <= 3
    while last < end and (words.lower(last) not in breaks or (opening and words.lower(last) == ",")):
        last += 1
    return range(first, last)
