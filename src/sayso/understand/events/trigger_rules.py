"""The patterns of triggers, as the lists `languages/en/trigger_*.txt` write them.

A line holds a pattern, a tab, and what it means. A pattern is slots parted by spaces:

    word        that word, in lower case
    a/b         one of these words
    attack+     the regular forms of a verb or noun: attack, attacks, attacked, attacking
    @fighters   one of the words of that class in trigger_classes.txt
    (the)       may be missing
    ..          a few words, but no punctuation and no conjunction that opens a clause

A meaning is choices parted by `;`, of which the first whose condition holds is taken: `riot 0.7 if police protesters; attack
0.6` is a riot where the sentence names both police and protesters anywhere. The kind `none` blocks shorter patterns ("heart
attack"); `statement 0.4 alone` counts only where the sentence tells nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.understand.language import table

LISTS = ("trigger_violence", "trigger_contention", "trigger_measure", "trigger_words", "trigger_none")
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind (or `none`), how sure it is from 0 to 1, and the word classes that the sentence must (not) hold for it.

    What counts `alone` is told only where the sentence tells nothing else.
    """

    kind: str
    score: float
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    alone: bool = False

    def holds(self, classes: frozenset[str]) -> bool:
        return self.present <= classes and not self.absent & classes


@dataclass(frozen=True, slots=True)
class Slot:
    """`words` that fill it; no words at all = a gap."""

    words: frozenset[str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    slots: tuple[Slot, ...]
    choices: tuple[Choice, ...]


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Every rule by each word that can open it. ValueError for a line that is not well formed."""
    index: dict[str, list[Rule]] = {}
    for name in LISTS:
        for pattern, meaning in table(name).items():
            rule = Rule(pattern, tuple(_slot(s) for s in pattern.split()), tuple(_choice(c) for c in meaning.split(";")))
            if rule.slots[0].optional or not rule.slots[0].words:
                raise ValueError(f"en/{name}.txt: {pattern!r} may not begin with a gap or an optional word")
            for word in rule.slots[0].words:
                index.setdefault(word, []).append(rule)
    return {word: tuple(found) for word, found in index.items()}


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class. KeyError where there is no such class."""
    return frozenset(table("trigger_classes")[name].split())


def _slot(text: str) -> Slot:
    if text == "..":
        return Slot(frozenset())
    if text.startswith("("):
        return Slot(_words(text[1:-1]), optional=True)
    return Slot(_words(text))


def _words(text: str) -> frozenset[str]:
    filled: set[str] = set()
    for word in text.split("/"):
        filled |= word_class(word[1:]) if word.startswith("@") else forms(word[:-1]) if word.endswith("+") else {word}
    return frozenset(filled)


def forms(word: str) -> frozenset[str]:
    """The regular forms of an English verb or noun, without doubling: "seize" → seize, seizes, seized, seizing."""
    if word.endswith("e"):
        return frozenset({word, word + "s", word + "d", word[:-1] + "ing"})
    if word.endswith("y") and word[-2] not in VOWELS:
        return frozenset({word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"})
    plural = word + "es" if word.endswith(("s", "x", "z", "ch", "sh")) else word + "s"
    return frozenset({word, plural, word + "ed", word + "ing"})


def _choice(text: str) -> Choice:
    """`kind score [alone] [if class …] [unless class …]`."""
    head, _, absent = text.partition(" unless ")
    head, _, present = head.partition(" if ")
    kind, score, *alone = head.split()
    return Choice(kind, float(score), frozenset(present.split()), frozenset(absent.split()), alone == ["alone"])
