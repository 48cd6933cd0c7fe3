"""What a number counts: the noun group after it, and whether that can be people.

    "26 demonstrators had …"      head demonstrator             "21 of the schoolgirls"   head schoolgirl, partitive
    "10 U.S. citizens and …"      head citizen                  "nine of them"            no head, partitive
    "78 were injured"             bare                          "12 buses", "19-year-old", "5 January": None, not people

No tagger is used: a group runs until a word that cannot stand in one (`noun_group_stops`), a cue, or punctuation, and its head
is the last noun for people in it. A group without one may still be people whom no list names ("14 Dalits"); it is kept as
unknown, and needs a sure cue later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.types import Token
from sayso.understand.language import table, words
from sayso.understand.numbers import Quantity, quantity
from sayso.understand.population import is_people, singular
from sayso.vocabulary import Relation, Scope

LONGEST_GROUP = 12
"""Tokens of a noun group; crisis news seldom goes beyond "suspected Islamic State of Iraq and Syria fighters"."""
DETERMINERS = frozenset({"the", "these", "those", "his", "her", "their", "our", "its", "my", "your", "#", "such"})
ANTECEDENTS = frozenset({"them", "whom", "which", "us", "you"})
MORE = frozenset({"more", "other", "additional", "further", "new", "fresh"})
OPENING = frozenset({"“", '"', "‘", "'", "`", "(", "[", "«"})
CLOSING = frozenset({"”", "»"})
"""A mark between the number and its noun, which one of them is quoted with."""
BEING = frozenset({"is", "was", "turned", "turns"})
STRONG = ("strong", "member", "person", "man", "woman")


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with its noun group: tokens `noun` to `end` (exclusive); equal where the number stands bare."""

    quantity: Quantity
    noun: int
    end: int
    head: str | None = None
    """The head in the singular, lower case; None where the number stands bare or for a pronoun."""
    known: bool = False
    """Is the head in the lists of nouns for people?"""
    partitive: bool = False
    population: tuple[int, int] | None = None
    """Tokens of the population where they are not the noun group: "21 of the more than 200 schoolgirls"."""

    @property
    def bare(self) -> bool:
        return self.noun == self.end and not self.partitive and not self.known


def counted(tokens: Sequence[Token], number: Quantity, cue_starts: frozenset[int]) -> Counted | None:
    """What `number` counts; None where that is not people. `cue_starts` are the tokens at which verbs and states begin."""
    if not _may_count(tokens, number):
        return None
    if _word(tokens, number.first - 1) == "of" and _word(tokens, number.first - 2) == "family":
        return _family(tokens, number)
    at = number.end
    if _word(tokens, at) == "-":
        return _strong(tokens, number, cue_starts)
    if _word(tokens, at) == "more" and _word(tokens, at + 1) == "than":
        return None
    while _word(tokens, at) in MORE:
        number = replace(number, scope=Scope.NEW) if _word(tokens, at) in ("more", "additional", "further") else number
        at += 1
    if _word(tokens, at) in ("of", "among", "amongst"):
        return _partitive(tokens, number, at, cue_starts)
    if not number.bare:
        return Counted(number, at, at)
    return _group(tokens, number, at, cue_starts)


def _family(tokens: Sequence[Token], number: Quantity) -> Counted:
    """"a family of five": the noun stands before its number, and the span holds both."""
    whole = replace(number, first=number.first - 2)
    return Counted(whole, number.end, number.end, "family", known=True, population=(number.first - 2, number.first - 1))


def _may_count(tokens: Sequence[Token], number: Quantity) -> bool:
    """No date, age, sum, share, rank, address or clock time, by the words next to the number."""
    after, before = _word(tokens, number.end), _word(tokens, number.first - 1)
    if number.high == 0:
        return False
    if number.vague is not None and number.vague.startswith("few") and before in ("the", "very"):
        return False
    if after in words("not_people_after") or before in words("not_people_before"):
        return False
    if _is_date(tokens, number) or _is_age(tokens, number) or _is_code(tokens, number):
        return False
    return not (_is_year(tokens, number) and not _plural_follows(tokens, number.end))


