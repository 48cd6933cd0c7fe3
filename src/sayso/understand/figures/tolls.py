"""Kinds by the count that a number is: "bringing the toll to 31", "the number of people detained has reached 7,900"."""

from __future__ import annotations

from dataclasses import replace

from sayso.understand.figures.counted import Counted
from sayso.understand.figures.noun_groups import noun_group
from sayso.understand.figures.population import singular
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.language import table, words
from sayso.understand.word_classes import members

TOLL_REACH = 12
COUNT_REACH = 40
"""Tokens from "the number of" to the number that it rose to."""
TOLL = 0.97
"""Confidence of a named count: surer than a verb before the number ("the toll hits 25")."""


def toll(scene: Scene, group: Counted) -> Kind | None:
    """As in "bringing the toll to 31", "the death toll stands at 26", "the number of the dead rose to 85"."""
    start = scene.start(group)
    near = scene.between(start - TOLL_REACH, start)
    link = near[-1] if near else ""
    if link not in words("figure_toll_links"):
        return None
    named = next((kind for word in reversed(near) if (kind := table("figure_counts").get(word))), None)
    if named is not None:
        return Kind(named, "toll", TOLL, (start - 1, start))
    rises = link == "to" and any(word in words("figure_rises") for word in near[-4:-1])
    rises = rises or (link == "at" and near[-2:-1] != [] and near[-2] in members("stands"))
    counted = _number_of(scene, start, COUNT_REACH if rises else TOLL_REACH)
    return replace(counted, teller=(start - 1, start)) if counted else None


def toll_after(scene: Scene, group: Counted) -> Kind | None:
    """As in "This brings to 4,500 the number of people killed", "to 12 the death toll": the count follows its number."""
    if scene.word(scene.start(group) - 1) != "to" or not group.bare or scene.word(group.end) != "the":
        return None
    after = group.end + 1
    named = next((kind for word in scene.between(after, after + 2) if (kind := table("figure_counts").get(word))), None)
    if named is not None:
        return Kind(named, "toll", TOLL)
    if scene.word(after) != "number":
        return None
    stop = next((at for at in range(after, len(scene.tokens)) if not scene.word(at)[0].isalpha()), len(scene.tokens))
    return _told_between(scene, after + 1 + (scene.word(after + 1) == "of"), stop)


def _number_of(scene: Scene, end: int, reach: int) -> Kind | None:
    """As in "the number of people killed in the floods rose to 85": the kind by what is between "number" and the number."""
    for at in range(end - 1, max(-1, end - reach), -1):
        if scene.word(at) == "toll":
            return Kind("killed", "toll", TOLL)
        if scene.word(at) == "number" and scene.word(at + 1) == "of" and not scene.bounded_off(at, end):
            return _told_between(scene, at + 2, end - 1)
    return None


def _told_between(scene: Scene, first: int, end: int) -> Kind | None:
    """The kind by the words of what "the number of" counts: a noun, a participle, a modifier, or the part played."""
    if noun_group(scene.tokens, first, frozenset(cue.first for cue in scene.cues)) is None:  # "the number of homes hit"
        return None
    words_between = [singular(word) for word in scene.between(first, end)]
    nouns = (table("figure_kind_counted").get(word) for word in words_between)
    verbs = (cue.sense.state or cue.sense.object for cue in scene.cues if first <= cue.first < end)
    parts = (table("figure_kind_premodifiers").get(w) or table("figure_kind_nouns").get(w) for w in words_between)
    kind = next((k for found in (nouns, verbs, parts) for k in found if k), None)
    return Kind(kind, "toll", 0.85) if kind else None
