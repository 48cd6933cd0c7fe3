"""Kinds that counted groups take over: from the group beside them in the sentence, or from an earlier telling in the report.

    "12 people were killed, including 10 children"      part of the group before
    "3 policemen and 2 soldiers were among the 9 dead"  among the group after
    "six men and one woman"                             joined
    "The 21 girls met the president."                   the same number as earlier in the report
    "The ministry put the number at 5,800."             another count of those told of last

What the words around a group say of it themselves (`kinds`) is preferred wherever it is surer.
"""

from __future__ import annotations

from functools import cache

from sayso.understand.figures.counted import Counted
from sayso.understand.figures.kinds import VICTIM, kind_of
from sayso.understand.figures.populations import whole_before
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.language import words
from sayso.understand.word_classes import members
from sayso.vocabulary import Relation

Told = tuple[Counted, Kind]
"""A group and the kind that it was told as."""

JOINED_REACH = 8
"""Tokens between two joined groups: "five police officers from the town and two soldiers"."""
PART_RELATIONS = frozenset({Relation.EXACT, Relation.ABOUT, Relation.AT_LEAST, Relation.VAGUE})
"""What may be said of a number after "of them": "under 18" there is an age."""
CONTRAST_REACH = 5
"""Tokens from "while" to the number: "while the organisers claimed 50,000"."""
WEAK = 0.5
"""What a noun alone tells of its bearers yields to what an earlier sentence said of the same people."""


def kinds(scene: Scene) -> list[tuple[Counted, Kind | None]]:
    """Each group of a sentence with its kind: its own, or taken over from the group before or after it."""
    found: list[tuple[Counted, Kind | None]] = []
    for group in scene.groups:
        before = next(((g, k) for g, k in reversed(found) if k is not None), None)
        own, heir = kind_of(scene, group), _from_before(scene, group, before)
        found.append((group, max((k for k in (own, heir) if k is not None), key=lambda k: k.confidence, default=None)))
    for at in range(len(found) - 2, -1, -1):
        group, kind = found[at]
        if kind is None or kind.confidence <= WEAK:
            found[at] = (group, _from_after(scene, group, found[at + 1]) or kind)
    return found


def _from_before(scene: Scene, group: Counted, before: Told | None) -> Kind | None:
    """The kind of the group before, where the words between join the two."""
    if before is None:
        return None
    other, kind = before
    between = scene.between(other.end, group.quantity.first)
    if any(word in members("including") for word in between[-3:]) or (between[-1:] == [","] and group.partitive):
        return Kind(kind.kind, "part-of", 0.86, kind.teller)
    if group.bare and group.quantity.relation in PART_RELATIONS and _pointed_back(between):
        return Kind(kind.kind, "part-of", 0.86, kind.teller)
    if whole_before(scene, group) is other:
        return Kind(kind.kind, "part-of", 0.72, kind.teller)
    if _same_count(scene, group, between):
        return Kind(kind.kind, "same-count", 0.75, kind.teller)
    linked = any(word in members("conjunction") for word in between[-3:]) and between[-1:] != ["with"]
    joined = linked and between[-1] in members("joint")
    if joined and len(between) <= JOINED_REACH and ";" not in between:
        return Kind(kind.kind, "joined", min(kind.confidence, 0.75), kind.teller)
    if not between and other.partitive:
        return Kind(kind.kind, "whole", 0.6, kind.teller)
    return None


def _pointed_back(between: list[str]) -> bool:
    """As in ", from them 103 in the capital", ", of whom nine"."""
    return len(between) > 1 and between[-2] in members("out_of") and between[-1] in members("pointing_back")


def _same_count(scene: Scene, group: Counted, between: list[str]) -> bool:
    """Is it another number for the same: "…, taking the total to 342", "while organisers claimed 50,000"?"""
    if not group.bare or scene.word(group.end)[:1].isalpha() or between[-1:] == [] or ";" in between:
        return False
    running = between[-1] in words("figure_toll_links") and any(word in members("running_total") for word in between)
    contrasted = between[-1] in members("puts_number") and any(
        word in members("contrast") for word in between[-CONTRAST_REACH:]
    )
    return running or contrasted


def _from_after(scene: Scene, group: Counted, after: tuple[Counted, Kind | None]) -> Kind | None:
    """The kind of the group after, where this one is among it or joined to it."""
    other, kind = after
    between = scene.between(group.end, other.quantity.first)
    if kind is None or len(between) > JOINED_REACH or not group.known:
        return None
    if "among" in between:
        return Kind(kind.kind, "among", 0.8, kind.teller)
    if between[-1:] == ["and"] and kind.rule in ("among", "predicate", "joined"):
        return Kind(kind.kind, "joined", 0.7, kind.teller)
    return None


class Telling:
    """What a report has told so far: of how many people which kind, and whether of death. Grows as its sentences are read."""

    __slots__ = ("_by_number", "_last", "_last_in", "_of_death", "_sentence")

    def __init__(self) -> None:
        self._by_number: dict[int, str] = {}
        self._of_death = False
        self._last: str | None = None
        self._last_in = self._sentence = 0

    def turn_to(self, sentence: int) -> None:
        """From now on it is this sentence that is read."""
        self._sentence = sentence

    def add(self, group: Counted, kind: Kind) -> None:
        self._of_death = self._of_death or kind.kind == "killed"
        self._last, self._last_in = kind.kind, self._sentence
        number = group.quantity
        if number.low is not None and number.low == number.high:
            self._by_number[number.low] = kind.kind

    def recall(self, scene: Scene, group: Counted, kind: Kind | None) -> Kind | None:
        """The kind that the report has given the same people, where this sentence says no more of them than `kind`."""
        if kind is not None and kind.confidence > WEAK:
            return kind
        if self._last and _of_those(scene, group):
            return Kind(self._last, "part-of", 0.72)
        if self._last and self._sentence - self._last_in <= 1 and _again(scene, group):
            return Kind(self._last, "again", 0.72)
        if group.head == VICTIM and self._of_death:
            return Kind("killed", "repeated", WEAK)
        number = group.quantity
        definite = group.known and not group.one and scene.word(number.first - 1) in members("definite")
        if not definite or number.low is None or number.low != number.high or number.low not in self._by_number:
            return kind
        return Kind(self._by_number[number.low], "repeated", 0.65)


@cache
def _again_phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in words("figure_again"))


def _again(scene: Scene, group: Counted) -> bool:
    """Is it a number alone behind words that give another count: "put the number at 5,800"?"""
    if not group.bare or (scene.word(group.end)[:1].isalpha() and scene.word(group.end) not in members("saying_when")):
        return False
    start = scene.start(group)
    return any(tuple(scene.between(start - len(phrase), start)) == phrase for phrase in _again_phrases())


def _of_those(scene: Scene, group: Counted) -> bool:
    """Does the sentence open with "Of those," and say this number of the people told of last?"""
    opening = scene.between(0, group.quantity.first)
    return group.bare and len(opening) == 3 and opening[0] in members("out_of") and opening[1] in members("pointing_back")