def _is_date(tokens: Sequence[Token], number: Quantity) -> bool:
    """"16 March", "Nov. 13": the months that are also words are told by their capital."""
    after = tokens[number.end].text if number.end < len(tokens) else ""
    stopped = _word(tokens, number.first - 1) == "." and _word(tokens, number.first - 2) in words("not_people_before")
    return stopped or (after in ("March", "May", "MARCH", "MAY") and number.high is not None and number.high <= 31)


def _is_age(tokens: Sequence[Token], number: Quantity) -> bool:
    """"a miner, 35, said", "Mollah (28)", "between the ages of 18 and 35", "was 82 and"."""
    before, after = _word(tokens, number.first - 1), _word(tokens, number.end)
    if number.end - number.first == 1 and (before == "," and after in (",", ".", ";") or (before, after) == ("(", ")")):
        return True
    if before in BEING and after == ",":
        return True
    return any(_word(tokens, at) in ("age", "ages", "aged") for at in range(number.first - 5, number.first))


def _is_code(tokens: Sequence[Token], number: Quantity) -> bool:
    """A clock time, a score, a date in figures, "A-42", "5G", the first part of "10-month-old"."""
    first, last = number.first, number.end
    before, after = _word(tokens, first - 1), _word(tokens, last)
    if after in (":", "/", ".", "-", "–") and _touches(tokens, last) and _word(tokens, last + 1)[:1].isdigit():
        return True
    if before in (":", "/", "-", "–", "+", ".", "_") and _touches(tokens, first) and _word(tokens, first - 2)[-1:].isalnum():
        return True
    if before in ("-", "–") and first >= 2 and (tokens[first - 2].text.isupper() or tokens[first - 2].lower == "covid"):
        return True
    if after[:1].isalpha() and _touches(tokens, last) and tokens[last - 1].text[-1].isdigit():
        return True
    return after == "-" and _word(tokens, last + 1) in words("not_people_after")


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Does the token touch the one before it?"""
    return 0 < at < len(tokens) and tokens[at].start == tokens[at - 1].end


def _is_year(tokens: Sequence[Token], number: Quantity) -> bool:
    text = tokens[number.core].text
    return number.end - number.core == 1 and len(text) == 4 and text.isdigit() and "1800" <= text <= "2100"


def _plural_follows(tokens: Sequence[Token], at: int) -> bool:
    return any(is_people(_word(tokens, i)) and singular(_word(tokens, i)) != _word(tokens, i) for i in (at, at + 1))


def _strong(tokens: Sequence[Token], number: Quantity, cue_starts: frozenset[int]) -> Counted | None:
    """A "300-strong crowd", a "two-man crew"."""
    at = number.end + 1
    if _word(tokens, at) not in STRONG:
        return None
    for end in range(at + 1, min(at + 5, len(tokens))):
        if tokens[end].lower in table("figure_groups"):
            return Counted(number, at + 1, end + 1, tokens[end].lower, known=True)
    group = _group(tokens, number, at + 1, cue_starts)
    return group if group is not None and group.known else None


def _partitive(tokens: Sequence[Token], number: Quantity, of: int, cue_starts: frozenset[int]) -> Counted | None:
    """"nine of them", "21 of the schoolgirls", "21 of the more than 200 schoolgirls", "dozens of men"."""
    at = of + 1
    if _word(tokens, at) in ANTECEDENTS:
        return Counted(number, at, at + 1, partitive=True)
    determined = _word(tokens, at) in DETERMINERS
    at += determined
    whole = quantity(tokens, at)
    if (whole is not None and whole.core > whole.first) or (whole is not None and whole.relation is not Relation.VAGUE):
        group = _group(tokens, number, whole.end, cue_starts)
        if group is None or group.noun == group.end:
            return None
        return Counted(number, number.end, number.end, group.head, group.known, True, (group.noun, group.end))
    if not determined and (_word(tokens, of) != "of" or number.relation is not Relation.VAGUE):
        return None
    group = _group(tokens, number, at, cue_starts, partitive=True)
    if group is None or group.noun == group.end:
        return None
    return replace(group, partitive=determined)


def _group(
    tokens: Sequence[Token], number: Quantity, at: int, cue_starts: frozenset[int], partitive: bool = False
) -> Counted | None:
    """The noun group from `at` on; bare where none begins there, None where it names things."""
    while _word(tokens, at) in OPENING | CLOSING:
        at += 1
    head, last, end = -1, at, at
    while end < len(tokens) and end - at < LONGEST_GROUP:
        word = tokens[end].lower
        if word in ("(", "["):
            end = _after_bracket(tokens, end)
            continue
        if word in ("-", "–", "'s", "'", "—") and last > at and head < 0 and end + 1 < len(tokens):
            end += 1
            continue
        if not (word[0].isalpha() or word[0] == "#") or (word in words("noun_group_stops") and tokens[end].text != "US"):
            break
        if _demonym_before_noun(tokens, end, cue_starts):
            pass
        elif _heads(word, number) and (word not in table("figure_kind_states") or (end == at and partitive)):
            head = end
        elif end in cue_starts and not _modifies(tokens, end, head):
            break
        elif head >= 0:
            if word in words("not_people"):
                return None
            break
        end += 1
        last = end
    if head < 0 and number.low != 1 and _word(tokens, end) in ("and", "or", ",", "/"):
        head, last = _shared_head(tokens, end, last, number)
    if head >= 0:
        return Counted(number, at, head + 1, singular(tokens[head].lower), known=True)
    return _unknown(tokens, number, at, last)


def _modifies(tokens: Sequence[Token], at: int, head: int) -> bool:
    """Is the cue at `at` a modifier of a noun for people right after it: "12 wounded soldiers"?"""
    if head >= 0:
        return False
    for following in range(at + 1, at + 6):
        word = _word(tokens, following)
        if word in OPENING | CLOSING:
            continue
        if is_people(word) and (singular(word) != word or word in table("plural_irregular") or following == at + 1):
            return True
        if word in words("noun_group_stops") or not word[:1].isalpha():
            return False
    return False


def _heads(word: str, number: Quantity) -> bool:
    """Can the word be the head of what this number counts? A singular noun before another is a modifier: "10 police buses"."""
    return is_people(word) and (1 in (number.low, number.high) or singular(word) != word or word in table("plural_irregular"))


def _demonym_before_noun(tokens: Sequence[Token], at: int, cue_starts: frozenset[int]) -> bool:
    """Is it a nationality that is the same as its adjective, with a noun after it: "55,000 US schools"?"""
    word, after = tokens[at].lower, _word(tokens, at + 1)
    if word not in words("population_demonyms") or singular(word) != word:
        return False
    return after[:1].isalpha() and after not in words("noun_group_stops") and at + 1 not in cue_starts


def _shared_head(tokens: Sequence[Token], link: int, last: int, number: Quantity) -> tuple[int, int]:
    """The head after a conjunction: "30 DAB and Civil Force members"; -1 where there is none near."""
    for at in range(link + 1, min(link + 5, len(tokens))):
        word = tokens[at].lower
        if word in words("noun_group_stops") or not word[0].isalpha():
            break
        if _heads(word, number) and last > number.end:
            return at, at + 1
    return -1, last


def _unknown(tokens: Sequence[Token], number: Quantity, at: int, end: int) -> Counted | None:
    """A group without a known noun: bare if empty; None if it names things or is no plural."""
    if end == at:
        return Counted(number, at, at)
    if any(tokens[i].lower in words("not_people") or tokens[i].lower in words("not_people_after") for i in range(at, end)):
        return None
    last = tokens[end - 1]
    if number.low == 1 or not (last.lower.endswith("s") or last.text[0].isupper()):
        return None
    return Counted(number, at, end, singular(last.lower))


def _after_bracket(tokens: Sequence[Token], at: int) -> int:
    """The token after the bracket that opens at `at`, where it closes soon; else the next token."""
    for end in range(at + 1, min(at + 6, len(tokens))):
        if tokens[end].text in (")", "]"):
            return end + 1
    return at + 1


def _word(tokens: Sequence[Token], at: int) -> str:
    """The token's lower-case form, "" beyond the ends."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""
