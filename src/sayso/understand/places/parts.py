"""Places of a part of what a sentence counts: they hold that part, not the whole.

"164 people were killed, 103 of them in Almaty"      the 103
"At least 30 died, including 12 in Homs"             the 12
"In Almaty alone, 139 people were killed"            this sentence, not those around it
"""

from __future__ import annotations

from sayso.types import Span, Token

FAR = 7
"""Tokens before a place that are looked at for the beginning of the part."""
MEMBERS = frozenset({"them", "whom", "those", "these", "which"})
INCLUDING = frozenset({"including", "include", "includes", "included"})
ALONE = frozenset({"alone", "only"})


def part_at(tokens: tuple[Token, ...], first: int, end: int) -> Span | None:
    """The words that the place at tokens `first` to `end` (exclusive) holds; None where it holds what the sentence tells."""
    if end < len(tokens) and tokens[end].lower in ALONE:
        return Span(tokens[0].start, tokens[-1].end)
    for at in range(first - 1, max(-1, first - 1 - FAR), -1):
        word = tokens[at].lower
        if word in INCLUDING:
            return Span(tokens[at].start, tokens[end - 1].end)
        if word in MEMBERS and at and tokens[at - 1].lower in ("of", "from"):
            begin = at - 2 if at > 1 and tokens[at - 2].text[0].isalnum() else at - 1
            return Span(tokens[begin].start, tokens[end - 1].end)
        if not word[0].isalnum():
            return None
    return None
