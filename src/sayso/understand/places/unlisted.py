"""Places that the gazetteer does not have, where the words leave no doubt: "the village of X", "in X, Kentucky".

They get a name and the country or region of the place that holds them, but no id and no point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sayso.types import Sentence, Span, Token, Where
from sayso.understand.language import words
from sayso.understand.places.grip import Held, hold
from sayso.vocabulary import PlacePrecision

LONGEST = 3
"""Words of an unlisted name."""
LOCATIVES = frozenset({"in", "near", "at", "outside"})


def unlisted(text: str, sentences: Sequence[Sentence], named: Sequence[Held], country: str | None) -> tuple[Held, ...]:
    """Every mention of such a place; `named` are the places already found, `country` what the report is about."""
    begins = {h.start: h.where for h in named}
    taken: defaultdict[int, list[Held]] = defaultdict(list)
    for one in named:
        taken[one.sentence].append(one)
    out: list[Held] = []
    for number, sentence in enumerate(sentences):
        for first, end in _names(sentence.tokens):
            span = Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
            if any(h.start < span.end and span.start < h.end for h in taken[number]):
                continue
            holder = _holder(sentence.tokens, end, begins)
            if holder or _called_place(sentence.tokens, first):
                where = Where(
                    span.of(text),
                    PlacePrecision.NONE,
                    span,
                    None,
                    holder.country if holder else country,
                    holder.admin1 if holder else None,
                )
                out.append(hold(where, number, sentence.tokens, span))
    return tuple(out)


def _names(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Runs of one to three capitalised words after a preposition of place or "of"."""
    for at in range(1, len(tokens)):
        if tokens[at - 1].lower not in LOCATIVES and tokens[at - 1].lower != "of":
            continue
        end = at
        while (
            end < min(len(tokens), at + LONGEST)
            and tokens[end].text[0].isupper()
            and tokens[end].lower not in words("place_never")
        ):
            end += 1
        if end > at and tokens[at].lower not in words("place_ordinary"):
            yield at, end


def _holder(tokens: tuple[Token, ...], end: int, begins: dict[int, Where]) -> Where | None:
    """The known place right after a comma (and "in") that is no town: "X, Kentucky", "X, in Kunduz province"."""
    if end >= len(tokens) or tokens[end].text != "," or end + 1 >= len(tokens):
        return None
    at = end + 2 if tokens[end + 1].lower == "in" else end + 1
    holder = begins.get(tokens[at].start) if at < len(tokens) else None
    return holder if holder and holder.precision in (PlacePrecision.ADMIN1, PlacePrecision.COUNTRY) else None


def _called_place(tokens: tuple[Token, ...], first: int) -> bool:
    """ "the village of X", "the mountainous region of X"."""
    return first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in words("place_settled")
