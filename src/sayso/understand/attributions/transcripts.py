"""Transcripts: "JANE ROE, HOST: …" makes what follows the words of that speaker, up to the next speaker.

A name in capitals before a colon is a dateline just as often ("OSLO: Police …"). A speaker comes back; a dateline does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found

TURN = "speaker's turn"
"""The lemma of a relation that a speaker's name makes."""
MAX_SPEAKER = 8
"""Tokens of a speaker's name, role included, before its colon."""


def turns(spoken: Sequence[Words]) -> list[Found | None]:
    """For each utterance of a report, the turn that it opens."""
    colons = [speaker(w) for w in spoken]
    seen = Counter(_surname(w, colon) for w, colon in zip(spoken, colons, strict=True) if colon is not None)
    return [
        Found((0, colon), (colon, colon + 1), ((colon + 1, len(w)),), TURN)
        if colon is not None and seen[_surname(w, colon)] > 1
        else None
        for w, colon in zip(spoken, colons, strict=True)
    ]


def speaker(w: Words) -> int | None:
    """Where the colon after a name in capitals stands at the head of an utterance; None where there is none."""
    for at in range(min(len(w) - 1, MAX_SPEAKER)):
        if w.at(at) == ":":
            return at if at > 0 else None
        if not (w.tokens[at].text.isupper() or w.at(at) in {",", "."}) or w.tokens[at].text.isdigit():
            return None
    return None


def _surname(w: Words, colon: int) -> str:
    """The last word of the name, before a role ("JANE ROE, HOST:" → roe)."""
    comma = next((at for at in range(1, colon) if w.at(at) == ","), colon)
    return w.at(comma - 1)
