"""The pattern language of the trigger lists, and that every line of the lists is well formed."""

from __future__ import annotations

import pytest

from sayso.types import Span
from sayso.understand.events.trigger_rules import forms, rules, word_class
from sayso.understand.events.triggers import matches
from sayso.understand.sentences import tokens
from sayso.vocabulary import Group, kinds

FORMS = {
    "attack": {"attack", "attacks", "attacked", "attacking"},
    "seize": {"seize", "seizes", "seized", "seizing"},
    "deny": {"deny", "denies", "denied", "denying"},
    "condemn": {"condemn", "condemns", "condemned", "condemning"},
    "torch": {"torch", "torches", "torched", "torching"},
    "deploy": {"deploy", "deploys", "deployed", "deploying"},
}


def names(text: str) -> list[str]:
    return [m.rule.name for m in matches(tuple(tokens(text, Span(0, len(text)))))]


@pytest.mark.parametrize(("word", "wanted"), FORMS.items(), ids=FORMS)
def test_forms(word: str, wanted: set[str]) -> None:
    assert forms(word) == wanted


def test_every_line_names_a_kind_of_the_vocabulary() -> None:
    for found in rules().values():
        for rule in found:
            for choice in rule.choices:
                assert choice.kind == "none" or kinds()[choice.kind].group not in (Group.PEOPLE, Group.RELATION), rule.name
                assert 0 <= choice.score <= 1, rule.name
                for name in choice.present | choice.absent:
                    assert word_class(name), rule.name


def test_the_longer_pattern_wins() -> None:
    assert names("a hunger strike")[0].startswith("hunger strike")


def test_a_gap_stops_at_a_new_clause() -> None:
    assert not any(name.startswith("ask") for name in names("He asked the army, which knew, for support"))


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError):
        word_class("no such class")
