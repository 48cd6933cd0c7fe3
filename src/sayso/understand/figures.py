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

from collections.abc import Iterator, Sequence

from sayso.types import Figure, FigureMention, Layers, Report, Sentence, Span, Token
from sayso.understand.counted import Counted, counted
from sayso.understand.figure_cues import cues
from sayso.understand.figure_inheritance import Told, kinds, repeated
from sayso.understand.figure_kinds import SURE, Kind, Scene
from sayso.understand.layer import layer
from sayso.understand.numbers import quantities
from sayso.understand.population import population_kind
from sayso.vocabulary import Scope

PART_RULES = frozenset({"part-of", "among"})
BEFORE_NOUNS = frozenset({"various", "multiple", "numerous", "countless"})
"""Vague words that are no number without their noun."""
ALONE = frozenset({"killed", "injured", "arrested", "missing", "hospitalised"})
"""Kinds that count a victim where "one" stands without a noun ("One killed, 100 injured")."""
BARE = 0.7
"""A kind below this is not enough for a number without a noun."""


@layer(gives="figures", needs=("sentences",))
def figures(report: Report, found: Layers) -> tuple[FigureMention, ...]:
    """Every figure of every sentence, in the order of the text."""
    out: list[FigureMention] = []
    told: list[Told] = []
    for number, sentence in enumerate(found.sentences):
        for scene, group, kind in _of_sentence(sentence, told):
            told.append((group, kind))
            out.append(_mention(report, scene, group, kind, number))
    return tuple(out)


def _of_sentence(sentence: Sentence, told: Sequence[Told]) -> Iterator[tuple[Scene, Counted, Kind]]:
    """The groups of a sentence that are figures. `told` are those of the sentences before, and grows while this runs."""
    numbers = quantities(sentence.tokens)
    if not numbers:
        return
    signs = cues(sentence.tokens)
    starts = frozenset(cue.first for cue in signs)
    groups = [group for q in numbers if (group := counted(sentence.tokens, q, starts)) is not None]
    scene = Scene(sentence.tokens, signs, groups)
    for group, own in kinds(scene):
        kind = repeated(scene, group, own, told)
        if kind is not None and _enough(group, kind):
            yield scene, group, kind


def _enough(group: Counted, kind: Kind) -> bool:
    """Is the kind sure enough for a group as little known as this?"""
    number = group.quantity
    if number.vague in BEFORE_NOUNS and group.bare:
        return False
    if number.low == number.high == 1:
        alone = group.bare or (group.partitive and group.head is None)
        return kind.confidence >= BARE and kind.kind in ALONE if alone else _one_of_people(group, kind)
    if group.bare or (group.partitive and group.head is None):
        return kind.confidence >= BARE
    if number.vague == "some":
        return group.known and kind.confidence >= BARE
    return group.known or kind.confidence >= SURE


def _one_of_people(group: Counted, kind: Kind) -> bool:
    """"one person was killed", but neither "one of the passengers" nor "one protester shouted"."""
    whole = not group.partitive or group.quantity.high is None
    return whole and kind.confidence >= BARE and kind.kind != "gathered"


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
        scope=Scope.SUBSET if kind.rule in PART_RULES or group.partitive else number.scope,
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
