"""What a number counts, and what counts no people. No text here is from a corpus."""

from __future__ import annotations

import pytest

from sayso.types import Span
from sayso.understand.figures.counted import Counted, counted
from sayso.understand.figures.cues import cues
from sayso.understand.figures.numbers import quantities
from sayso.understand.sentences import tokens


def groups(text: str) -> list[tuple[str, Counted]]:
    """The words of each noun group of a text, with the group."""
    words = list(tokens(text, Span(0, len(text))))
    starts = frozenset(cue.first for cue in cues(words))
    found = (counted(words, number, starts) for number in quantities(words))
    return [(" ".join(t.text for t in words[g.noun : g.end]), g) for g in found if g is not None]


NOT_PEOPLE = {
    "age with a hyphen": "A 19-year-old was hurt.",
    "age in commas": "The miner, 35, was killed.",
    "age in brackets": "The accused (28) was arrested.",
    "aged": "A man aged 30 was killed.",
    "range of ages": "Men between the ages of 18 and 35 were held.",
    "ages of children": "The boys, ages 6 and 7, were killed.",
    "day and month": "He died on 5 January.",
    "month and day": "He died on March 4.",
    "month as a verb": "He died on 16 March.",
    "abbreviated month": "He died on Nov. 13.",
    "year": "He was killed in 2019.",
    "clock time": "He died at 13:37.",
    "hours": "The siege lasted four hours.",
    "two days": "It took two days.",
    "money": "They stole $2,000.",
    "rupees": "A reward of Rs 500 was paid.",
    "per cent": "Some 40 % of the houses burned.",
    "distance": "It lies 40 km from the capital.",
    "weight": "They found 12 tonnes of steel.",
    "vehicles": "They burnt 12 buses.",
    "houses": "They burnt 200 houses.",
    "groups": "Three armed groups fought.",
    "attacks": "Two attacks were claimed.",
    "flight number": "Flight 370 vanished.",
    "road": "It blocked Route 66.",
    "score": "They won 3-1.",
    "nationality before a thing": "They visited 500 US schools.",
    "modifier of a thing": "They burnt two police jeeps.",
    "the pandemic": "He died of Covid-19.",
    "generation of networks": "They built 5G masts.",
    "more than": "There were 12 more than last week.",
    "nobody": "There were zero murders.",
}


@pytest.mark.parametrize("text", NOT_PEOPLE.values(), ids=NOT_PEOPLE.keys())
def test_no_people(text: str) -> None:
    assert not [words for words, group in groups(text) if group.known]
    assert not [words for words, group in groups(text) if words]


GROUPS = {
    "plain": ("37 demonstrators had gathered.", "demonstrators", "demonstrator"),
    "modifiers": ("Two elected village councillors left.", "elected village councillors", "councillor"),
    "stops in a name": ("10 U.S. citizens died.", "U.S. citizens", "citizen"),
    "a country that is a pronoun in small letters": ("10 US citizens died.", "US citizens", "citizen"),
    "participle before the noun": ("12 wounded soldiers left.", "wounded soldiers", "soldier"),
    "participle after the noun": ("12 soldiers wounded in the raid left.", "soldiers", "soldier"),
    "participle far before the noun": ("200 striking public sector workers left.", "striking public sector workers", "worker"),
    "noun that is also a verb": ("Two security guards left.", "security guards", "guard"),
    "bracket inside": ("Four Northern Front (NF) militants left.", "Northern Front ( NF ) militants", "militant"),
    "shared head": ("30 Red and Blue Party members met.", "Red and Blue Party members", "member"),
    "quoted": ("800 “bandits” came.", "bandits", "bandit"),
    "one takes a singular": ("At least one woman died.", "woman", "woman"),
    "what happened": ("410 arrests were made.", "arrests", "arrest"),
    "people whom no list knows": ("14 Dalits were killed.", "Dalits", "dalit"),
    "crowd": ("A 300-strong crowd came.", "crowd", "crowd"),
    "crew": ("A two-man crew came.", "crew", "crew"),
    "members": ("A 12-member team came.", "team", "team"),
    "of": ("Dozens of people came.", "people", "people"),
}


@pytest.mark.parametrize(("text", "words", "head"), GROUPS.values(), ids=GROUPS.keys())
def test_groups(text: str, words: str, head: str) -> None:
    [(said, group)] = groups(text)
    assert (said, group.head) == (words, head)


def test_a_family_is_counted_by_the_number_after_it() -> None:
    [(_, group)] = groups("A family of five was killed.")
    assert (group.head, group.quantity.low, group.quantity.first) == ("family", 5, 1)


def test_parts_of_a_whole() -> None:
    assert [g.partitive for _, g in groups("Nine of them died.")] == [True]
    assert [g.partitive for _, g in groups("Five of the dead were tourists.")] == [True]
    [(_, part), (whole, _)] = groups("17 of the more than 90 schoolgirls came home.")
    assert (part.partitive, part.head, whole) == (True, "schoolgirl", "schoolgirls")


def test_a_bare_number() -> None:
    [(words, group)] = groups("78 were injured.")
    assert (words, group.bare) == ("", True)
