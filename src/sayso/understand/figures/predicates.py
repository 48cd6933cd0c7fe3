"""Kinds by the predicate after a counted group: "nine miners had been killed", "two died", "45 people in hospital".

The nearest cue that can be said of the group counts: over insertions and relative clauses, not over clause boundaries, and not
where a preposition holds the group. A participle that belongs to the noun yields to the main verb ("21 girls abducted in 2014
have been freed").
"""

from __future__ import annotations

from functools import cache

from sayso.understand.attributions.finite_verbs import is_finite
from sayso.understand.figures.counted import Counted
from sayso.understand.figures.cues import Cue, Voice, third_person
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.language import table, words
from sayso.understand.verb_forms import forms
from sayso.understand.word_classes import members

REACH = 40
"""Tokens from a counted group to its predicate, over relative clauses and insertions."""
PARTICIPLE_REACH = 4
"""Tokens from a group to a participle without auxiliary: "12 people from the village killed in"."""
CLOSING = {"(": ")", ",": ",", "—": "—", "–": "–", "-": "-", "--": "--"}
"""The mark that opens an insertion, and the one that closes it."""
STATE_REACH = 6
OUTCOME_REACH = 4
"""Tokens between two joined participles: "kidnapped and later reportedly killed"."""
WILLED = frozenset({"gathered", "displaced"})
"""Kinds that an infinitive right after the group tells of: "led 13,000 to take to the streets"."""
INNER_ENDS = frozenset({",", "and", "which", "whom"})
"""Words after which a later verb is no longer said of the people before: "hurt in a battle in which six died"."""
NEAREST = 0.92
NEAR, FALL, LEAST = 0.9, 0.015, 0.55
"""Confidence of a predicate: next to the group, at a distance, its fall by token, and its least."""
ACCUSED = "accused"
"""The rule by which the accused are attackers, soldiers and police officers among them."""
EXPOSED, EXPOSED_NEAREST = 0.7, 0.78
"""To be on board says less than whatever else is told of the people there; of a bare number more than what it is joined to."""


def predicate(scene: Scene, group: Counted) -> Kind | None:
    """What is said of the group as a subject."""
    near_only = _inside_phrase(scene, group) and not scene.relative(group.end)
    passed_object, after = False, _past_insertion(scene, group.end)
    for cue in (c for c in scene.cues if c.first >= after):
        gap = cue.first - after
        if gap > REACH or scene.bounded_off(after, cue.first):
            return None
        if near_only and gap > 1 and scene.word(cue.first - 1) not in members("relative"):
            return None
        if _speaks_of(scene, group, cue, gap):
            kind = None if passed_object and cue.voice is Voice.STATE else _said(scene, cue, gap)
            passed_object = passed_object or cue.voice is Voice.ACTIVE
            if kind is not None:
                outcome, by = _outcome(scene, group, cue, kind)
                known = by.voice is Voice.REDUCED and by.sense.object is not None  # "the men arrested will …"
                told = None if known else (by.first, by.end)
                rule = ACCUSED if by is cue and _accused_of(scene, cue) else "predicate"
                return Kind(outcome, rule, _confidence(kind, gap, group.bare), told)
        elif group.weak:
            return None
    return None


def _outcome(scene: Scene, group: Counted, cue: Cue, kind: str) -> tuple[str, Cue]:
    """What became of the people whom `cue` is said of, and the cue that tells it."""
    if (killed := _and_killed(scene, cue)) is not None:
        return killed, cue
    return _main_after(scene, group, cue, kind) or (kind, cue)


def thing_like(scene: Scene, group: Counted, cue: Cue) -> bool:
    """Could the counted noun, which no list knows and no capital marks as a people, be a thing that the cue is said of?"""
    if group.known or group.head is None or scene.tokens[group.end - 1].text[0].isupper():
        return False
    return scene.word(cue.first) in _said_of_things()


