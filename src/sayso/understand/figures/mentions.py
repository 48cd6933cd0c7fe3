"""A counted group and its kind made into a `FigureMention`: exact span, population, scope, area and as-of words."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Figure, FigureMention, Report, Span
from sayso.understand.figures.counted import Counted
from sayso.understand.figures.populations import population, whole_before
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.word_classes import members
from sayso.vocabulary import Scope

PART_RULES = frozenset({"part-of", "among"})
"""Rules by which a group is told as a part of another."""
QUOTED = {"“": "”", "‘": "’", '"': '"', "«": "»"}
AREA_REACH = 8
"""Tokens from a group to the words for the area that it covers: "3,700 arrests were made across the country"."""


def mention(
    report: Report, scene: Scene, group: Counted, kind: Kind, told: Sequence[FigureMention], sentence: int
) -> FigureMention:
    """The figure that a group of the sentence with this number states; `told` are the figures before it."""
    number = group.quantity
    people, people_kind = population(report, scene, group, kind.kind, told, sentence)
    part = kind.rule in PART_RULES or group.partitive or whole_before(scene, group) is not None
    figure = Figure(
        low=number.low,
        high=number.high,
        relation=number.relation,
        span=_span(scene, number.first, _span_end(scene, group)),
        vague=number.vague,
        population=people,
        population_kind=people_kind,
        scope=Scope.SUBSET if part else Scope.NEW if _besides(scene, kind) else number.scope,
        area=_area(report, scene, group),
        as_of=_as_of(report, scene),
    )
    teller = None if kind.teller is None else _span(scene, *kind.teller)
    return FigureMention(kind.kind, figure, sentence, kind.rule, kind.confidence, teller)


def _besides(scene: Scene, kind: Kind) -> bool:
    """As in "two guards were also killed": besides others of whom the report has told."""
    first = kind.teller[0] if kind.teller is not None else 0
    return first > 1 and scene.word(first - 1) == "also" and scene.word(first - 2) in members("be")


def _span(scene: Scene, first: int, end: int) -> Span:
    return Span(scene.tokens[first].start, scene.tokens[max(first, end - 1)].end)


def _span_end(scene: Scene, group: Counted) -> int:
    """The end of the group, with its closing quotation mark, or with the participle after a bare number ("12 wounded")."""
    end = max(group.end, group.quantity.end)
    if group.bare:
        single = (
            cue for cue in scene.cues if cue.first == group.end == cue.end - 1 and not scene.word(cue.first).endswith("ly")
        )
        return next((cue.end for cue in single if cue.sense.state or cue.sense.object), end)
    opened = [QUOTED[word] for word in scene.between(group.quantity.end, group.noun) if word in QUOTED]
    return end + 1 if opened and scene.word(end) == opened[-1] else end


def _area(report: Report, scene: Scene, group: Counted) -> str | None:
    """As in "across the country", "nationwide", where it follows the group in its clause."""
    for at in range(group.end, min(group.end + AREA_REACH, len(scene.tokens))):
        word = scene.word(at)
        if word in members("area_word"):
            return scene.tokens[at].text
        if word in (".", ";"):
            return None
        if word in members("area_preposition") and (end := _area_end(scene, at + 1)):
            return _span(scene, at, end).of(report.text)
    return None


def _area_end(scene: Scene, at: int) -> int | None:
    """The end of "the country", "the northern province", "Northern Land", None where no area is named."""
    at += scene.word(at) in members("article")
    for end in range(at, min(at + 3, len(scene.tokens))):
        if scene.word(end) in members("area_noun"):
            return end + 1
        if not scene.tokens[end].text[0].isupper():
            return end if end > at else None
    return None


def _as_of(report: Report, scene: Scene) -> str | None:
    """The words that date a running total ("as of Monday", "so far"), as written; the layer `times` resolves them."""
    for at in range(len(scene.tokens) - 1):
        pair = (scene.word(at), scene.word(at + 1))
        if pair == ("so", "far"):
            return _span(scene, at, at + 2).of(report.text)
        if pair == ("as", "of") and at + 2 < len(scene.tokens):
            return _span(scene, at, _as_of_end(scene, at + 2)).of(report.text)
    return None


def _as_of_end(scene: Scene, at: int) -> int:
    """The end of the time after "as of": capitals and digits up to a mark or a counted group, or one word; three at most."""
    counts = {group.quantity.first for group in scene.groups}
    end = at + 1
    while end < min(at + 3, len(scene.tokens)) and end not in counts and scene.tokens[end].text[0].isalnum():
        if scene.tokens[end].text[0].islower():
            break
        end += 1
    return end
