"""The signs by which words are told apart without a parser: closed classes, and the marks of a verb.

The closed classes (`actor_function_words.txt`) mark the edges of phrases; form and neighbours tell a verb from a noun or an
adjective. What cannot be told is taken for no verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sayso.types import Token
from sayso.understand.language import table, words


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """A finite verb or participle by its form, or a bare form between a doer and an object ("Soldiers control the airport")."""
    token = tokens[at]
    if token.lower in words("actor_adjectives"):
        return False
    before = word_class(tokens[at - 1]) if at else ""
    if token.lower in words("actor_verbs"):
        return True
    if before == "num" and token.lower in words("actor_headline_passives"):
        return no_object(tokens, at)  # "26 killed", not "26 injured miners"
    if token.lower.endswith("ed") and len(token.lower) > 3:
        return before not in ("det", "prep", "poss", "num") and not (at and tokens[at - 1].text in '“"')
    if token.lower.endswith("ing"):
        return before in ("aux", "adv")
    if token.text[0].islower() and not word_class(token) and at and _after_modal(tokens, at):
        return True
    return (
        token.text[0].islower()
        and at > 0
        and not word_class(token)
        and _doer(tokens, at - 1)
        and _begins_phrase(tokens, at + 1)
    )


def _after_modal(tokens: Sequence[Token], at: int) -> bool:
    """ "will withdraw", "did not attack"."""
    before = at - 1
    while before > 0 and word_class(tokens[before]) == "adv":
        before -= 1
    return tokens[before].lower in words("actor_modals")


def _doer(tokens: Sequence[Token], at: int) -> bool:
    """Can this word end a subject right before its verb: "soldiers", or a name?"""
    kinds = table("actor_kinds")
    named = tokens[at].text[0].isupper() and tokens[at + 1].lower.endswith("s")
    return tokens[at + 1].lower not in kinds and (named or tokens[at].lower in kinds)


def participle(token: Token) -> bool:
    return token.lower.endswith("ed") or token.lower in words("actor_participles")


def no_object(tokens: Sequence[Token], verb: int) -> bool:
    """Does no object follow the verb, nor another verb that shares one ("shot and killed the driver")?"""
    after = verb + 1
    if after >= len(tokens) or closes(tokens[after]):
        return True
    if word_class(tokens[after]) == "conj" and after + 1 < len(tokens) and participle(tokens[after + 1]):
        return no_object(tokens, after + 1)
    if _long(tokens, after):
        return True
    return word_class(tokens[after]) in ("prep", "conj", "to", "time", "aux") and past_quantifier(tokens, after) == after


def _long(tokens: Sequence[Token], at: int) -> bool:
    """Does a stretch of time stand at `at`: "kidnapped more than two years ago"?"""
    end = at
    while end < len(tokens) and (word_class(tokens[end]) == "num" or tokens[end].lower in words("actor_quantifiers")):
        end += 1
    return at < end < len(tokens) and tokens[end].lower in words("actor_units")


def past_quantifier(tokens: Sequence[Token], at: int) -> int:
    """Where the number of people stands before which "at least", "more than" or "up to" begins at `at`; else `at`."""
    end = at
    while end < len(tokens) and (tokens[end].lower in words("actor_quantifiers") or (end > at and tokens[end].lower == "to")):
        end += 1
    counts = end + 1 < len(tokens) and word_class(tokens[end]) == "num" and tokens[end + 1].lower not in words("actor_units")
    return end if counts else at


def _begins_phrase(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens):
        return False
    opens = word_class(tokens[at]) in ("det", "num", "poss") or tokens[at].text[0].isupper()
    return opens or tokens[at].lower in table("actor_kinds")


def word_class(token: Token) -> str:
    """det, num, prep, conj, rel, to, aux, adv, pron, poss, time, or "" for an open-class word."""
    listed = _function_words().get(token.lower, "")
    if listed:
        return "" if listed == "pron" and token.text.isupper() and len(token.text) > 1 else listed  # the US is no pronoun
    if token.text[0].isdigit():
        return "num"
    adverb = token.lower.endswith("ly") and token.text[0].islower() and token.lower not in words("actor_not_adverbs")
    return "adv" if adverb else ""


def closes(token: Token) -> bool:
    return not token.text[0].isalnum() and token.lower not in words("actor_inside") and token.lower != "'s"


@cache
def _function_words() -> dict[str, str]:
    return table("actor_function_words")
