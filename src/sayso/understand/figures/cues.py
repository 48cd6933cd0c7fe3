"""Words that say what happened to people or what they did: verbs with their voice, and states.

`cues` finds them in a sentence; `kinds.py` decides which of them a number of people belongs to. A verb is listed once,
by its lemma, in `figure_kind_verbs_object` (done to people), `figure_kind_verbs_subject` (what people do) or
`figure_kind_verbs_attack` (who does it is an attacker); it may stand in several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import product

from sayso.types import Token
from sayso.understand.figures.not_counts import may_count
from sayso.understand.figures.numbers import quantity
from sayso.understand.figures.population import is_people, singular
from sayso.understand.language import table, words
from sayso.understand.phrases import Phrases
from sayso.understand.verb_forms import Form, forms
from sayso.understand.word_classes import members

LOOK_BACK = 4
"""Tokens between an auxiliary and its participle: "have not yet all been", "were later also"."""


class Voice(Enum):
    """Whom a verb is said of: ACTIVE of an object after it and a subject before, PASSIVE of the subject before."""

    ACTIVE = "active"
    PASSIVE = "passive"
    REDUCED = "reduced"
    """A participle without auxiliary and without object: "12 killed in", "girls abducted by"."""
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase of the lists says of whoever stands on each side of it (kinds, or None)."""

    object: str | None = None
    subject: str | None = None
    attack: bool = False
    state: str | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase at tokens `first` to `end` (exclusive)."""

    first: int
    end: int
    sense: Sense
    voice: Voice


def cues(tokens: Sequence[Token]) -> list[Cue]:
    """Every cue of a sentence in order; the longest phrase wins where two start together."""
    out: list[Cue] = []
    for found in _lexicon().find(tokens):
        voice = _voice(tokens, found.first, found.last, found.value, out)
        if voice is not None:
            out.append(Cue(found.first, found.last, found.value, voice))
    return out


def kinds_named(tokens: Sequence[Token]) -> frozenset[str]:
    """Every kind that a word of the lists names, be it verb or noun: of "the release of the men" as well."""
    senses = (found.value for found in _lexicon().find(tokens))
    return frozenset(kind for s in senses for kind in (s.object, s.subject, s.state) if kind)


def _voice(tokens: Sequence[Token], at: int, end: int, sense: Sense, before: Sequence[Cue]) -> Voice | None:
    """The voice of a phrase where it stands; None where it is a noun ("the march", "a strike")."""
    if sense.form is None:
        return Voice.STATE
    helper = _auxiliary(tokens, at)
    if sense.form.participle:
        return _participle_voice(tokens, at, end, sense, helper, before)
    if sense.form.ing:
        return None if _after_article(tokens, at) else Voice.ACTIVE
    if sense.form.base and helper is None and not (end - at > 2 or _plural_before(tokens, at) or _headline(tokens, at, end)):
        return None
    if sense.form.base or third_person(tokens[at].lower, sense.form):
        return None if _after_article(tokens, at) or _after_number(tokens, at) else Voice.ACTIVE
    return Voice.ACTIVE


def _after_article(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].lower in members("article") and tokens[at - 1].lower not in members("verb_subject")


def _after_number(tokens: Sequence[Token], at: int) -> bool:
    """Does a number that is no subject stand before, so that the form is a noun: "16 bombs", "three more raids"?"""
    counts = at > 0 and (tokens[at - 1].text[0].isdigit() or tokens[at - 1].lower in table("number_words"))
    return tokens[at].lower.endswith("s") and (counts or (at > 0 and tokens[at - 1].lower in members("number_adjective")))


def third_person(word: str, form: Form) -> bool:
    """Is the form that of "he kills"?"""
    return word.endswith("s") and not (form.base or form.participle or form.ing)


def _plural_before(tokens: Sequence[Token], at: int) -> bool:
    """Can the token before a bare verb form be its subject ("hundreds join", "they attack"), so that it is no noun?"""
    if at == 0:
        return False
    word = tokens[at - 1].lower
    return (
        word[0].isdigit()
        or word in table("number_words")
        or word in members("verb_subject")
        or singular(word) != word
        or is_people(word)
    )


def _headline(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Is it a headline's verb, after a name and before a number: "Rebels of the North free 21"?"""
    return at > 0 and tokens[at - 1].text[0].isupper() and quantity(tokens, end) is not None


