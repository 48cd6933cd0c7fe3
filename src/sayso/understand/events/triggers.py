"""Finding triggers: the words that name a happening, with the words that must stand around them (`trigger_rules.py`).

Patterns are indexed by the words that can fill their first slot, so a sentence costs one look-up a token.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Token
from sayso.understand.events.trigger_rules import Choice, Rule, Slot, rules, word_class
from sayso.understand.language import table, words

GAP = 5
"""Words that a gap in a pattern may span."""


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
    lower = [_folded(tokens, at) for at in range(len(tokens))]
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


def _folded(tokens: Sequence[Token], at: int) -> str:
    """The word in lower case; nothing for the month of March, which is no march."""
    token = tokens[at]
    if token.text != "March":
        return token.lower
    before, after = tokens[at - 1].lower if at else "", tokens[at + 1].text if at + 1 < len(tokens) else ""
    dated = before[:1].isdigit() or after[:1].isdigit() or before in words("trigger_before_month")
    return "" if dated else token.lower


def classes_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The word classes that some token of the sentence belongs to; who only speaks ("police said") does not count."""
    member = _membership()
    return frozenset(name for at, t in enumerate(tokens) for name in member.get(t.lower, ()) if not _speaks(tokens, at))


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    return any(t.lower in words("trigger_speech") for t in tokens[at + 1 : at + 3])


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
