"""Attributions by a noun of counting, where no verb says that anybody says it.

The ministry's figure is 40 dead.        Forty died, by the ministry's count.
The figure that the ministry gave, 40    The official toll is 40.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.understand.attributions.contents import clause_end, without_stop
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_kinds import is_place, kind_of
from sayso.understand.attributions.source_names import name_range
from sayso.understand.attributions.source_phrases import phrase_before, subject_before
from sayso.understand.language import words
from sayso.vocabulary import SourceKind

OWN = frozenset({"own", "official", "latest", "earlier", "last", "first", "new", "previous", "current", "preliminary"})
"""Adjectives between an owner and the count ("the ministry's own figure")."""
POSSESSIVE = frozenset({"its", "their", "his", "her"})
LOST = frozenset({SourceKind.MILITARY, SourceKind.POLICE, SourceKind.ARMED_GROUP, SourceKind.COMPANY})
"""Whose "toll" or "total" may be that of their own dead."""
GIVEN = frozenset({"gave", "given", "gives", "published", "released", "issued", "provided", "announced", "reported", "cited"})
COUNTED = frozenset({"number", "list", "one"})
"""What somebody gives besides ("the number of dead, which the ministry gave as 61")."""
RELATIVE = frozenset({"that", "which"})
MAX_GIVER = 10
"""Tokens between "the figure that" and "gave"."""


def tallies(w: Words) -> Iterator[Found]:
    """Every relation whose cue is a count that belongs to somebody, or that is called official."""
    known = words("cue_tallies")
    for at in [at for at, word in enumerate(w.lower) if (word in known or word in COUNTED) and w.outside(at)]:
        found = (w.lower[at] in known and (_owned(w, at) or _official(w, at))) or _given(w, at)
        if found:
            yield found


def _owned(w: Words, at: int) -> Found | None:
    """ "X's own figure": the rest of the clause is content, and all of it after "by X's count"."""
    start = at
    while w.at(start - 1) in OWN:
        start -= 1
    owner = _owner(w, start, at)
    if owner is None or (w.lower[at] == "account" and w.at(owner[0] - 1) != "by"):
        return None
    cue = (owner[1], at + 1) if owner[1] < at else (at, at + 1)
    first = at + 1 + (w.at(at + 1) == ",")
    after = (first, clause_end(w, first)) if first < len(w) else (0, 0)
    before = (0, owner[0] - 1) if w.at(owner[0] - 1) == "by" else (0, 0)
    while before[1] > 0 and w.at(before[1] - 1) == ",":
        before = (0, before[1] - 1)
    contents = tuple(part for part in (before, after) if part[0] < part[1])
    return Found(owner, cue, contents, w.lower[at]) if contents else None


def _owner(w: Words, end: int, tally: int) -> Range | None:
    """Who has the count that stands at `tally`, its adjectives from `end` on: a teller, and no country or war."""
    if w.at(end - 1) in POSSESSIVE:
        return (end - 1, end) if w.at(tally) not in {"total", "data"} else None
    if w.at(end - 1) not in {"'s", "'"}:
        return None
    owner = phrase_before(w, end - 1)
    if owner is None:
        return None
    articles = words("source_articles")
    first = next((at for at in range(end - 2, owner[0], -1) if w.at(at) in articles and w.at(at - 1) != "of"), owner[0])
    owner = first, owner[1]
    name = w.text(*name_range(w, owner))
    kind = kind_of(name)
    lost = kind in LOST and w.at(tally) in {"toll", "total"}
    if lost or is_place(name.lower().removeprefix("the ")):
        return None
    return owner if kind is not SourceKind.OTHER or w.at(owner[1] - 1) in words("source_bodies") else None


def _official(w: Words, at: int) -> Found | None:
    """ "The official toll is 40": nobody is named, and the words themselves are the source."""
    if (
        w.at(at - 1) != "official"
        or w.at(at - 2) in {"to", "'s"}
        or w.at(at + 1) in {"said", "says", "from", ""}
        or w.at(at - 3) == "according"
    ):
        return None
    content = (at + 1, clause_end(w, at + 1))
    return Found((at - 1, at + 1), (at, at + 1), (content,), w.lower[at]) if content[0] < content[1] else None


def _given(w: Words, at: int) -> Found | None:
    """ "The figure that X gave on Tuesday is 40", "the toll, which X gave as 40": all but the relative clause is content."""
    that = next((i for i in range(at + 1, min(len(w), at + MAX_GIVER)) if w.at(i) in RELATIVE and w.outside(i)), None)
    if that is None:
        return None
    verb = next((i for i in range(that + 2, min(len(w), that + MAX_GIVER)) if w.at(i) in GIVEN), None)
    giver = subject_before(w, verb) if verb is not None else None
    if verb is None or giver is None or giver[0] <= that - 1 or w.at(giver[0]) in RELATIVE:
        return None
    contents = ((0, that - (w.at(that - 1) == ",")), (verb + 1, without_stop(w, verb + 1)))
    parts = tuple(part for part in contents if part[0] < part[1])
    return Found(giver, (verb, verb + 1), parts, "give") if parts else None
