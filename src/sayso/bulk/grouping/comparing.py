"""How alike each report of a slice is to its candidates: all that choosing its story needs, and the words for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from sayso.bulk.grouping.asked import OF_STORIES, answers
from sayso.bulk.grouping.files import made, numbers
from sayso.bulk.grouping.plan import Plan
from sayso.bulk.grouping.slices import STORIES
from sayso.reconcile.stories.assign import Compared, compared
from sayso.reconcile.stories.index import Features
from sayso.reconcile.stories.terms import Term

REMEMBERED = 4_000
"""Reports whose terms are held unpacked, at some 20 kB: candidates of one report are mostly those of the next."""

NEAR = pa.schema([("at", pa.int64()), ("other", pa.int64()), ("value", pa.float64()), ("close", pa.bool_())])
"""The candidates of each report, the most alike first: what choosing looks at."""

SHARED = pa.schema([("shared", pa.binary()), ("known_by", pa.string())])
"""Beside each row of `NEAR`, for the words: which of the report's own terms it shares, a byte each, and its date."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Writes how alike the candidates of a slice are."""

    plan: Plan

    def __call__(self, number: int) -> int:
        rows = list(self._compared(number))
        near, shared = zip(*rows, strict=True) if rows else ((), ())
        at, other, value, close = zip(*near, strict=True) if near else ((), (), (), ())
        columns = {"at": at, "other": other, "value": np.array(value, dtype=np.float64), "close": close}
        files = self.plan.files
        written = files.write("near", number, [made(columns, NEAR)], NEAR)
        which, days = zip(*shared, strict=True) if shared else ((), ())
        return written + files.write("shared", number, [made({"shared": which, "known_by": days}, SHARED)], SHARED)

    def _compared(self, number: int) -> Iterator[tuple[tuple[int, int, float, bool], tuple[bytes, str | None]]]:
        files, start = self.plan.files, self.plan.starts[number]
        own = files.read("slice", number, columns=OF_STORIES)
        theirs, known = answers(self.plan, STORIES.name, number, OF_STORIES)
        at, other = numbers(files.read(STORIES.step("found"), number), "at", "other")

        @lru_cache(REMEMBERED)
        def features(order: int) -> Features:
            if order >= start:
                return _features(own, order - start)
            return _features(theirs, int(np.searchsorted(known, order)))

        for one, pairs in groupby(zip(at.tolist(), other.tolist(), strict=True), key=lambda pair: pair[0]):
            orders = {features(order).report: order for _, order in pairs}
            mine = features(start + one)
            number_of = {term.key: place for place, term in enumerate(mine.terms)}
            for found in compared(mine, [features(order) for order in orders.values()]):
                yield (one, orders[found.features.report], found.likeness.value, found.close), _told(found, number_of)


def _told(found: Compared, number_of: dict[str, int]) -> tuple[bytes, str | None]:
    return bytes(number_of[term.key] for term in found.likeness.shared), found.features.known_by


def _features(rows: Any, at: int) -> Features:
    report, known_by, terms = (rows.column(name)[at].as_py() for name in OF_STORIES)
    return Features(report, known_by, terms_of(terms))


def terms_of(packed: bytes) -> tuple[Term, ...]:
    """As `features.features_of`."""
    return tuple(Term(*parts) for parts in json.loads(packed))
