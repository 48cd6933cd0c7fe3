"""Who is counted, as something to compare: the kind of people, and where that says little, the word for them.

    "rioters", "protesters"       demonstrators              "people", "the dead", "lives", "18"    people
    "ten US citizens"             foreigners, US             "two local crew members", "two pilots" people, crew
    "659 women"                   people, woman

Kinds such as demonstrators, security or children are lines of their own (`definite`). Words for people of no such kind may
name all of them ("women" where only women were attacked) or a part: that is decided by what the reports of a story give.
"""

from __future__ import annotations

from typing import NamedTuple

from sayso.reconcile.word_tables import table
from sayso.types import Figure, Span
from sayso.understand.figures.population import singular
from sayso.understand.language import table as reading_table
from sayso.understand.sentences import tokens
from sayso.vocabulary import PopulationKind

SOFT = frozenset({PopulationKind.PEOPLE, PopulationKind.FOREIGNERS, PopulationKind.PASSENGERS})
"""Kinds that the same people may have at once: ten Americans are ten passengers and ten people."""


class Who(NamedTuple):
    kind: PopulationKind
    word: str = ""
    """Of people and foreigners: the noun for them, or the country; "" = all of the kind."""

    @property
    def definite(self) -> bool:
        return self.kind not in SOFT


BEFORE = "(before)"
"""Value of a noun that leaves it to the one before it to say who they are."""
ANYBODY = Who(PopulationKind.PEOPLE)


def who(figure: Figure, counted_as: str) -> Who:
    """Of a figure of a claim of the kind `counted_as`."""
    kind = figure.population_kind
    if kind in table("series_all").get(counted_as, "").split():
        return ANYBODY
    words = _lower(figure.population)
    if kind not in SOFT or not words:
        return Who(kind)
    nation = _nation(words)
    if kind is PopulationKind.PASSENGERS:
        return Who(kind)
    if kind is PopulationKind.FOREIGNERS:
        label = table("series_people").get(singular(words[-1]))
        return Who(kind, label or nation or "")
    label = _label(words)
    if label == "migrants":
        return Who(PopulationKind.FOREIGNERS, label)
    return Who(kind, "" if label == "people" else label)


def _label(words: list[str]) -> str:
    head = singular(words[-1])
    label = table("series_people").get(head, head)
    if label != BEFORE:
        return label
    return _label(words[:-1]) if len(words) > 1 else head


def bare(figure: Figure) -> bool:
    """Do the words say nothing of who they are: "26 killed"?"""
    return figure.population is None and figure.population_kind is PopulationKind.PEOPLE


def _lower(population: str | None) -> list[str]:
    return [t.lower for t in tokens(population, Span(0, len(population))) if t.lower[0].isalpha()] if population else []


def _nation(words: list[str]) -> str | None:
    """The country of a demonym among the words: "US citizens", "Tunisians"."""
    lists = reading_table("actor_demonyms"), reading_table("actor_countries")
    return next((named[word] for word in words for named in lists if word in named), None)
