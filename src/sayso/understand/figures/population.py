"""Who is counted: nouns for people, and the population kind that a noun group amounts to.

Labels that a side gives ("bandits", "terrorists") stay as words in `Figure.population`; the kind aligns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.types import Token
from sayso.understand.language import table, words
from sayso.understand.word_classes import members
from sayso.vocabulary import PopulationKind


@cache
def singular(word: str) -> str:
    """A plural noun's singular; other words as they are."""
    irregular = table("plural_irregular")
    if word in irregular:
        return irregular[word]
    if word.endswith("women") or word.endswith("men"):
        return word[:-2] + "an"
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


@cache
def is_people(word: str) -> bool:
    """Is it a noun for people, in either number? Compounds count by their last part: "slum-dwellers", "ex-soldiers"."""
    one = singular(word.lstrip("#"))
    return any(_listed(part) for part in (one, one.rpartition("-")[2]))


@cache
def _listed(noun: str) -> bool:
    return noun in table("population_nouns") or noun in words("population_demonyms") or noun in table("figure_kind_counted")


def population_kind(group: Sequence[Token], kind: str, context: Sequence[Token]) -> PopulationKind:
    """The kind of the people of a noun group who were counted as `kind` in a sentence with the tokens `context`."""
    if not group:
        return PopulationKind.PEOPLE
    before, head = [token.lower for token in group[:-1]], singular(group[-1].lower.lstrip("#"))
    listed = _of_head(head)
    named = [table("population_premodifiers")[word] for word in before if word in table("population_premodifiers")]
    if head in members("national"):
        return (
            PopulationKind.FOREIGNERS if head == "national" or any(_demonym(word) for word in before) else PopulationKind.PEOPLE
        )
    if named and listed in (PopulationKind.PEOPLE, PopulationKind.CHILDREN):
        return PopulationKind(named[0])
    if listed is PopulationKind.PEOPLE and kind == "gathered" and head not in ("people", "person", "youth", "student", "other"):
        return PopulationKind.DEMONSTRATORS if _protests(context) else listed
    return listed


def _of_head(head: str) -> PopulationKind:
    for part in (head, head.rpartition("-")[2]):
        if part in table("population_nouns"):
            return PopulationKind(table("population_nouns")[part])
        if part in words("population_demonyms"):
            return PopulationKind.FOREIGNERS
    return PopulationKind.PEOPLE


def _demonym(word: str) -> bool:
    return word in words("population_demonyms") or singular(word) in words("population_demonyms") or word == "foreign"


def _protests(context: Sequence[Token]) -> bool:
    return any(token.lower.startswith(tuple(members("protest"))) for token in context)