def _confidence(kind: str, gap: int, bare: bool) -> float:
    sure = max(NEAR - FALL * gap, LEAST) if gap else NEAREST
    return min(sure, EXPOSED_NEAREST if bare and not gap else EXPOSED) if kind == "exposed" else sure


def _inside_phrase(scene: Scene, group: Counted) -> bool:
    """Does a preposition hold the group, so that the verb of the clause has another subject?"""
    before = scene.word(scene.start(group) - 1)
    return before in members("preposition") or (before == "including" and group is not scene.groups[0])


def _past_insertion(scene: Scene, at: int) -> int:
    """The token after an insertion between commas, dashes or brackets: "over 100, including 50 officers, injured"."""
    opening, closing = scene.word(at), CLOSING.get(scene.word(at))
    if closing is None or (opening == "," and scene.word(at + 1) not in words("figure_insertions")):
        return at
    ends = (end for end in range(at + 1, min(at + 1 + REACH, len(scene.tokens))) if scene.word(end) == closing)
    return next(ends, at - 1) + 1


def _speaks_of(scene: Scene, group: Counted, cue: Cue, gap: int) -> bool:
    """Can the cue be said of the group at all, given what stands between?"""
    near = all(_light(word) for word in scene.between(cue.first - gap, cue.first))
    if gap and _has_another_subject(scene, cue, gap):
        return False
    if (group.weak and not near) or thing_like(scene, group, cue) or _modifies_a_noun(scene, group, cue, gap):
        return False
    if cue.voice is Voice.REDUCED and cue.sense.object and not cue.sense.subject:
        return gap <= PARTICIPLE_REACH
    if cue.voice is not Voice.ACTIVE or cue.sense.form is None:
        return True
    before = scene.word(cue.first - 1)
    if cue.sense.form.ing:
        with_group = scene.word(scene.start(group) - 1) == "with"
        return (
            near
            or _accused_of(scene, cue)
            or with_group
            or before == ","
            or before in words("figure_starts")
            or before in members("be")
        )
    if before == "to":
        willed = gap == 1 or scene.word(scene.start(group) - 1) in words("figure_orders")
        return (willed and cue.sense.subject in WILLED) or scene.word(cue.first - 2) in words("figure_starts")
    return not third_person(scene.word(cue.first), cue.sense.form) or group.quantity.high == 1 or scene.word(group.end) == "of"


def _accused_of(scene: Scene, cue: Cue) -> bool:
    """As in "five men are accused of killing a judge": the deed is said of them, though not asserted."""
    return cue.sense.attack and scene.word(cue.first - 1) == "of" and scene.word(cue.first - 2) in members("accused")


def _has_another_subject(scene: Scene, cue: Cue, gap: int) -> bool:
    """As in "stopped the two and beat up the man", "two men went to the house of an officer who shot himself"."""
    before = scene.between(cue.first - gap, cue.first)
    if before == ["and"]:
        return cue.voice is Voice.ACTIVE
    while before and (before[-1] in members("be") or before[-1] in members("have") or before[-1] in members("modal")):
        before.pop()
    if before[-1:] == ["which"] and before[-2:-1] != ["of"]:
        return True
    return before[-1:] != [] and before[-1] in members("relative") and any(is_finite(word) for word in before[:-1])


def _modifies_a_noun(scene: Scene, group: Counted, cue: Cue, gap: int) -> bool:
    """Is the participle after a bare number part of a noun group that no list knows: "68 blocked domains", "22 stab wounds"?"""
    if gap or not group.bare:
        return False
    after = scene.word(cue.end)
    noun_like = after[:1].islower() and after not in words("noun_group_stops") and scene.tokens[cue.end].text.islower()
    if cue.voice is Voice.STATE:
        modified = noun_like and not _light(after) and cue.end - cue.first == 1
        return modified and all(other.first != cue.end for other in scene.cues)  # "five critically wounded"
    if group.quantity.low is None or cue.voice is not Voice.ACTIVE or cue.sense.form is None:
        return False
    return noun_like and (cue.sense.form.participle or not cue.sense.subject)


