"""A mould: a base text with what was read from it, made ready to be cast as many reports of other words, figures and days.

What never differs (spans, kinds, rules) is one object in every cast; what differs is known before, piece by piece, so that a
report with its claims takes a millisecond. Spans stay true because no piece changes its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, NamedTuple

from bench.wording import PIECE, like
from sayso.read.assemble import content_id
from sayso.types import Claim, Evidence, Figure, Outlet, Reading, Report, Where
from sayso.understand.claims import claim_id

DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?P<rest>T.*)?")
MONTH = re.compile(r"(?P<month>\d{4}-\d\d)")
SAME = frozenset({"kind", "rule", "reader", "version", "language", "vague", "site", "url", "id", "report"})
"""Fields whose words no report changes."""
PLACE = ("geonames", "country", "admin1", "latitude", "longitude")


class Spot(NamedTuple):
    """Where a place of a base text lies in a story."""

    geonames: int
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None


@dataclass(slots=True)
class Cast:
    """What one report says instead. `words` by word, in small letters; `figures` by the number; `shift` in days."""

    words: Mapping[str, str]
    figures: Mapping[int, int]
    places: Mapping[int, Spot]
    countries: Mapping[str, str]
    shift: int
    text: str = ""
    report: str = ""
    _said: dict[str, str] = field(default_factory=dict)

    def day(self, words: str) -> str:
        """An ISO prefix so many days later; what is no date, and a bare year, as it is."""
        if words not in self._said:
            self._said[words] = _later(words, self.shift)
        return self._said[words]


Make = Callable[[Cast], Any]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in pieces; `changing` are those of them that a cast looks up, each with its number."""

    pieces: tuple[str, ...]
    changing: tuple[tuple[int, str, str], ...]
    """The number of the piece, its word in small letters, the piece."""
    numbers: tuple[tuple[int, int, str], ...]

    def __call__(self, cast: Cast) -> str:
        said = list(self.pieces)
        for at, word, was in self.changing:
            said[at] = like(was, cast.words.get(word, word))
        for at, number, was in self.numbers:
            said[at] = f"{cast.figures[number]:,}" if "," in was else str(cast.figures[number])
        return "".join(said)


