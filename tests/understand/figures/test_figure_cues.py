"""Cues of people: which verb forms are found, and whom they are said of. No text here is from a corpus."""

from __future__ import annotations

import pytest

from sayso.types import Span
from sayso.understand.figures.cues import cues
from sayso.understand.sentences import tokens

VOICES = {
    "passive": ("Ten men were killed.", [("killed", "passive")]),
    "passive over adverbs": ("Ten men have not yet all been killed.", [("killed", "passive")]),
    "passive on hearsay": ("Ten men were reported killed.", [("killed", "passive")]),
    "passive that goes on": ("Ten men were beaten and kidnapped.", [("beaten", "passive"), ("kidnapped", "passive")]),
    "active": ("The blast killed ten men.", [("killed", "active")]),
    "active with a pronoun": ("They killed him.", [("killed", "active")]),
    "active with have": ("Troops have killed ten men.", [("killed", "active")]),
    "active before a quoted object": ("They killed “bandits”.", [("killed", "active")]),
    "infinitive": ("It began to kill.", [("kill", "active")]),
    "present": ("Blast kills ten.", [("kills", "active")]),
    "reduced": ("Ten killed in blast", [("killed", "reduced")]),
    "reduced with an agent": ("Ten killed by rebels", [("killed", "reduced")]),
    "reduced before a date": ("Ten killed 3 May in blast", [("killed", "reduced")]),
    "state": ("Ten are in hospital.", [("in hospital", "state")]),
    "longest phrase": ("Ten were shot dead.", [("shot dead", "passive")]),
    "noun after an article": ("The march was long.", []),
    "noun after a number": ("Police counted 16 raids.", []),
    "noun after a noun": ("The tavern massacre was long.", []),
    "verb of a plural": ("Thousands march today.", [("march", "active")]),
}


@pytest.mark.parametrize(("text", "expected"), VOICES.values(), ids=VOICES.keys())
def test_voices(text: str, expected: list[tuple[str, str]]) -> None:
    words = list(tokens(text, Span(0, len(text))))
    assert [(" ".join(t.text for t in words[c.first : c.end]), c.voice.value) for c in cues(words)] == expected


def test_a_verb_says_what_is_done_and_who_does_it() -> None:
    words = list(tokens("Gunmen attacked them.", Span(0, 21)))
    [cue] = cues(words)
    assert (cue.sense.object, cue.sense.attack, cue.sense.subject) == ("injured", True, None)