def _light(word: str) -> bool:
    """May the word stand between people and their verb without being about something else?"""
    return word in _light_words() or word.endswith("ly")


def _said(scene: Scene, cue: Cue, gap: int) -> str | None:
    """What a cue after a group says of it as its subject."""
    sense = cue.sense
    if cue.voice is Voice.STATE:
        return sense.state if gap <= STATE_REACH or scene.word(cue.first - 1) in members("be") else None
    if cue.voice is Voice.ACTIVE and scene.word(cue.first - 1) == "those" and sense.form is not None and sense.form.participle:
        return sense.object  # "four of those murdered belong to"
    if sense.subject == "gathered" and in_peace(scene, cue):
        return None
    if cue.voice is Voice.ACTIVE:
        return sense.subject or ("attackers" if sense.attack else None)
    return sense.object or (sense.state or sense.subject if cue.voice is Voice.PASSIVE else sense.subject or sense.state)


def in_peace(scene: Scene, cue: Cue) -> bool:
    """Is the verb one of gathering in peace as well, with no word for a crowd or protest in the sentence?"""
    weak = cue.sense.form is not None and cue.sense.form.lemma in words("figure_gathering_weak")
    return weak and not any(token.lower.startswith(_crowds()) for token in scene.tokens)


def _and_killed(scene: Scene, cue: Cue) -> str | None:
    """As in "shot and killed", "stabbed or burned to death", "kidnapped and later killed": the worst outcome counts."""
    joined = (c for c in scene.cues if 0 < c.first - cue.end <= OUTCOME_REACH and c.sense.object == "killed")
    later = next((c for c in joined if c.voice in (Voice.PASSIVE, Voice.REDUCED)), None)
    if later is None or not {"and", "or", "then"}.intersection(scene.between(cue.end, later.first)):
        return None
    others = any(cue.end <= group.quantity.first < later.first for group in scene.groups)  # "12 were hurt and two killed"
    return "killed" if cue.voice in (Voice.PASSIVE, Voice.REDUCED) and not others else None


def _main_after(scene: Scene, group: Counted, cue: Cue, kind: str) -> tuple[str, Cue] | None:
    """What the main clause says, where the cue only belongs to its subject."""
    inner = (cue.voice is Voice.REDUCED and cue.sense.object) or (cue.voice is Voice.ACTIVE and scene.relative(group.end))
    inner = inner or _accused_of(scene, cue)
    if kind == "killed" or not (inner or kind == "exposed"):
        return None
    for later in (c for c in scene.cues if c.first >= cue.end):
        between = scene.between(cue.end, later.first)
        if len(between) > REACH or scene.bounded_off(cue.end, later.first) or not INNER_ENDS.isdisjoint(between):
            return None
        if later.voice is Voice.PASSIVE or (later.voice is Voice.REDUCED and scene.word(later.end) == "by"):
            unsaid = between[-1:] == ["be"] or later.sense.object is None
            return None if unsaid else (str(later.sense.object), later)
        if kind == "exposed" and later.sense.subject == "killed":
            return "killed", later
    return None


@cache
def _crowds() -> tuple[str, ...]:
    return tuple(members("crowd"))


@cache
def _light_words() -> frozenset[str]:
    adverbs = words("figure_adverbs") | words("figure_starts")
    verbs = members("be") | members("have") | members("modal") | members("copula") | members("hearsay")
    return adverbs | verbs | {'"', ",", "”"}


@cache
def _said_of_things() -> frozenset[str]:
    """Every form of the verbs, and the states, that are said of things as readily as of people."""
    listed = words("figure_verbs_of_things")
    return listed | frozenset(forms((w for w in listed if " " not in w), table("figure_kind_irregular")))
