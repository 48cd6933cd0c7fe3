"""What standing is: a word of a closed list, the sentence behind it, and what persons say, side by side with the rules.

A person's verdict outranks the rules. Where persons disagree, the word is "contested" and all verdicts are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.types import Verdict
from sayso.vocabulary import Verdicts

Judged = Mapping[str, Sequence[Verdict]]
"""Verdicts by subject: the id of a claim, a value, a series or an incident."""


class Word(StrEnum):
    SINGLE = "single"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    RETRACTED = "retracted"


BY_PERSON = {
    Verdicts.CONFIRM: Word.CONFIRMED,
    Verdicts.REFUTE: Word.REFUTED,
    Verdicts.UNVERIFIABLE: Word.UNVERIFIABLE,
}


@dataclass(frozen=True, slots=True)
class Standing:
    word: Word
    sentence: str
    because: tuple[str, ...]
    by_rules: Word
    by_person: tuple[Verdict, ...] = ()
    """The last verdict of each person, in the order in which they were given."""


def made(word: Word, *because: str) -> Standing:
    """By rules."""
    return Standing(word, f"{word}: {'; '.join(because)}" if because else str(word), because, word)


def last_words(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The last verdict of each person, in the order in which they were given."""
    given = sorted(verdicts, key=lambda v: (v.at, v.reviewer))
    last = {v.reviewer: v for v in given}
    return tuple(v for v in given if last[v.reviewer] is v)


def with_persons(rules: Standing, verdicts: Sequence[Verdict]) -> Standing:
    """A person's verdict outranks the rules; the rules' word stays in `by_rules`."""
    in_order = last_words([v for v in verdicts if v.verdict in BY_PERSON])
    if not in_order:
        return rules
    words = {BY_PERSON[v.verdict] for v in in_order}
    word = words.pop() if len(words) == 1 else Word.CONTESTED
    said = "; ".join(f"{v.reviewer}: {v.verdict} ({v.reason})" for v in in_order)
    who = "by" if word is not Word.CONTESTED else "persons disagree, by"
    because = (f"by {said}", f"by the rules {rules.sentence}", *rules.because)
    return replace(rules, word=word, sentence=f"{word}: {who} {said}", because=because, by_person=in_order)
