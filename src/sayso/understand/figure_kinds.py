"""What a counted number of people says: the kind, by the words that govern it.

Each rule looks at one place around a counted group and returns a kind with its confidence; the surest wins. In order of
reading: the noun itself ("3,700 arrests"), the word before ("killed 26", "deaths of 12"), the predicate after ("26 … had been
killed", "12 wounded"), modifiers inside ("striking workers"), the part that the noun plays ("gunmen"). What no rule of its own
reaches may inherit from the number before it ("including 10 children", "and two soldiers"), which `figures.py` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Token
from sayso.understand.counted import Counted
from sayso.understand.figure_cues import ARTICLES, BE, Cue, Voice
from sayso.understand.language import table, words
from sayso.understand.phrases import Phrases

REACH = 26
"""Tokens from a counted group to its predicate, over relative clauses and insertions."""
OBJECT_REACH = 4
"""Tokens between a verb and its counted object: articles, adverbs, "another"."""
PREPOSITIONS = frozenset({"in", "at", "near", "from", "with", "to", "by", "on", "for", "against", "into", "of", "among", "about", "over"})
VIOLENT = frozenset({"killed", "injured", "abducted"})
SURE = 0.6
"""A kind below this is not enough for a group whose noun no list knows."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of the group people, the rule that found it, and how sure it is."""

    kind: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence as the rules see it: its tokens, the cues in it and the counted groups, all in order."""

    tokens: Sequence[Token]
    cues: Sequence[Cue]
    groups: Sequence[Counted]

    def word(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""


def kind_of(scene: Scene, group: Counted) -> Kind | None:
    """The surest kind that the words around `group` give it; None where they give none."""
    found = [kind for rule in RULES if (kind := rule(scene, group)) is not None]
    return max(found, key=lambda kind: kind.confidence, default=None)


def counted_noun(scene: Scene, group: Counted) -> Kind | None:
    """"3,700 arrests", "18 deaths", "51 lives": the noun is what happened."""
    kind = table("figure_kind_counted").get(group.head or "")
    return Kind(kind, "counted-noun", 0.97) if kind else None


def object_of(scene: Scene, group: Counted) -> Kind | None:
    """"killed 26", "police arrested the two men": the verb before takes the group as its object."""
    start = _start(scene, group)
    for cue in reversed(scene.cues):
        if cue.end > start:
            continue
        if start - cue.end > OBJECT_REACH:
            return None
        if cue.sense.object and cue.voice in (Voice.ACTIVE, Voice.REDUCED) and _only_fillers(scene, cue.end, start):
            return Kind(cue.sense.object, "object", 0.95)
        return None
    return None


def phrase_before(scene: Scene, group: Counted) -> Kind | None:
    """"the deaths of 12 miners", "a crowd of 5,000"."""
    start = _start(scene, group)
    for at in range(start - 1, max(-1, start - 6), -1):
        match = _before().match(scene.tokens, at)
        if match is not None and match[0] <= start and _only_fillers(scene, match[0], start):
            return Kind(match[1], "phrase-before", 0.93)
    return None


def toll(scene: Scene, group: Counted) -> Kind | None:
    """"bringing the toll to 31", "the death toll stands at 26"."""
    start = _start(scene, group)
    near = range(max(0, start - 8), start)
    if scene.word(start - 1) in words("figure_toll_links") and any(scene.word(i) in ("toll", "tolls") for i in near):
        return Kind("killed", "toll", 0.95)
    return None


def predicate(scene: Scene, group: Counted) -> Kind | None:
    """"26 demonstrators had been killed", "two died", "12 wounded", "45 people in hospital": what is said of the group."""
    near_only = scene.word(_start(scene, group) - 1) in PREPOSITIONS
    for cue in scene.cues:
        gap = cue.first - group.end
        if gap < 0:
            continue
        if gap > REACH or _bounded_off(scene, group.end, cue.first):
            return None
        if near_only and gap > 1 and not _relative(scene, group.end):
            return None
        kind = _said(scene, cue, gap)
        if kind is not None:
            return Kind(kind, "predicate", max(0.9 - 0.015 * gap, 0.55) if gap else 0.92)
    return None


def _said(scene: Scene, cue: Cue, gap: int) -> str | None:
    """What a cue after a group says of it as its subject."""
    sense = cue.sense
    if cue.voice in (Voice.PASSIVE, Voice.REDUCED):
        if cue.voice is Voice.REDUCED and not sense.object:
            return sense.subject or sense.state
        return sense.object or sense.state or sense.subject
    if cue.voice is Voice.STATE:
        return sense.state if gap <= 2 or scene.word(cue.first - 1) in BE or gap <= 6 else None
    if sense.subject:
        return sense.subject
    if sense.attack:
        return "attackers"
    return None


def agent(scene: Scene, group: Counted) -> Kind | None:
    """"killed by three gunmen": the group after "by" did it."""
    start = _start(scene, group)
    if scene.word(start - 1) != "by":
        return None
    for cue in reversed(scene.cues):
        if cue.end <= start - 1 and start - 1 - cue.end <= 5 and cue.voice in (Voice.PASSIVE, Voice.REDUCED):
            if cue.sense.object in VIOLENT:
                return Kind("attackers", "agent", 0.85)
    return None


def modifier(scene: Scene, group: Counted) -> Kind | None:
    """"striking mineworkers", "captive schoolgirls"."""
    for at in range(group.noun, group.end - 1):
        kind = table("figure_kind_premodifiers").get(scene.word(at))
        if kind:
            return Kind(kind, "modifier", 0.62)
    return None


def part_played(scene: Scene, group: Counted) -> Kind | None:
    """"gunmen", "hostages", "soldiers": the noun's own part, where nothing else is said."""
    kind = table("figure_kind_nouns").get(group.head or "")
    return Kind(kind, "part-played", 0.5) if kind else None


RULES = (counted_noun, object_of, phrase_before, toll, predicate, agent, modifier, part_played)


def _start(scene: Scene, group: Counted) -> int:
    """The first token of the group, with an article or "only" before its number."""
    start = group.quantity.first
    while scene.word(start - 1) in ARTICLES or scene.word(start - 1) in ("“", '"', "about", "other"):
        start -= 1
    return start


def _only_fillers(scene: Scene, first: int, end: int) -> bool:
    return all(scene.word(i) in words("figure_adverbs") or scene.word(i) in ARTICLES or scene.word(i) in "“\"'`:" for i in range(first, end))


def _bounded_off(scene: Scene, first: int, end: int) -> bool:
    """Does a clause boundary lie between?"""
    return any(scene.word(i) in words("figure_clause_ends") for i in range(first, end))


def _relative(scene: Scene, end: int) -> bool:
    return any(scene.word(i) in ("who", "that", "which") for i in (end, end + 1))


@cache
def _before() -> Phrases[str]:
    return Phrases(table("figure_kind_before"))
