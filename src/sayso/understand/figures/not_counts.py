"""Numbers that count no people, told by the words next to them: dates, ages, sums, shares, addresses, clock times, codes."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.types import Token
from sayso.understand.figures.numbers import Quantity
from sayso.understand.figures.numerals import near, numeral, small
from sayso.understand.figures.population import is_people, singular
from sayso.understand.language import words
from sayso.understand.word_classes import members

AGE_REACH = 5
"""Tokens from "aged" to the last of its numbers: "between the ages of 18 and 35"."""
ADULT = 21
"""No age below which one is counted as young is higher: "under 18"."""
SEPARATORS = frozenset({":", "/", "-", "–", "+", ".", "_"})
CODED = frozenset({"covid"})


def may_count(tokens: Sequence[Token], number: Quantity) -> bool:
    """Can this number count people, as far as the words next to it tell? A zero counts where words say it of
    people ("no one was hurt"), not of things ("zero homicides")."""
    before, after = word_at(tokens, number.first - 1), word_at(tokens, number.end)
    said = " ".join(token.lower for token in tokens[number.core : number.end])
    if (
        (number.high == 0 and said not in words("number_none"))
        or after in words("not_people_after")
        or before in words("not_people_before")
    ):
        return False
    if before == "of" and word_at(tokens, number.first - 2) in members("capacity_of"):
        return False
    if number.vague is not None and number.vague.startswith("few") and before in members("definite"):
        return False
    if _is_date(tokens, number) or _is_age(tokens, number) or _is_code(tokens, number) or _is_share(tokens, number):
        return False
    return not _is_year(tokens, number) or _plural_follows(tokens, number.end)


def word_at(tokens: Sequence[Token], at: int) -> str:
    """The token's lower-case form, "" beyond the ends."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _is_date(tokens: Sequence[Token], number: Quantity) -> bool:
    """As in "16 March", "Nov. 13": the months that are also words are told by their capital."""
    after = tokens[number.end].text if number.end < len(tokens) else ""
    stopped = word_at(tokens, number.first - 1) == "." and word_at(tokens, number.first - 2) in words("not_people_before")
    return stopped or (after in ("March", "May", "MARCH", "MAY") and number.high is not None and number.high <= 31)


def _is_age(tokens: Sequence[Token], number: Quantity) -> bool:
    """As in "a miner, 35, said", "the accused (28)", "between the ages of 18 and 35", "who was 82, died"."""
    before, after = word_at(tokens, number.first - 1), word_at(tokens, number.end)
    if number.end - number.first == 1 and ((before == "," and after in (",", ".", ";")) or (before, after) == ("(", ")")):
        return True
    if before in members("being_aged") and after == ",":
        return True
    young = number.high is not None and number.high <= ADULT and number.low is None
    if young and before in members("were") and not after[:1].isalpha():  # "30 of them were under 16"
        return True
    return any(word_at(tokens, at) in members("age") for at in range(number.first - AGE_REACH, number.first))


def _is_code(tokens: Sequence[Token], number: Quantity) -> bool:
    """A clock time, a score, a date in figures, "A-42", "5G", the first part of "10-month-old"."""
    first, last = number.first, number.end
    before, after = word_at(tokens, first - 1), word_at(tokens, last)
    if after in SEPARATORS and _touches(tokens, last) and word_at(tokens, last + 1)[:1].isdigit():
        return True
    if before in SEPARATORS and _touches(tokens, first) and word_at(tokens, first - 2)[-1:].isalnum():
        return True
    if before in ("-", "–") and first >= 2 and (tokens[first - 2].text.isupper() or tokens[first - 2].lower in CODED):
        return True
    if after[:1].isalpha() and _touches(tokens, last) and tokens[last - 1].text[-1].isdigit():
        return True
    return after == "-" and word_at(tokens, last + 1) in words("not_people_after")


def _is_share(tokens: Sequence[Token], number: Quantity) -> bool:
    """As in "one in five people", "two out of three": either number of a share."""
    links = members("share_link")
    after, second = number.end, number.end + 1 + (word_at(tokens, number.end + 1) == "of")
    shared = word_at(tokens, after) in links and number.vague is None and numeral(near(tokens, second), second)
    if shared and tokens[second].text.islower():
        return True
    link = number.first - 1 - (word_at(tokens, number.first - 1) == "of")
    return word_at(tokens, link) in links and small(word_at(tokens, link - 1)) is not None


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Does the token touch the one before it?"""
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].end


def _is_year(tokens: Sequence[Token], number: Quantity) -> bool:
    text = tokens[number.core].text
    return number.end - number.core == 1 and len(text) == 4 and text.isdigit() and "1800" <= text <= "2100"


def _plural_follows(tokens: Sequence[Token], at: int) -> bool:
    return any(is_people(word) and singular(word) != word for word in (word_at(tokens, at), word_at(tokens, at + 1)))
