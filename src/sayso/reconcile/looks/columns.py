"""What filters ask of claims, of all of them, as columns of numbers: forty bytes a claim, read in one scan and then added to.

A claim is here as it reads now; those of a former reading are not. Words (kinds, places, countries) are numbers that `Words`
gives, the same for as long as the process runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from sayso.ledger import schema
from sayso.ledger.claim_row import place_key
from sayso.ledger.filters import COUNTRY_CODE
from sayso.vocabulary import PlacePrecision

CLAIMS = schema.claims.c
AT_ONCE = 20_000
"""Rows of the scan that are in memory as rows."""
NOWHERE = -1

Ints = NDArray[np.int32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Words:
    """A number for each word that was ever met; None has the number -1."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {None: NOWHERE}

    def numbers(self, words: Iterable[str | None]) -> Ints:
        known = self._numbers
        return np.fromiter((known.setdefault(word, len(known)) for word in words), np.int32)

    def number(self, word: str) -> int:
        """-2 of a word that no claim has."""
        return self._numbers.get(word, -2)


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """The words of all columns; they only grow, so that one state of the ledger hands them to the next."""

    reports: dict[str, int] = field(default_factory=dict)
    """The number of each report, in the order in which they were met."""
    kinds: Words = field(default_factory=Words)
    groups: Words = field(default_factory=Words)
    countries: Words = field(default_factory=Words)
    places: Words = field(default_factory=Words)
    """Keys of places and of regions."""
    called: dict[int, set[int]] = field(default_factory=dict)
    """By the key of a name, the countries that any claim, of a former reading too, calls so."""


@dataclass(frozen=True, eq=False)
class Columns:
    """Each with one number a claim, in the order of their rows: a report's claims in the order of its text."""

    words: Dictionaries
    reports: int
    """How many reports have claims here: those of the first numbers."""
    row: Rows
    report: Ints
    kind: Ints
    group: Ints
    country: Ints
    place: Ints
    admin1: Ints

    def __len__(self) -> int:
        return len(self.row)

    @cached_property
    def _by_report(self) -> tuple[Rows, Rows]:
        """Places of all claims in the order of their reports, and where each report begins among them."""
        order = np.argsort(self.report, kind="stable")
        return order, np.searchsorted(self.report[order], np.arange(self.reports + 1))

    def of(self, report: int) -> Rows:
        """Where the claims of a report stand, in the order of its text."""
        order, begins = self._by_report
        return order[begins[report] : begins[report + 1]] if report + 1 < len(begins) else order[:0]

    def at(self, rows: Rows) -> Mask:
        """The claims of these rows."""
        found = np.zeros(len(self), np.bool_)
        places = np.searchsorted(self.row, rows)
        places = places[places < len(self)]
        found[places[np.isin(self.row[places], rows)]] = True
        return found

    def of_kinds(self, names: Sequence[str]) -> Mask:
        """Of a kind, or a group of kinds, of any of these names."""
        kinds = [self.words.kinds.number(name) for name in names]
        groups = [self.words.groups.number(name) for name in names]
        found: Mask = np.isin(self.kind, kinds) | np.isin(self.group, groups)
        return found

    def in_place(self, name: str) -> Mask:
        """As `ledger.filters` has it: the place, places of the region so called, and of the country."""
        key = self.words.places.number(place_key(name))
        found: Mask = (self.place == key) | (self.admin1 == key)
        if called := self.words.called.get(key):
            found |= np.isin(self.country, sorted(called))
        if len(name) == COUNTRY_CODE:
            found |= self.country == self.words.countries.number(name.upper())
        return found

    def grown(self, source: Connection, after: int, reread: Iterable[int]) -> Columns:
        """With the claims of entries after `after`; `reread`: reports whose claims before that are a former reading's."""
        keep = ~np.isin(self.report, sorted(reread))
        new = _read(source, self.words, after)
        if not keep.all():
            return _joined(self.words, [self._where(keep), new])
        return _joined(self.words, [self, new]) if len(new) else self

    def _where(self, keep: Mask) -> Columns:
        return Columns(self.words, self.reports, **{name: getattr(self, name)[keep] for name in NAMES})


NAMES = ("row", "report", "kind", "group", "country", "place", "admin1")


def columns(source: Connection) -> Columns:
    """Of all claims."""
    return _read(source, Dictionaries(), 0)


def _read(source: Connection, words: Dictionaries, after: int) -> Columns:
    parts = [_part(words, some) for some in _scanned(source, after)]
    return (
        _joined(words, parts)
        if parts
        else Columns(words, len(words.reports), np.zeros(0, np.int64), *(np.zeros(0, np.int32),) * 6)
    )


def _scanned(source: Connection, after: int) -> Iterator[Sequence[Any]]:
    """In the order of rows, which is that of entries, so that what came after one is the end of the table."""
    wanted = select(
        CLAIMS.row,
        CLAIMS.ended,
        CLAIMS.report,
        CLAIMS.kind,
        CLAIMS.kind_group,
        CLAIMS.country,
        CLAIMS.place_key,
        CLAIMS.admin1_key,
        CLAIMS.place_precision,
    )
    first = (after + 1) * schema.ROWS_PER_ENTRY
    found = source.execute(wanted.where(CLAIMS.row >= first).order_by(CLAIMS.row)).yield_per(AT_ONCE)
    yield from found.partitions()


def _part(words: Dictionaries, rows: Sequence[Any]) -> Columns:
    row, ended, report, kind, group, country, place, admin1, precision = zip(*rows, strict=True)
    numbers = words.reports
    of = np.fromiter((numbers.setdefault(one, len(numbers)) for one in report), np.int32)
    made = Columns(
        words,
        len(numbers),
        np.array(row, np.int64),
        of,
        words.kinds.numbers(kind),
        words.groups.numbers(group),
        words.countries.numbers(country),
        words.places.numbers(place),
        words.places.numbers(admin1),
    )
    for n, exact in enumerate(precision):
        if exact == PlacePrecision.COUNTRY.value and country[n] is not None:
            words.called.setdefault(int(made.place[n]), set()).add(int(made.country[n]))
    holds = np.fromiter((one is None for one in ended), np.bool_)
    return made if holds.all() else made._where(holds)


def _joined(words: Dictionaries, parts: Sequence[Columns]) -> Columns:
    joined: Mapping[str, Any] = {name: np.concatenate([getattr(one, name) for one in parts]) for name in NAMES}
    return Columns(words, len(words.reports), **joined)
