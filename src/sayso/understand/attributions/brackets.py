"""Attributions by punctuation alone: a source in brackets after a number, or after the dash that ends a headline.

August: 40 killed (Prosecutor's Office).     Three dead, 12 hurt (figures: police)     Six killed in ambush - army
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.understand.attributions.finite_verbs import has_finite
from sayso.understand.attributions.quoted_words import Words
from sayso.understand.attributions.ranges import Found, Range
from sayso.understand.attributions.source_kinds import is_medium, kind_of
from sayso.understand.language import table, words
from sayso.vocabulary import SourceKind

LABELS = frozenset({"source", "sources", "figure", "figures", "data", "count"})
"""What may stand before a colon inside the brackets."""
AFTER = frozenset({"", ".", ",", ";"})
"""What stands after brackets that end what they attribute."""
DASHES = frozenset({"-", "–", "—"})
MAX_SOURCE = 10
"""Tokens of a source between brackets."""
MAX_AFTER_DASH = 6
"""Tokens from the dash of a headline to its end; a headline has no stop."""


def bracketed(w: Words) -> Iterator[Found]:
    """A relation for each pair of brackets that names a teller, and for the dash at the end of a headline."""
    start = 0
    for opening in [at for at, word in enumerate(w.lower) if word == "(" and w.outside(at)]:
        closing = next((at for at in range(opening + 1, min(len(w), opening + MAX_SOURCE + 2)) if w.at(at) == ")"), None)
        if closing is None or w.at(closing + 1) not in AFTER:
            continue
        source = _labelled(w, opening + 1, closing)
        if (
            _is_teller(w, source)
            and not _credit(w, source)
            and _counts(w, start, opening)
            and not _short_for(w, opening, source)
        ):
            yield Found(source, (opening, closing + 1), ((start, opening),), "(")
            start = closing + 2
    yield from _after_dash(w)


def _labelled(w: Words, start: int, end: int) -> Range:
    """After "figures:" or "source:"; before ", in parliament"."""
    if w.at(start) in LABELS and w.at(start + 1) == ":":
        start += 2
    comma = next((at for at in range(start, end) if w.at(at) == "," and w.at(at + 1) in words("source_prepositions")), end)
    return start, comma


def _is_teller(w: Words, source: Range) -> bool:
    start, end = source
    if not 0 < end - start <= MAX_SOURCE or has_finite(w, start, end) or not w.tokens[start].text[0].isalpha():
        return False
    if any(w.lower[at].isdigit() for at in range(start, end)):
        return False
    return kind_of(w.text(start, end)) is not SourceKind.OTHER and w.text(start, end).lower() not in _countries()


def _countries() -> dict[str, str]:
    return table("source_countries")


def _counts(w: Words, start: int, end: int) -> bool:
    """Is there a number among what the brackets follow?"""
    return any(w.lower[at][0].isdigit() or w.lower[at] in table("number_words") for at in range(start, end))


def _short_for(w: Words, opening: int, source: Range) -> bool:
    """Is it the short form of the name before it ("the World Food Programme (WFP)")?"""
    return source[1] - source[0] == 1 and w.tokens[source[0]].text.isupper() and w.capital(opening - 1)


def _credit(w: Words, source: Range) -> bool:
    """Is it the agency or paper whose copy the text is ("… at 06:50 (Kyodo)")?"""
    return w.capital(source[0]) and w.lower[source[0] - 1] == "(" and is_medium(w.text(*source))


def _after_dash(w: Words) -> Iterator[Found]:
    """ "Six killed in ambush - army": not the name of the outlet, which stands there as well ("Six killed - State News")."""
    end = len(w)
    dash = next((at for at in range(end - 2, max(1, end - MAX_AFTER_DASH), -1) if w.at(at) in DASHES and w.outside(at)), None)
    if (
        dash is None
        or dash < 2
        or w.at(end - 1) == "."
        or not _is_teller(w, (dash + 1, end))
        or is_medium(w.text(dash + 1, end))
    ):
        return
    spaced = w.tokens[dash - 1].end < w.tokens[dash].start and w.tokens[dash].end < w.tokens[dash + 1].start
    if spaced and _counts(w, 0, dash) and not w.opens_quote(dash + 1):
        yield Found((dash + 1, end), (dash, dash + 1), ((0, dash),), "-")
