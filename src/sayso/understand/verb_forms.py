"""The inflected forms of English verbs, made from their lemmas: say → say, says, said, saying.

Word lists hold lemmas, so that a verb is listed once; the forms that no rule gives stand in a table of irregular forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.understand.language import words

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Form:
    """What a word form is of its verb. `finite` forms can stand without an auxiliary; "said" is finite and a participle."""

    lemma: str
    finite: bool
    participle: bool
    ing: bool = False
    base: bool = False
    third: bool = False


def forms(lemmas: Iterable[str], irregular: dict[str, str]) -> dict[str, Form]:
    """Every form of `lemmas` → what it is. `irregular` maps a form to "lemma past", "lemma part" or "lemma both"."""
    out: dict[str, Form] = {}
    odd = {value.split()[0] for value in irregular.values()}
    for lemma in lemmas:
        out[lemma] = Form(lemma, finite=True, participle=False, base=True)
        out[third_person(lemma)] = Form(lemma, finite=True, participle=False, third=True)
        out[ing(lemma)] = Form(lemma, finite=False, participle=False, ing=True)
        if lemma not in odd:
            out[past(lemma)] = Form(lemma, finite=True, participle=True)
    for form, value in irregular.items():
        lemma, what = value.split()
        out[form] = Form(lemma, finite=what != "part", participle=what != "past")
    return out


def third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if lemma in words("verb_doubled") else lemma) + "ed"


def ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if lemma in words("verb_doubled") else lemma) + "ing"
