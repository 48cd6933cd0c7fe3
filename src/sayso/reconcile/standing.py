"""How a value, or a series, stands: by rules whose reasons are printed, and by persons, both side by side.

The rules of a value are in `value_rules`, what a person's word does in `judgement`. A series stands as the best of what stands
in it, contested where that differs, and tells what was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.reconcile.bounds import Spread
from sayso.reconcile.former_ids import every_id
from sayso.reconcile.judgement import BY_PERSON, Judged, Standing, Word, made, with_persons
from sayso.reconcile.saying_values import differ, said_on
from sayso.reconcile.value_rules import by_rules, facts
from sayso.reconcile.values import Value
from sayso.types import Verdict

__all__ = [
    "BY_PERSON",
    "Judged",
    "Standing",
    "Word",
    "reviewed",
    "value_standings",
    "whole_standing",
    "with_persons",
]


NONE: Mapping[str, str] = {}


def value_standings(
    of: Sequence[Value], verdicts: Judged | None = None, fallen: Mapping[str, str] = NONE
) -> dict[str, Standing]:
    """By value id. `fallen`: what falls with totals that were taken back, and why (`withdrawn_parts.parts`).

    What persons refute bears on no other value. Of itself the rules say what they would if nobody had refuted anything.
    """
    judged = verdicts or {}
    _, refuted = reviewed(of, judged)
    known = facts(of, fallen, refuted)
    unjudged = facts(of, fallen) if refuted else known
    return {v.id: with_persons(by_rules(v, unjudged if v.id in refuted else known), _of_value(v, judged)) for v in of}


def whole_standing(id: str, of: Sequence[Value], found: Spread, stands: Mapping[str, Standing], judged: Judged) -> Standing:
    """Of all the values together: that of what stands best, contested where what stands differs. `found` is their spread,
    `stands` the standing of each."""
    gone = tuple(_gone(of, stands))
    open_ = [v for v in found.standing if stands[v.id].word is Word.CONTESTED]
    if len(open_) > 1:
        whole = made(Word.CONTESTED, differ(open_).removesuffix("."), *gone)
    elif found.best is not None:
        own = stands[found.best.id]
        sentence = "; ".join((f"{own.word}: {said_on(found.best)}", *own.because, *gone))
        whole = replace(own, sentence=sentence, because=(*own.because, *gone))
    elif gone:
        whole = made(Word.RETRACTED, *gone)
    else:
        whole = made(Word.SINGLE, "no number stands for all of it")
    subjects = every_id(id, (telling for value in of for telling in value.tellings)) if judged else ()
    return with_persons(whole, tuple(v for subject in subjects for v in judged.get(subject, ())))


def _gone(of: Sequence[Value], stands: Mapping[str, Standing]) -> Iterator[str]:
    """Each number that was taken back, once: as it was first told, on the word of a known origin where there is one."""
    said: set[object] = set()
    for value in sorted(of, key=lambda v: (not v.origin.identified, v.tellings[0].carrier.place_in_order, v.id)):
        if value.is_given and stands[value.id].by_rules is Word.RETRACTED and value.number not in said:
            said.add(value.number)
            yield f"{said_on(value)}, {stands[value.id].because[-1]}"


def reviewed(of: Sequence[Value], verdicts: Judged) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the values that persons confirm, and of those that they refute; where they disagree, neither."""
    if not verdicts:
        return frozenset(), frozenset()
    words = {v.id: with_persons(made(Word.SINGLE), _of_value(v, verdicts)).word for v in of}
    by_word = {word: frozenset(id for id, w in words.items() if w is word) for word in (Word.CONFIRMED, Word.REFUTED)}
    return by_word[Word.CONFIRMED], by_word[Word.REFUTED]


def _of_value(value: Value, judged: Judged) -> tuple[Verdict, ...]:
    """Verdicts on the value itself and on the claims that tell it, oldest first."""
    subjects = (*value.names, *(t.claim.id for t in value.tellings)) if judged else ()
    return tuple(sorted((v for s in subjects for v in judged.get(s, ())), key=lambda v: v.at))
