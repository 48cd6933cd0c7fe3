"""Trigger patterns: the words that name a happening, with the words that must stand around them.

The lists `languages/en/trigger_*.txt` hold one pattern a line, a tab, and what it means. A pattern is slots parted by spaces:

    word        that word, in lower case
    a/b         one of these words
    attack+     the regular forms of a verb or noun: attack, attacks, attacked, attacking
    @fighters   one of the words of that class in trigger_classes.txt
    (the)       may be missing
    ..          up to `GAP` words, but no punctuation and no conjunction that opens a clause

A meaning is choices parted by `;`, of which the first whose condition holds is taken: `riot 0.7 if police protesters; attack 0.6`
is a riot where the sentence names both police and protesters anywhere. The kind `none` blocks shorter patterns ("heart attack").
Patterns are indexed by the words that can fill their first slot, so a sentence costs one look-up a token.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Token
from sayso.understand.language import table, words

LISTS = ("trigger_violence", "trigger_contention", "trigger_measure", "trigger_words", "trigger_none")
GAP = 5
VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind (or `none`), how sure it is from 0 to 1, and the word classes that the sentence must (not) hold for it."""

    kind: str
    score: float
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

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


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens, by index, that fill the slots of a rule; gaps are not among them."""

    rule: Rule
    at: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.at[0]

    @property
    def last(self) -> int:
        return self.at[-1]


def matches(tokens: Sequence[Token]) -> list[Match]:
    """All patterns found, the longer ones first; none shares a token with a longer one."""
    lower = [t.lower for t in tokens]
    index = rules()
    found = [m for start, word in enumerate(lower) for rule in index.get(word, ()) if (m := _match(rule, lower, start))]
    found.sort(key=lambda m: (-len(m.at), m.first))
    taken: set[int] = set()
    kept = []
    for match in found:
        if taken.isdisjoint(match.at):
            taken.update(match.at)
            kept.append(match)
    return kept


def classes_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The word classes that some token of the sentence belongs to; who only speaks ("police said") does not count."""
    member = _membership()
    return frozenset(name for at, t in enumerate(tokens) for name in member.get(t.lower, ()) if not _speaks(tokens, at))


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    return any(t.lower in words("trigger_speech") for t in tokens[at + 1 : at + 3])


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


@cache
def _membership() -> dict[str, tuple[str, ...]]:
    member: dict[str, list[str]] = {}
    for name in table("trigger_classes"):
        for word in word_class(name):
            member.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in member.items()}


def _match(rule: Rule, lower: list[str], start: int) -> Match | None:
    at = _fill(rule.slots, lower, start)
    return Match(rule, at) if at else None


def _fill(slots: tuple[Slot, ...], lower: list[str], start: int) -> tuple[int, ...] | None:
    """The tokens that fill `slots` from `start` on, the nearest fit winning; None where they do not fit."""
    if not slots:
        return ()
    slot, rest = slots[0], slots[1:]
    if not slot.words:
        return _after_gap(rest, lower, start)
    if start < len(lower) and lower[start] in slot.words:
        filled = _fill(rest, lower, start + 1)
        if filled is not None:
            return (start, *filled)
    return _fill(rest, lower, start) if slot.optional else None


def _after_gap(slots: tuple[Slot, ...], lower: list[str], start: int) -> tuple[int, ...] | None:
    stops = words("trigger_stops")
    for at in range(start, min(start + GAP + 1, len(lower))):
        filled = _fill(slots, lower, at)
        if filled is not None:
            return filled
        if lower[at] in stops:
            return None
    return None


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
    """`kind score [if class …] [unless class …]`."""
    head, _, absent = text.partition(" unless ")
    head, _, present = head.partition(" if ")
    kind, score = head.split()
    return Choice(kind, float(score), frozenset(present.split()), frozenset(absent.split()))


def chosen(match: Match, classes: frozenset[str]) -> Choice | None:
    """What a match means in a sentence that names these classes; None where it means nothing there."""
    return next((c for c in match.rule.choices if c.holds(classes)), None)


def found_all(tokens: Sequence[Token]) -> Iterator[tuple[Match, Choice]]:
    """Matches with their meaning, blockers left out."""
    classes = classes_in(tokens)
    for match in matches(tokens):
        choice = chosen(match, classes)
        if choice is not None and choice.kind != "none":
            yield match, choice
