"""Who is counted, where the words beside the number do not say: complements, appositions, pronouns, "of the 27 …".

"the 26 killed were rioters"          rioters     "12 militants, 3 of them foreigners"          foreigners
"164 people died, 103 of them in …"   people      "Of the 27 passengers, five were hurt"        passengers
"19 of them from the security forces" security    "eighteen members of the security forces"     security
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import FigureMention, Report, Token
from sayso.understand.figures.counted import Counted
from sayso.understand.figures.noun_groups import NounGroup, noun_group
from sayso.understand.figures.population import is_people, population_kind, singular
from sayso.understand.figures.scene import Scene
from sayso.understand.figures.tolls import TOLL_REACH
from sayso.understand.language import table, words
from sayso.understand.word_classes import members
from sayso.vocabulary import PopulationKind

Population = tuple[str | None, PopulationKind]
"""The words for the people counted, and their kind."""

NOBODY: Population = (None, PopulationKind.PEOPLE)
LINK_REACH = 3
"""Tokens from a bare number to the "were" that says who they are: "the 26 people" has its noun, "the 26 killed" has not."""


def population(
    report: Report, scene: Scene, group: Counted, kind: str, told: Sequence[FigureMention], sentence: int
) -> Population:
    """The people that a group of the sentence with this number counts; `told` are the figures before it."""
    first, end = _said_to_be(scene, group) or group.population or _of_number(scene, group) or (group.noun, _end(group))
    if group.partitive and group.head is None and (first, end) == (group.noun, group.end):
        return _antecedent(report, scene, group, kind, told, sentence)
    whole = whole_before(scene, group) if first == end else None
    if whole is not None:
        first, end = whole.population or (whole.noun, _end(whole))
    return _named(report, scene, first, _with_body(scene, first, end), kind)


def _with_body(scene: Scene, first: int, end: int) -> int:
    """The end of "members of the security forces": of whom they are members says who they are."""
    if first == end or scene.word(end - 1) not in members("body_member") or scene.word(end) != "of":
        return end
    at = end + 1 + (scene.word(end + 1) in members("determiner"))
    return _body_end(scene, at) or end


def _body_end(scene: Scene, at: int) -> int | None:
    """The end of the name of a body of people from `at` on: "security forces", "police"."""
    if scene.word(at) in table("population_premodifiers") and scene.word(at + 1) in words("population_bodies"):
        return at + 2
    known = _known(scene, at)
    return known[1] if known else None


def whole_before(scene: Scene, group: Counted) -> Counted | None:
    """The group that a bare number is a part of: "Of the 27 passengers, five were hurt"."""
    at = next((i for i, other in enumerate(scene.groups) if other is group), 0)
    if not at or not group.bare:
        return None
    whole = scene.groups[at - 1]
    between = scene.between(whole.end, group.quantity.first)
    opened = scene.word(scene.start(whole) - 1) == "of" and not scene.word(scene.start(whole) - 2)[:1].isalnum()
    return whole if opened and between[-1:] == [","] else None


def _named(report: Report, scene: Scene, first: int, end: int, kind: str) -> Population:
    people = scene.tokens[first:end]
    if not people:
        return NOBODY
    return report.text[people[0].start : people[-1].end], population_kind(people, kind, scene.tokens)


def _end(group: Counted) -> int:
    """The end of the population: a noun for what happened is not of it ("civilian deaths", "3,700 arrests")."""
    happened = group.head in table("figure_kind_counted") and group.head not in table("population_nouns")
    return group.end - 1 if happened and group.known else group.end


def _said_to_be(scene: Scene, group: Counted) -> tuple[int, int] | None:
    """The complement of a number without a noun ("the 26 killed were rioters"), or its apposition ("3 of them foreigners")."""
    if not (group.headless or group.partitive):
        return None
    for at in range(group.end, group.end + LINK_REACH):
        if scene.word(at) in members("were"):
            return _known(scene, at + 1) or _linked(scene, at)
        if scene.word(at) not in members("participle_of_harm"):
            break
    return _linked(scene, group.end) or (_known(scene, group.end) if group.partitive and group.headless else None)


def _linked(scene: Scene, first: int) -> tuple[int, int] | None:
    """Who "19 of them" are by the words behind: "19 of them (those of) police", "19 of whom belong to the security forces"."""
    links, at = table("population_links"), first
    while scene.word(at) in links:
        at += 1
    end = _body_end(scene, at) if links.get(scene.word(first)) == "opens" else None
    return None if end is None else (at, end)


def _of_number(scene: Scene, group: Counted) -> tuple[int, int] | None:
    """The people of "the number of officers killed rose to 18": they stand behind "number of", before the number."""
    start = scene.start(group)
    if not group.bare or scene.word(start - 1) not in words("figure_toll_links"):
        return None
    for at in range(start - 1, max(0, start - TOLL_REACH), -1):
        if scene.word(at) == "of" and scene.word(at - 1) == "number" and not scene.bounded_off(at, start):
            return _known(scene, at + 1)
    return None


def _known(scene: Scene, at: int) -> tuple[int, int] | None:
    found: NounGroup | None = noun_group(scene.tokens, at, frozenset(cue.first for cue in scene.cues))
    return (found.first, found.end) if found is not None and found.known else None


def _antecedent(
    report: Report, scene: Scene, group: Counted, kind: str, told: Sequence[FigureMention], sentence: int
) -> Population:
    """Whom "them" stands for: the people counted or named last in the sentence, or counted last in the one before."""
    counted = [m for m in told if m.figure.population is not None and m.sentence in (sentence, sentence - 1)]
    here = [m for m in counted if m.sentence == sentence]
    if not here and (named := _last_named(scene, group.quantity.first)) is not None:
        return _named(report, scene, named, named + 1, kind)
    of = next((m.figure for m in reversed(here or counted) if _holds(m, group)), None)
    return NOBODY if of is None else (of.population, of.population_kind)


def _holds(told: FigureMention, group: Counted) -> bool:
    """Can the people counted earlier have this many among them?"""
    most, part = told.figure.high or told.figure.low, group.quantity.low
    return most is None or part is None or told.figure.high is None or most >= part


def _last_named(scene: Scene, end: int) -> int | None:
    """The last plural noun for people before `end`."""
    return next((at for at in range(end - 1, -1, -1) if _plural_people(scene.tokens[at])), None)


def _plural_people(token: Token) -> bool:
    return is_people(token.lower) and (singular(token.lower) != token.lower or token.lower in table("plural_irregular"))
