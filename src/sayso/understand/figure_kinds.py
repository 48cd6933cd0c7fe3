"""What a counted number of people says: the kind, by the words that govern it.

Each rule looks at one place around a counted group and returns a kind with its confidence; the surest wins. In order of
reading: the noun itself ("3,700 arrests"), the word before ("killed 26", "deaths of 12"), the predicate after ("26 … had been
killed", "12 wounded"), modifiers inside ("striking workers"), the part that the noun plays ("gunmen"). What no rule of its own
reaches may inherit from the number before it ("including 10 children", "and two soldiers"), which `figures.py` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.types import Token
from sayso.understand.counted import Counted
from sayso.understand.figure_cues import ARTICLES, BE, HAVE, MODALS, Cue, Voice
from sayso.understand.language import table, words
from sayso.understand.phrases import Phrases
from sayso.understand.population import singular
from sayso.understand.verb_forms import forms

REACH = 40
"""Tokens from a counted group to its predicate, over relative clauses and insertions."""
JOINED_REACH = 12
"""Tokens from a verb to the second of its objects."""
OBJECT_REACH = 4
"""Tokens between a verb and its counted object: articles, adverbs, "another"."""
PREPOSITIONS = frozenset({"in", "at", "near", "from", "to", "by", "on", "for", "against", "into", "of", "among", "about", "over"})
VIOLENT = frozenset({"killed", "injured", "abducted"})
VICTIM = "victim"
"""The noun that tells of harm without saying which: of death where the words around do."""
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
    best = max(found, key=lambda kind: kind.confidence, default=None)
    return None if best is None else _settled(group, best)


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
        if _thing_like(scene, group, cue):
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
            return Kind(match[1], "phrase-before", 0.8 if match[1] == "attackers" else 0.93)
    return None


def toll(scene: Scene, group: Counted) -> Kind | None:
    """"bringing the toll to 31", "the death toll stands at 26"."""
    start = _start(scene, group)
    near = [scene.word(at) for at in range(max(0, start - 8), start)]
    if near[-1:] and near[-1] in words("figure_toll_links") and ("toll" in near or "tolls" in near):
        return Kind("killed", "toll", 0.95)
    if near[-1:] == ["to"] and near[-2:-1] and near[-2] in words("figure_rises"):
        return _number_of(scene, start)
    return None


def _number_of(scene: Scene, end: int) -> Kind | None:
    """"the number of people killed in the floods rose to 85": the kind by what is between "number" and the number."""
    opening = next((at for at in range(end - 1, max(-1, end - REACH), -1) if scene.word(at) in ("number", "toll", "count")), None)
    if opening is None:
        return None
    if scene.word(opening) == "toll":
        return Kind("killed", "toll", 0.95)
    for at in range(opening + 1, end):
        kind = table("figure_kind_counted").get(singular(scene.word(at)))
        if kind:
            return Kind(kind, "toll", 0.85)
    for cue in scene.cues:
        if opening < cue.first < end - 2 and (cue.sense.object or cue.sense.state):
            return Kind(cue.sense.state or cue.sense.object or "killed", "toll", 0.85)
    return None


def predicate(scene: Scene, group: Counted) -> Kind | None:
    """"26 demonstrators had been killed", "two died", "12 wounded", "45 people in hospital": what is said of the group."""
    near_only = _inside_phrase(scene, group) and not _relative(scene, group.end)
    passed_object, after = False, _past_insertion(scene, group.end)
    for cue in scene.cues:
        gap = cue.first - after
        if gap < 0:
            continue
        if gap > REACH or (near_only and gap > 1) or _bounded_off(scene, after, cue.first):
            return None
        if not _speaks_of(scene, group, cue, gap):
            if _weak(group):
                return None
            continue
        kind = None if passed_object and cue.voice is Voice.STATE else _said(scene, cue, gap)
        passed_object = passed_object or cue.voice is Voice.ACTIVE
        if kind is not None:
            main = _main_after(scene, group, cue, kind)
            confidence = max(0.9 - 0.015 * gap, 0.55) if gap else 0.92
            return Kind(main or kind, "predicate", min(confidence, 0.7) if kind == "exposed" else confidence)
    return None


def _inside_phrase(scene: Scene, group: Counted) -> bool:
    """Does a preposition hold the group, so that the verb of the clause has another subject?"""
    before = scene.word(_start(scene, group) - 1)
    return before in PREPOSITIONS or (before == "including" and group is not scene.groups[0])


def _past_insertion(scene: Scene, at: int) -> int:
    """The token after an insertion between commas or brackets that begins here: "over 100, including 50 officers, injured"."""
    opening, closing = scene.word(at), {"(": ")", ",": ","}.get(scene.word(at))
    if closing is None or (opening == "," and scene.word(at + 1) not in words("figure_insertions")):
        return at
    ends = (end for end in range(at + 1, min(at + 1 + REACH, len(scene.tokens))) if scene.word(end) == closing)
    return next(ends, at - 1) + 1


def _weak(group: Counted) -> bool:
    """Has the group no noun that is known to name people, so that only words next to it may speak of it?"""
    return group.bare or not group.known


def _speaks_of(scene: Scene, group: Counted, cue: Cue, gap: int) -> bool:
    """Can the cue be said of the group at all, given what stands between?"""
    between = range(cue.first - gap, cue.first)
    near = all(_light(scene.word(at)) for at in between)
    if _weak(group) and not near:
        return False
    if _thing_like(scene, group, cue):
        return False
    if cue.voice is Voice.REDUCED and cue.sense.object and not cue.sense.subject:
        return gap <= 4
    if cue.sense.form is not None and cue.sense.form.ing:
        with_group = scene.word(_start(scene, group) - 1) == "with"
        begun = scene.word(cue.first - 1) in words("figure_starts")
        return near or with_group or begun or scene.word(cue.first - 1) in BE or scene.word(cue.first - 1) == ","
    if scene.word(cue.first - 1) == "to" and cue.voice is Voice.ACTIVE:
        willed = gap == 1 and (cue.sense.subject or "") in ("gathered", "displaced")
        return willed or scene.word(cue.first - 2) in words("figure_starts")
    if cue.sense.form is not None and cue.voice is Voice.ACTIVE and _third_person(scene, cue):
        return group.quantity.high == 1 or scene.word(group.end) == "of"
    return True


def _thing_like(scene: Scene, group: Counted, cue: Cue) -> bool:
    """Could the counted noun, which no list knows and no capital marks as a people, be a thing that the cue is said of?"""
    if group.known or group.head is None or scene.tokens[group.end - 1].text[0].isupper():
        return False
    return scene.word(cue.first) in _said_of_things()


def _third_person(scene: Scene, cue: Cue) -> bool:
    form = cue.sense.form
    return form is not None and not (form.base or form.participle or form.ing) and scene.word(cue.first).endswith("s")


def _light(word: str) -> bool:
    """May the word stand between people and their verb without being about something else?"""
    return word in BE or word in HAVE or word in MODALS or word in words("figure_adverbs") or word.endswith("ly") or word in '",”' or word in words("figure_starts")


def _main_after(scene: Scene, group: Counted, cue: Cue, kind: str) -> str | None:
    """What the main clause says where the cue is in a clause inside its subject: "21 girls abducted in 2014 have been freed"."""
    inner = (cue.voice is Voice.REDUCED and cue.sense.object) or (cue.voice is Voice.ACTIVE and _relative(scene, group.end))
    if kind == "killed" or not (inner or kind == "exposed"):
        return None
    for later in scene.cues:
        between = [scene.word(at) for at in range(cue.end, later.first)]
        if later.first < cue.end:
            continue
        if len(between) > REACH or any(word in words("figure_clause_ends") or word in (",", "and") for word in between):
            return None
        if later.voice is Voice.PASSIVE or (later.voice is Voice.REDUCED and scene.word(later.end) == "by"):
            return None if between[-1:] == ["be"] else later.sense.object
        if kind == "exposed" and later.sense.subject == "killed":
            return "killed"
    return None


def _said(scene: Scene, cue: Cue, gap: int) -> str | None:
    """What a cue after a group says of it as its subject."""
    sense = cue.sense
    if cue.voice in (Voice.PASSIVE, Voice.REDUCED):
        if cue.voice is Voice.REDUCED and not sense.object:
            return sense.subject or sense.state
        return sense.object or sense.state or sense.subject
    if cue.voice is Voice.STATE:
        return sense.state if gap <= 6 or scene.word(cue.first - 1) in BE else None
    if sense.subject:
        return sense.subject
    return "attackers" if sense.attack else None


def inverted(scene: Scene, group: Counted) -> Kind | None:
    """"Aboard the flight were nine guests", "Among the dead are two doctors", "Arrested were three men"."""
    start = _start(scene, group)
    if scene.word(start - 1) not in BE:
        return None
    for cue in scene.cues:
        opens = cue.first == 0 or not scene.word(cue.first - 1)[:1].isalpha() or scene.word(cue.first - 1) in ("also", "the", "those")
        if cue.end < start and start - cue.end <= 6 and opens and cue.voice in (Voice.STATE, Voice.REDUCED):
            kind = cue.sense.state or cue.sense.object
            return Kind(kind, "inverted", 0.85) if kind else None
    return None


def agent(scene: Scene, group: Counted) -> Kind | None:
    """"killed by three gunmen", "the murder of a judge by two men": the group after "by" did it."""
    by = _start(scene, group) - 1
    if scene.word(by) != "by":
        return None
    if any(table("figure_kind_before").get(f"{scene.word(at)} of") in VIOLENT for at in range(max(0, by - 6), by)):
        return Kind("attackers", "agent", 0.85)
    for cue in reversed(scene.cues):
        if cue.end <= by and by - cue.end <= 5 and cue.voice in (Voice.PASSIVE, Voice.REDUCED) and cue.sense.object in VIOLENT:
            return Kind("attackers", "agent", 0.85)
    return None


def object_joined(scene: Scene, group: Counted) -> Kind | None:
    """"killed a leader and two members", "was killed along with three others": a verb's object or subject, joined by a word."""
    start = _start(scene, group)
    others = any(scene.word(at) in ("other", "others") for at in range(group.quantity.end, group.end))
    together = scene.word(start - 1) == "with" and (scene.word(start - 2) in ("along", "together") or others)
    if not group.known or (not together and scene.word(start - 1) not in ("and", "or")):
        return None
    for cue in reversed(scene.cues):
        if cue.end > start - 1:
            continue
        if start - cue.end > JOINED_REACH or _bounded_off(scene, cue.end, start):
            return None
        if cue.sense.object and (cue.voice is Voice.ACTIVE or together):
            return Kind(cue.sense.object, "object-joined", 0.7)
        return None
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
    parts = table("figure_kind_nouns")
    if group.head in table("figure_groups") and group.known:
        return Kind(table("figure_groups")[group.head], "part-played", 0.62)
    looks = f"{scene.word(group.end - 2)} {group.head}"
    if looks in parts:
        return Kind(parts[looks], "part-played", 0.62)
    kind = parts.get(group.head or "")
    if group.head == VICTIM and _tells_of_death(scene):
        kind = "killed"
    return Kind(kind, "part-played", 0.5) if kind else None


def _tells_of_death(scene: Scene) -> bool:
    deaths = (table("figure_kind_counted").get(singular(token.lower)) for token in scene.tokens)
    return "killed" in deaths or any("killed" in (cue.sense.object, cue.sense.state) for cue in scene.cues)


RULES = (counted_noun, object_of, object_joined, phrase_before, toll, predicate, inverted, agent, modifier, part_played)


def _settled(group: Counted, found: Kind) -> Kind:
    """The kind as the counted noun bends it: soldiers who march are deployed, captives who are held are abducted."""
    part = table("figure_kind_nouns").get(group.head or "")
    bent = table("figure_kind_bent").get(f"{found.kind} {part}")
    return replace(found, kind=bent) if bent else found


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


@cache
def _said_of_things() -> frozenset[str]:
    """Every form of the verbs, and the states, that are said of things as readily as of people."""
    listed = words("figure_verbs_of_things")
    return frozenset(listed) | frozenset(forms((w for w in listed if " " not in w), table("figure_kind_irregular")))
