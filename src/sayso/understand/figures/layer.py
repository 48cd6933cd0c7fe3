"""Layer `figures`: every number of people affected by, or acting in, what a report tells.

    numerals.py, numbers.py     which tokens say how many, and what: low, high, relation, vague word
    not_counts.py               ages, dates, sums and codes fall out
    noun_groups.py, counted.py  the noun group that is counted; things fall out
    cues.py                     verbs and states that tell of people, with their voice
    kinds.py                    the kind, with the rule that found it: before.py, predicates.py, tolls.py, captors.py
                                (arrested or abducted), inheritance.py
    rates.py                    rates fall out: "400,000 people a year"
    populations.py              who is counted, where a pronoun or a complement says it
    mentions.py                 span, population, scope, area, as-of

A number of people in no crisis role is no figure. Thresholds and confidences were chosen on the development reports and
sentences of `../shared/data` (figures, sentences).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sayso.types import FigureMention, Layers, Report, Sentence
from sayso.understand.figures.counted import Counted, counted
from sayso.understand.figures.cues import cues
from sayso.understand.figures.inheritance import Telling, kinds
from sayso.understand.figures.mentions import mention
from sayso.understand.figures.numbers import quantities
from sayso.understand.figures.rates import is_rate
from sayso.understand.figures.scene import Kind, Scene
from sayso.understand.pipeline import layer
from sayso.understand.word_classes import members

ALONE = frozenset({"killed", "injured", "arrested", "missing", "hospitalised"})
"""Kinds that count a victim where "one" stands without a noun ("One killed, 100 injured")."""
SINGLE = frozenset({"abducted", "freed", "rescued", "trapped", "sought", "attackers", "exposed"})
"""Kinds that count one person beside those; a single person does not gather, and one envoy is no deployment."""
SURE = 0.6
"""A kind below this is not enough for a group whose noun no list knows."""
BARE = 0.7
"""A kind below this is not enough for a number without a noun, a single person or "some"."""


Judge = Callable[[Scene, Counted, Kind | None], Kind | None]
"""Has the last word on a counted group: takes what the rules make of it, and gives its kind, or None where it is no figure."""


@layer(gives="figures", needs=("sentences",))
def figures(report: Report, found: Layers) -> tuple[FigureMention, ...]:
    """Every figure of every sentence, in the order of the text."""
    return judged(report, found, lambda scene, group, kind: kind)


def judged(report: Report, found: Layers, judge: Judge) -> tuple[FigureMention, ...]:
    """Every figure that `judge` lets stand, in the order of the text."""
    out: list[FigureMention] = []
    told = Telling()
    for number, sentence in enumerate(found.sentences):
        told.turn_to(number)
        for scene, group, kind in _of_sentence(sentence, told, judge):
            told.add(group, kind)
            out.append(mention(report, scene, group, kind, out, number))
    return tuple(out)


def _of_sentence(sentence: Sentence, told: Telling, judge: Judge) -> Iterator[tuple[Scene, Counted, Kind]]:
    """The groups of a sentence that are figures. `told` is what the report told before, and grows while this runs."""
    numbers = quantities(sentence.tokens)
    if not numbers:
        return
    signs = cues(sentence.tokens)
    starts = frozenset(cue.first for cue in signs)
    groups = [group for number in numbers if (group := counted(sentence.tokens, number, starts)) is not None]
    scene = Scene(sentence.tokens, signs, groups)
    for group, own in kinds(scene):
        kind = told.recall(scene, group, own)
        stands = kind is not None and _enough(group, kind) and not is_rate(scene, group)
        last = judge(scene, group, kind if stands else None)
        if last is not None:
            yield scene, group, last


def _enough(group: Counted, kind: Kind) -> bool:
    """Is the kind sure enough for a group as little known as this?"""
    if group.bare and group.quantity.vague in members("needs_noun"):
        return False
    if group.quantity.high == 0:
        return kind.kind in ALONE and kind.confidence >= BARE
    if group.one:
        return kind.confidence >= BARE and (kind.kind in ALONE if group.headless else _one_of_people(group, kind))
    if group.headless:
        return kind.confidence >= BARE
    if group.quantity.vague == "some":
        return group.known and kind.confidence >= BARE
    return group.known or kind.confidence >= SURE


def _one_of_people(group: Counted, kind: Kind) -> bool:
    """As in "one person was killed", but neither "one of the passengers" nor "one protester shouted"."""
    return not group.partitive and kind.kind in ALONE | SINGLE
