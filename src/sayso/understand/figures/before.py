"""Kinds by the words before a counted group: a verb whose object it is, a noun that it completes, the agent that it is."""

from __future__ import annotations

from functools import cache

from sayso.understand.figures.counted import Counted
from sayso.understand.figures.cues import Voice
from sayso.understand.figures.predicates import in_peace, predicate, thing_like
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.language import table, words
from sayso.understand.phrases import Phrases
from sayso.understand.word_classes import members

OBJECT_REACH = 4
"""Tokens between a verb and its counted object: articles, adverbs, quotation marks."""
JOINED_REACH = 12
"""Tokens from a verb to the second of its objects."""
PHRASE_REACH = 6
"""Tokens from the first word of "the deaths of" to the group."""
INVERSION_REACH = 6
AGENT_REACH = 6
MADE = frozenset({"killed", "injured", "abducted", "hospitalised", "arrested", "rescued", "displaced", "trapped", "missing"})
"""Kinds of the states that a verb can bring its object into."""
VIOLENT = frozenset({"killed", "injured", "abducted"})


def object_of(scene: Scene, group: Counted) -> Kind | None:
    """As in "killed 26", "police arrested the two men": the verb before takes the group as its object."""
    start = scene.start(group)
    cue = next(scene.back_from(start), None)
    if cue is None or start - cue.end > OBJECT_REACH or thing_like(scene, group, cue):
        return None
    if cue.sense.object == "gathered" and in_peace(scene, cue):
        return None
    if ":" in scene.between(cue.end, start) and predicate(scene, group):
        return None  # "Market shooting: 14 killed"
    if cue.sense.object and cue.voice in (Voice.ACTIVE, Voice.REDUCED) and _only_fillers(scene, cue.end, start):
        fatal = scene.word(cue.first - 1) == "fatally"
        return Kind("killed" if fatal else cue.sense.object, "object", 0.95, (cue.first, cue.end))
    return None


def room_for(scene: Scene, group: Counted) -> bool:
    """Is it room for people that is told, not people: "built to carry 25", "which can hold 300"?"""
    start = scene.start(group)
    cue = next(scene.back_from(start), None)
    if cue is None or not cue.sense.object or not _only_fillers(scene, cue.end, start):
        return False
    before = scene.word(cue.first - 1)
    return before == "can" or (before == "to" and scene.word(cue.first - 2) in members("room"))


def made(scene: Scene, group: Counted) -> Kind | None:
    """As in "took 30 people hostage", "beat two men to death": the state after the object is what the verb makes of it."""
    start = scene.start(group)
    after = next((cue for cue in scene.cues if cue.first == group.end and cue.voice is Voice.STATE), None)
    verb = next(scene.back_from(start), None)
    if after is None or after.sense.state not in MADE or not group.known:
        return None
    if verb is not None and verb.end == start and verb.sense.object == "arrested" and after.sense.state == "killed":
        return None  # sentenced to death
    taken = scene.word(start - 1) in members("taking") or (
        verb is not None and verb.end == start and verb.voice is Voice.ACTIVE
    )
    return Kind(after.sense.state, "made", 0.96, (after.first, after.end)) if taken else None


def object_joined(scene: Scene, group: Counted) -> Kind | None:
    """As in "killed a leader and two members", "was killed along with three others": joined to a verb's object or subject."""
    start = scene.start(group)
    others = any(word in ("other", "others") for word in scene.between(group.quantity.end, group.end))
    together = scene.word(start - 1) == "with" and (scene.word(start - 2) in ("along", "together") or others)
    if not group.known or not (together or scene.word(start - 1) in ("and", "or")):
        return None
    cue = next(scene.back_from(start - 1), None)
    if cue is None or start - cue.end > JOINED_REACH or scene.bounded_off(cue.end, start):
        return None
    if cue.sense.object and (cue.voice is Voice.ACTIVE or together):
        return Kind(cue.sense.object, "object-joined", 0.7, (cue.first, cue.end))
    return None


def phrase_before(scene: Scene, group: Counted) -> Kind | None:
    """As in "the deaths of 12 miners", "a crowd of 5,000"."""
    start = scene.start(group)
    for at in range(start - 1, max(-1, start - PHRASE_REACH), -1):
        match = _phrases().match(scene.tokens, at) if scene.tokens[at].text != "March" else None
        if match is not None and match[0] <= start and _only_fillers(scene, match[0], start):
            return Kind(match[1], "phrase-before", 0.8 if match[1] == "attackers" else 0.93, (at, match[0]))
    return None


def inverted(scene: Scene, group: Counted) -> Kind | None:
    """As in "Aboard the flight were nine guests", "Among the dead are two doctors", "Arrested were three men"."""
    start = scene.start(group)
    linked = scene.word(start - 1) in members("be")
    for cue in scene.cues:
        near = 0 < start - cue.end <= INVERSION_REACH if linked else cue.end == start and scene.word(cue.first) == "among"
        before = scene.word(cue.first - 1)
        opens = not before[:1].isalpha() or before in members("inversion_opener")
        if opens and near and cue.voice in (Voice.STATE, Voice.REDUCED):
            kind = cue.sense.state or cue.sense.object
            return Kind(kind, "inverted", 0.85, (cue.first, cue.end)) if kind else None
    return None


def agent(scene: Scene, group: Counted) -> Kind | None:
    """As in "killed by three gunmen", "the murder of a judge by two men": the group after "by" did it."""
    by = scene.start(group) - 1
    if scene.word(by) != "by":
        return None
    deeds = (word for word in scene.between(by - AGENT_REACH, by) if word not in members("no_deed"))
    nouns = (table("figure_kind_before").get(f"{word} of") for word in deeds)
    verbs = [c for c in scene.back_from(by) if by - c.end < AGENT_REACH and c.voice in (Voice.PASSIVE, Voice.REDUCED)]
    attacked = any(c.sense.attack and c.end == by for c in verbs)  # "was chased by 30 people"
    violent = attacked or any(kind in VIOLENT for kind in (*nouns, *(c.sense.object for c in verbs)))
    return Kind("attackers", "agent", 0.85, (by, by + 1)) if violent else None


def _only_fillers(scene: Scene, first: int, end: int) -> bool:
    """Do only articles, adverbs and marks stand between?"""
    allowed = words("figure_adverbs") | members("article") | members("filler")
    return all(word in allowed for word in scene.between(first, end))


@cache
def _phrases() -> Phrases[str]:
    return Phrases(table("figure_kind_before"))