def _participle_voice(
    tokens: Sequence[Token], at: int, end: int, sense: Sense, helper: str | None, before: Sequence[Cue]
) -> Voice | None:
    if helper is not None and helper in members("be"):
        return Voice.PASSIVE
    if helper is not None or _has_object(tokens, end):
        return Voice.ACTIVE
    if (
        before
        and at - before[-1].end <= 3
        and before[-1].voice is Voice.PASSIVE
        and tokens[at - 1].lower in ("and", "or", ",", "but")
    ):
        return Voice.PASSIVE
    return Voice.REDUCED


def _auxiliary(tokens: Sequence[Token], at: int) -> str | None:
    """The auxiliary before a verb, over adverbs; None where something else comes first."""
    for back in range(at - 1, max(-1, at - 1 - LOOK_BACK), -1):
        word = tokens[back].lower
        if word in members("be") or word in members("have") or word in members("modal"):
            return word
        if not (word in words("figure_adverbs") or word.endswith("ly") or word in members("hearsay")):
            return None
    return None


def _has_object(tokens: Sequence[Token], end: int) -> bool:
    """Does a noun group follow at once?"""
    while end < len(tokens) and tokens[end].text in members("quote"):
        end += 1
    if end >= len(tokens):
        return False
    token = tokens[end]
    if counting := quantity(tokens, end):
        return may_count(tokens, counting)
    if token.lower in members("article") or token.lower in members("object_pronoun") or token.lower in members("object_opener"):
        return True
    if token.lower in words("noun_group_stops") or not token.text[0].isalpha():
        return False
    return not (
        token.lower.endswith("ly") or token.lower in words("figure_adverbs") or token.lower in table("figure_kind_states")
    )


@cache
def _lexicon() -> Phrases[Sense]:
    """All phrases of the lists, each verb in all its forms."""
    entries: dict[str, Sense] = {state: Sense(state=kind) for state, kind in _spelt_out("figure_kind_states").items()}
    done, does, attack = _spelt_out("figure_kind_verbs_object"), _spelt_out("figure_kind_verbs_subject"), _attacks()
    for phrase in sorted({*done, *does, *attack}):
        for entry, form in _inflected(phrase):
            state = table("figure_kind_states").get(entry)
            entries[entry] = Sense(done.get(phrase), does.get(phrase), phrase in attack, state, form)
    return Phrases(entries)


def _inflected(phrase: str) -> list[tuple[str, Form]]:
    """A verb phrase with its first word in every form."""
    lemma, _, rest = phrase.partition(" ")
    return [(f"{word} {rest}".strip(), form) for word, form in _forms_by_lemma()[lemma]]


@cache
def _forms_by_lemma() -> dict[str, list[tuple[str, Form]]]:
    phrases = (*_spelt_out("figure_kind_verbs_object"), *_spelt_out("figure_kind_verbs_subject"), *_attacks())
    by_lemma: dict[str, list[tuple[str, Form]]] = {}
    for word, form in forms({phrase.split()[0] for phrase in phrases}, table("figure_kind_irregular")).items():
        by_lemma.setdefault(form.lemma, []).append((word, form))
    return by_lemma


def _attacks() -> frozenset[str]:
    return words("figure_kind_verbs_attack")


@cache
def _spelt_out(name: str) -> dict[str, str]:
    """A table of phrases with the alternatives of each written out: "take to -/the hospital" is two, as "-" is no word."""
    out: dict[str, str] = {}
    for entry, value in table(name).items():
        for choice in product(*(word.split("/") for word in entry.split())):
            out.setdefault(" ".join(word for word in choice if word != "-"), value)
    return out
