"""Sources that are no link of a chain: the outlet itself, a word without a bearer, a channel that somebody else speaks through.

PolNeAR marks them as sources, and so does the relation; a chain holds those on whose word something stands.
"""

from __future__ import annotations

from functools import cache

from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Range
from sayso.understand.attributions.source_kinds import is_medium
from sayso.understand.language import words
from sayso.understand.phrases import Phrases

EMPTY = frozenset({"who", "which", "that", "there", "here", "what", "how", "this", "these", "those"})
"""Words that name nobody once no noun before them does."""


def is_teller(w: Words, name: Range) -> bool:
    """Is it somebody other than the outlet?"""
    if name[1] - name[0] == 1 and w.at(name[0]) in EMPTY:
        return False
    return _outlet().match(w.tokens, name[0]) is None


def is_channel(w: Words, name: Range) -> bool:
    """Is it a speech, a briefing, a Telegram channel: what a teller beside it speaks through ("told a news conference")?"""
    channels = words("source_channels")
    head = next((at for at in range(name[0] + 1, name[1]) if w.at(at) in words("source_prepositions")), name[1]) - 1
    if w.at(head) not in channels:
        return False
    return w.at(head) != "website" or not is_medium(w.text(*name))


@cache
def _outlet() -> Phrases[str]:
    return Phrases(dict.fromkeys(words("source_outlet"), ""))
