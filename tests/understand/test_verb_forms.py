"""Forms of English verbs from their lemmas."""

from __future__ import annotations

import pytest

from sayso.understand.language import table
from sayso.understand.verb_forms import forms

FORMS = [
    ("announce", {"announces", "announced", "announcing"}),
    ("deny", {"denies", "denied", "denying"}),
    ("stress", {"stresses", "stressed", "stressing"}),
    ("admit", {"admits", "admitted", "admitting"}),
    ("say", {"says", "said", "saying"}),
    ("write", {"writes", "wrote", "written", "writing"}),
    ("agree", {"agrees", "agreed", "agreeing"}),
]


@pytest.mark.parametrize(("lemma", "expected"), FORMS)
def test_forms(lemma: str, expected: set[str]) -> None:
    made = forms([lemma], {k: v for k, v in table("cue_irregular").items() if v.split()[0] == lemma})
    assert set(made) == expected | {lemma}
    assert {form.lemma for form in made.values()} == {lemma}


def test_what_a_form_is() -> None:
    made = forms(["write"], {"wrote": "write past", "written": "write part"})
    assert made["wrote"].finite and not made["wrote"].participle
    assert made["written"].participle and not made["written"].finite
    assert made["writing"].ing and not made["writing"].finite
