"""Layer `figures`: every number of people affected by, or acting in, what a report tells.

    numbers.py         which tokens say how many, and what: low, high, relation, vague word
    counted.py         the noun group that is counted; ages, dates, sums and things fall out here
    figure_cues.py     verbs and states that tell of people, with their voice
    figure_kinds.py    which of them governs the group: the kind, with the rule that found it
    population.py      who is counted

A number of people in no crisis role is no figure. A group that no rule reaches takes over the kind of the one before it where
the words join them ("including 10 children", "and one woman", "two of whom").
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Figure, FigureMention, Layers, Report, Sentence, Span, Token
from sayso.understand.counted import Counted, counted
from sayso.understand.figure_cues import cues
from sayso.understand.figure_kinds import SURE, Kind, Scene, kind_of
from sayso.understand.layer import layer
from sayso.understand.numbers import quantities
from sayso.understand.population import population_kind
from sayso.vocabulary import Scope

INCLUDING = frozenset({"including", "includes", "included", "among", "comprising", "namely"})
JOINTS = frozenset({"and", ",", "or", "plus", "&", "as", "well", "also", "another", "the", "along", "with"})


@layer(gives="figures", needs=("sentences",))
def figures(report: Report, found: Layers) -> tuple[FigureMention, ...]:
    """Every figure of every sentence, in the order of the text."""
    return tuple(mention for number, sentence in enumerate(found.sentences) for mention in _of_sentence(report, sentence, number))


def _of_sentence(report: Report, sentence: Sentence, number: int) -> list[FigureMention]:
    numbers = quantities(sentence.tokens)
    if not numbers:
        return []
    signs = cues(sentence.tokens)
    starts = frozenset(cue.first for cue in signs)
    groups = [group for q in numbers if (group := counted(sentence.tokens, q, starts)) is not None]
    scene = Scene(sentence.tokens, signs, groups)
    return [_mention(report, scene, group, kind, number) for group, kind in _kinds(scene) if _enough(scene, group, kind)]


def _kinds(scene: Scene) -> list[tuple[Counted, Kind]]:
    """Each group with its kind, its own or taken over from the group before."""
    out: list[tuple[Counted, Kind]] = []
    for group in scene.groups:
        own = kind_of(scene, group)
        heir = _inherited(scene, group, out[-1] if out else None)
        best = max((k for k in (own, heir) if k is not None), key=lambda k: k.confidence, default=None)
        if best is not None:
            out.append((group, best))
    return out


def _inherited(scene: Scene, group: Counted, before: tuple[Counted, Kind] | None) -> Kind | None:
    """The kind of the group before, where the words between join the two."""
    if before is None:
        return None
    other, kind = before
    between = [scene.word(i) for i in range(other.end, group.quantity.first)]
    if any(word in INCLUDING for word in between[-3:]) or (between[-1:] == [","] and group.partitive):
        return Kind(kind.kind, "part-of", 0.86)
    if between and len(between) <= 8 and all(word in JOINTS for word in between[-1:]) and ";" not in between:
        return Kind(kind.kind, "joined", min(kind.confidence, 0.75))
    if not between and other.partitive:
        return Kind(kind.kind, "whole", 0.6)
    return None


def _enough(scene: Scene, group: Counted, kind: Kind) -> bool:
    """Is the kind sure enough for a group as little known as this?"""
    if group.bare or (group.partitive and group.head is None):
        return kind.confidence >= 0.7
    if group.quantity.vague == "some":
        return group.known and kind.confidence >= SURE
    if group.quantity.high == 1 and group.quantity.low == 1:
        return kind.confidence >= SURE and not group.partitive
    return group.known or kind.confidence >= SURE


def _mention(report: Report, scene: Scene, group: Counted, kind: Kind, sentence: int) -> FigureMention:
    number = group.quantity
    first, end = number.first, _span_end(scene, group)
    who = group.population or (group.noun, group.end)
    people = scene.tokens[who[0] : who[1]]
    figure = Figure(
        low=number.low,
        high=number.high,
        relation=number.relation,
        span=Span(scene.tokens[first].start, scene.tokens[end - 1].end),
        vague=number.vague,
        population=_words(report, people),
        population_kind=population_kind(people, kind.kind, scene.tokens),
        scope=Scope.SUBSET if kind.rule == "part-of" or group.partitive else number.scope,
    )
    return FigureMention(kind.kind, figure, sentence, kind.rule, kind.confidence)


def _span_end(scene: Scene, group: Counted) -> int:
    """The end of the group, with a participle or state right after a bare number ("12 wounded")."""
    if group.bare:
        for cue in scene.cues:
            if cue.first == group.end and (cue.sense.state or cue.sense.object) and scene.word(cue.end) not in ("by",):
                return cue.end
    return max(group.end, group.quantity.end)


def _words(report: Report, people: Sequence[Token]) -> str | None:
    return report.text[people[0].start : people[-1].end] if people else None
