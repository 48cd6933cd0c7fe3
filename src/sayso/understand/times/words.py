"""Words to classes: the first step of layer `times`. A sentence becomes a string with one letter a word, which the rules of
the grammar, regular expressions over those letters, then read:

    On Friday morning,      <on><weekday><part><comma>
    a two-day siege         <a><cardinal><dash><unit>_

Reading classes rather than characters keeps a rule short and its matching linear: a finite-state cascade, as in FASTUS
(Hobbs et al. 1997). The classes of words are in `languages/en/time_words.txt`, `months.txt` and `weekdays.txt`; those of
numbers and marks are told by their form, here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.types import Span, Token
from sayso.understand.language import table

MARKS = {":": "colon", ",": "comma", "-": "dash", "–": "dash", "—": "dash", "/": "slash", ".": "dot"}
FORMS = (*MARKS.values(), "month", "mon", "weekday", "wday", "digit", "nth", "hhmm", "year", "number", "decade")
"""Classes told by form: `mon` and `wday` are abbreviations, `digit` has one or two digits, `nth` is 21st, `decade` is 1990s."""
OTHER = "_"
ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
MAX_DIGITS = 9
NO_CLASS = ("", "", 1)


@dataclass(frozen=True, slots=True)
class Classed:
    """A sentence as classes: `letters`, `tokens` and `values` have one item a word (a phrase of the list is one word)."""

    letters: str
    tokens: tuple[Token, ...]
    values: tuple[str, ...]

    def lower(self, at: int) -> str:
        """The word at a position, or the empty string outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


Entry = tuple[tuple[str, ...], str, str]
"""The words that follow the first one of a phrase, its class and its value."""


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """The phrases of the list by their first word, longest first."""
    found: dict[str, list[Entry]] = {}
    for phrase, value in table("time_words").items():
        first, *rest = phrase.replace("'s", " 's").split()
        name, _, worth = value.partition(" ")
        found.setdefault(first, []).append((tuple(rest), name, worth))
    return {first: tuple(sorted(some, key=lambda e: -len(e[0]))) for first, some in found.items()}


@cache
def letters() -> dict[str, str]:
    """A letter for every class, from a block of Unicode in which nothing means anything to a regular expression."""
    listed = {value.partition(" ")[0] for value in table("time_words").values()}
    names = (*dict.fromkeys(FORMS), *sorted(listed - set(FORMS)))
    return {"": OTHER} | {name: chr(0x100 + number) for number, name in enumerate(names)}


def of_classes(pattern: str) -> str:
    """A rule written with <class> names as an expression over the letters. KeyError for a class that no word has."""
    return re.sub(r"(?<!\(\?P)<(\w+)>", lambda name: letters()[name[1]], pattern)


def classed(tokens: Sequence[Token]) -> Classed:
    """The words of a sentence with their classes."""
    words, letter, listed = list(_split(tokens)), letters(), entries()
    told, kept, values = [], [], []
    at = 0
    while at < len(words):
        word = words[at]
        name, value, width = (listed.get(word.lower) and _phrase(words, at)) or _form(words, at)
        told.append(letter[name])
        kept.append(word if width == 1 else _joined(words[at : at + width]))
        values.append(value)
        at += width
    return Classed("".join(told), tuple(kept), tuple(values))


def _split(tokens: Sequence[Token]) -> Iterator[Token]:
    """Words with inner hyphens cut at them, so that "two-day" and "24-hour" read alike."""
    for token in tokens:
        if "-" not in token.lower or len(token.lower) == 1:
            yield token
            continue
        for part in re.finditer(r"[^-]+|-", token.text):
            start = token.start + part.start()
            yield Token(part.group(), token.lower[part.start() : part.end()], start, start + len(part.group()))


def _joined(words: Sequence[Token]) -> Token:
    return Token(" ".join(w.text for w in words), " ".join(w.lower for w in words), words[0].start, words[-1].end)


def _phrase(words: Sequence[Token], at: int) -> tuple[str, str, int] | None:
    """Class, value and number of words of the longest listed phrase that begins here."""
    for rest, name, value in entries().get(words[at].lower, ()):
        if len(rest) == 0 or tuple(w.lower for w in words[at + 1 : at + 1 + len(rest)]) == rest:
            if name == "again" and words[at].lower != words[at].text:  # Daily and Weekly are newspapers
                return None
            return name, value, 1 + len(rest)
    return None


def _form(words: Sequence[Token], at: int) -> tuple[str, str, int]:
    """Class, value and number of words of a number, a mark, a month or a day; the class is empty for any other word."""
    word = words[at]
    if word.lower in MARKS:
        return MARKS[word.lower], "", 1
    if word.text[0].isdigit():
        after = words[at + 1] if at + 1 < len(words) and words[at + 1].start == word.end else None
        return _number(word.text, after.lower if after else "")
    if word.text[0].isupper():
        return _capital(word.lower)
    return NO_CLASS


def _capital(lower: str) -> tuple[str, str, int]:
    if lower in table("months"):
        return ("month" if len(lower) > 4 or lower in ("may", "june", "july") else "mon"), table("months")[lower], 1
    if lower in table("weekdays"):
        return ("weekday" if lower.endswith("day") else "wday"), table("weekdays")[lower], 1
    return NO_CLASS


def _number(text: str, after: str) -> tuple[str, str, int]:
    """A number in digits by its form; `after` is the word written right behind it, without a space."""
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS):
        return ("number" if text.isascii() and len(text) <= MAX_DIGITS else ""), text, 1
    if after in ORDINAL_ENDS and len(text) <= 2:
        return "nth", text, 2
    if after == "s" and text[-1] == "0" and (len(text) == 2 or (len(text) == 4 and text[0] in "12")):
        return "decade", text, 2
    if len(text) <= 2:
        return "digit", text, 1
    if len(text) == 4:
        return ("year" if 1000 <= int(text) <= 2100 else "hhmm"), text, 1
    return "number", text, 1