class Mould:
    """Of one base text. `drawn` are the words that change with every report, `numbers` the figures that it tells."""

    def __init__(self, report: Report, reading: Reading, by_story: frozenset[str], by_report: frozenset[str]) -> None:
        self._report, self._claims = report, reading.claims
        self._changing = by_story | by_report
        self._spots = dict(_figures(report, reading))
        self.places = frozenset(where.geonames for where in _places(reading) if where.geonames is not None)
        self.numbers = frozenset(self._spots.values())
        self._text = self._phrase(report.text, self._spots)
        self.drawn = tuple(sorted({word for _, word, _ in self._text.changing} & by_report))
        self.claims = len(reading.claims)
        self.day = date.fromisoformat((report.published or "")[:10])
        self._plans: dict[Any, Make | None] = {}
        self._layers = self._plan(reading.layers) or (lambda _: reading.layers)
        self._made = [self._claim(claim) for claim in reading.claims]
        self._head = {name: self._plan(getattr(report, name), name) for name in ("blocks", "dateline", "byline", "credit")}
        self._maker = reading.maker

    def cast(
        self, cast: Cast, name: str, outlet: Outlet, url: str, published: str, credit: str | None
    ) -> tuple[Report, Reading]:
        """The report and its reading; `cast.text` and `cast.report` are filled in."""
        base = self._report
        cast.text = text = self._text(cast)
        title = next((b.span.of(text) for b in base.blocks if b.span.start == 0), None)
        cast.report = content_id(url, outlet, title, published, text)
        head = {name: make(cast) for name, make in self._head.items() if make}
        report = replace(base, **head, id=cast.report, name=name, text=text, outlet=outlet, url=url, title=title)
        report = replace(report, published=published, credit=credit or report.credit)
        return report, Reading(cast.report, self._maker, self._layers(cast), tuple(make(cast) for make in self._made))

    def _claim(self, claim: Claim) -> Make:
        trigger = claim.because[0].span
        assert trigger is not None  # the first reason of a claim is its rule on its trigger
        ids: dict[str, Make] = {
            "id": lambda cast: claim_id(cast.report, claim.kind, trigger),
            "report": lambda cast: cast.report,
        }
        return self._dataclass(claim, ids) or (lambda _: claim)

    def _plan(self, value: Any, name: str = "") -> Make | None:
        """How a cast makes this value; None where it is the same in every report."""
        key = (type(value), name, value)
        if key not in self._plans:
            self._plans[key] = self._planned(value, name)
        return self._plans[key]

    def _planned(self, value: Any, name: str) -> Make | None:
        match value:
            case Enum():
                return None
            case str():
                return self._string(value, name)
            case tuple():
                return _together(tuple, [self._plan(part, name) for part in value], value, as_list=True)
            case Evidence(span=span):
                return self._dataclass(value, {"text": lambda cast: span.of(cast.text)})
            case Where(geonames=int(geonames)):
                places = {n: _spot(geonames, i) for i, n in enumerate(PLACE)}
                return self._dataclass(value, places)
            case Figure(low=low, high=high):
                bounds = {"low": low, "high": high}
                return self._dataclass(value, {n: _number(v) for n, v in bounds.items() if v and v in self._told(value)})
        return self._dataclass(value, {}) if is_dataclass(value) else None

    def _told(self, figure: Figure) -> set[int | None]:
        """The numbers that it tells in digits."""
        return {number for at, number in self._spots.items() if figure.span.start <= at < figure.span.end}

    def _dataclass(self, value: Any, special: Mapping[str, Make]) -> Make | None:
        names = [f.name for f in fields(value)]
        parts = [special.get(name) or self._plan(getattr(value, name), name) for name in names]
        return _together(type(value), parts, [getattr(value, name) for name in names])

    def _string(self, value: str, name: str) -> Make | None:
        if DAY.fullmatch(value) or MONTH.fullmatch(value):
            return lambda cast: cast.day(value)
        if name == "country":
            return lambda cast: cast.countries.get(value, value)
        phrase = self._phrase(value, {}) if name not in SAME else None
        return phrase if phrase and phrase.changing else None

    def _phrase(self, text: str, spots: Mapping[int, int]) -> Phrase:
        pieces, changing, numbers, end = list[str](), list[tuple[int, str, str]](), list[tuple[int, int, str]](), 0
        for found in PIECE.finditer(text):
            word = found[0].lower()
            if word not in self._changing and found.start() not in spots:
                continue
            pieces += [text[end : found.start()], found[0]]
            end = found.end()
            if found.start() in spots:
                numbers.append((len(pieces) - 1, spots[found.start()], found[0]))
            else:
                changing.append((len(pieces) - 1, word, found[0]))
        return Phrase((*pieces, text[end:]), tuple(changing), tuple(numbers))


def _together(kind: Any, parts: Sequence[Make | None], fixed: Sequence[Any], as_list: bool = False) -> Make | None:
    """`kind(*fixed)` with the parts that a cast makes in their places; None where there are none."""
    making = [(at, make) for at, make in enumerate(parts) if make]
    if not making:
        return None

    def make(cast: Cast) -> Any:
        values = list(fixed)
        for at, part in making:
            values[at] = part(cast)
        return kind(values) if as_list else kind(*values)

    return make


def _figures(report: Report, reading: Reading) -> Iterator[tuple[int, int]]:
    """Where numbers stand in digits that are a bound of a figure, with the number."""
    figures = [c.figure for c in reading.claims if c.figure] + [m.figure for m in reading.layers.figures]
    for figure in figures:
        for found in PIECE.finditer(figure.span.of(report.text)):
            if found[0][0].isdigit() and (number := int(found[0].replace(",", ""))) in (figure.low, figure.high) and number > 9:
                yield figure.span.start + found.start(), number


def _places(reading: Reading) -> Iterator[Where]:
    yield from reading.layers.places
    for claim in reading.claims:
        yield from (where for where in (claim.place, *claim.also) if where)


def _number(value: int) -> Make:
    return lambda cast: cast.figures[value]


def _spot(geonames: int, part: int) -> Make:
    return lambda cast: cast.places[geonames][part]


def _later(words: str, shift: int) -> str:
    if found := DAY.fullmatch(words):
        return (date.fromisoformat(found["day"]) + timedelta(shift)).isoformat() + (found["rest"] or "")
    return (date.fromisoformat(f"{words}-15") + timedelta(shift)).isoformat()[:7]
