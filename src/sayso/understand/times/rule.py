"""What a rule of the time grammar is: an expression over word classes, and what its match comes to.

Rules come in families (`dates.py`, `relative.py`, `spans.py`, `clock.py`), each a tuple of `Rule`s;
`grammar.py` puts them together. A rule may refuse (return None) where the words around it say that it is no time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sayso.understand.times.calendar_arithmetic import Stretch
from sayso.understand.times.words import Classed, letters, of_classes


@dataclass(frozen=True, slots=True)
class Scene:
    """What a time expression is resolved against."""

    anchor: date | None
    """The day of writing: of publication, or of the live-blog entry."""
    previous: date | None
    """The nearest day that the same block has named before."""
    forward: bool
    """The clause speaks of what is to come."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match over the words of a sentence."""

    words: Classed
    found: re.Match[str]

    def has(self, group: str) -> bool:
        """Does the rule have this group, and did it take part?"""
        return group in self.found.re.groupindex and self.found.start(group) >= 0

    def value(self, group: str) -> str:
        """The value of the first word of a group; empty where the group took no part."""
        return self.words.values[self.found.start(group)] if self.has(group) else ""

    def number(self, group: str) -> int | None:
        return int(self.value(group)) if self.has(group) else None

    def places(self, group: str) -> range:
        return range(*self.found.span(group))

    def is_class(self, group: str, name: str) -> bool:
        return self.has(group) and self.words.letters[self.found.start(group)] == letters()[name]

    @property
    def before(self) -> str:
        """The word before the match, lower case; empty at the beginning of the sentence."""
        return self.words.lower(self.found.start() - 1)

    @property
    def after(self) -> str:
        return self.words.lower(self.found.end())


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: str
    """Over class names in angle brackets; `re` syntax otherwise."""
    resolve: Callable[[Match, Scene], Stretch | None]

    def compiled(self) -> re.Pattern[str]:
        return re.compile(of_classes(self.pattern))


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that are tried together. The longest match that resolves wins; of two as long, the rule that stands first."""

    rules: tuple[tuple[Rule, re.Pattern[str]], ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Family:
        return cls(tuple((rule, rule.compiled()) for rule in rules))

    def at(self, words: Classed, start: int, scene: Scene) -> tuple[int, Stretch] | None:
        """The end and the reading of the longest expression that begins at a word."""
        matches = [(rule, m) for rule, pattern in self.rules if (m := pattern.match(words.letters, start))]
        for rule, found in sorted(matches, key=lambda pair: -pair[1].end()):
            stretch = rule.resolve(Match(words, found), scene)
            if stretch is not None:
                return found.end(), stretch
        return None

    def whole(self, words: Classed, places: range, scene: Scene) -> Stretch | None:
        """The reading of an expression that takes exactly these words."""
        for rule, pattern in self.rules:
            found = pattern.fullmatch(words.letters, places.start, places.stop)
            stretch = rule.resolve(Match(words, found), scene) if found else None
            if stretch is not None:
                return stretch
        return None


def anonymous(rules: Iterable[Rule]) -> str:
    """The patterns of rules as one alternative without names, for use inside a longer rule."""
    return "(?:" + "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in rules) + ")"
