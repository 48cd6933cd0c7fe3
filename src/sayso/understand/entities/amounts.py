"""Dates and sums of money among the entities. Their values are for the layer `times`; here only the exact words are marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.types import Entity, Span, Token
from sayso.understand.language import words
from sayso.vocabulary import EntityType

SIGNS = frozenset("$€£¥₹")
CODES = frozenset({"rs", "rs.", "usd", "eur", "tk", "hk", "nt", "zar", "inr", "us"})
YEARS = range(1800, 2101)


def amounts(tokens: Sequence[Token]) -> Iterator[Entity]:
    """DATE and MONEY entities from left to right."""
    at = 0
    while at < len(tokens):
        entity, at = _amount(tokens, at)
        if entity:
            yield entity


def _amount(tokens: Sequence[Token], at: int) -> tuple[Entity | None, int]:
    if not _may_open(tokens[at]):
        return None, at + 1
    for kind, end_of in ((EntityType.MONEY, _money_end), (EntityType.DATE, _date_end)):
        end = end_of(tokens, at)
        if end > at:
            return Entity(Span(tokens[at].start, tokens[end - 1].end), kind), end
    return None, at + 1


def _may_open(token: Token) -> bool:
    """A first look, so that most words cost no more: a digit, a sign, a code, or the name of a day or month."""
    first, lower = token.text[0], token.lower
    return (
        first.isdigit()
        or first in SIGNS
        or lower in CODES
        or lower in words("entity_weekdays")
        or lower in words("entity_months")
    )


def _money_end(tokens: Sequence[Token], at: int) -> int:
    """One past the last token of a sum that begins at `at`; `at` where none does."""
    start = at
    if tokens[at].lower in CODES and at + 1 < len(tokens):
        at += 1
    if tokens[at].text in SIGNS:
        at += 1
    signed = at > start and (tokens[at - 1].text in SIGNS or tokens[start].lower not in ("us", "hk", "nt"))
    if at >= len(tokens) or not tokens[at].text[0].isdigit():
        return start
    end = at + 1
    while end < len(tokens) and tokens[end].lower in words("entity_money"):
        end += 1
        signed = signed or tokens[end - 1].lower not in ("million", "billion", "trillion")
    return end if signed else start


def _date_end(tokens: Sequence[Token], at: int) -> int:
    """One past the last token of a date that begins at `at`; `at` where none does. "may" and "march" need a capital."""
    if tokens[at].lower in words("entity_weekdays"):
        return at + 1
    if _is_month(tokens[at]):
        return _after_month(tokens, at + 1)
    if _is_day(tokens[at]) and at + 1 < len(tokens) and _is_month(tokens[at + 1]):
        return _with_year(tokens, at + 2)
    return at + 1 if _is_year(tokens[at]) else at


def _after_month(tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and _is_day(tokens[at]):
        at += 1
    return _with_year(tokens, at)


def _with_year(tokens: Sequence[Token], at: int) -> int:
    step = at + 1 if at < len(tokens) and tokens[at].text == "," else at
    return step + 1 if step < len(tokens) and _is_year(tokens[step]) else at


def _is_month(token: Token) -> bool:
    return token.lower in words("entity_months") and token.text[0].isupper()


def _is_day(token: Token) -> bool:
    return token.text.isascii() and token.text.isdigit() and len(token.text) <= 2


def _is_year(token: Token) -> bool:
    return token.text.isascii() and token.text.isdigit() and len(token.text) == 4 and int(token.text) in YEARS
