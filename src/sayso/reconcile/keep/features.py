"""What is kept of one report by itself: its sketch, its terms, its address and whose copy it says it is."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from sayso.ledger.storable import storable
from sayso.ledger.views import known_by
from sayso.reconcile.copies.addresses import address
from sayso.reconcile.copies.credits import whose
from sayso.reconcile.copies.sketches import Sketch, sketch
from sayso.reconcile.keep.latest import chunks
from sayso.reconcile.keep.schema import copies, copy_keys, in_order, placed, story_terms
from sayso.reconcile.stories.index import Features
from sayso.reconcile.stories.terms import Term, Terms, terms
from sayso.types import Report

REMEMBERED = 1_000
"""Reports whose terms are kept in memory once they are decoded: some 10 MB."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What is kept of a report, and its place in the order."""

    place: str
    tables: dict[Table, list[dict[str, Any]]]


def rows(report: Report) -> Rows:
    known, small, about, credit = known_by(report), sketch(report), terms(report), whose(report)
    place = in_order(known, report.id)
    itself = {
        "report": report.id,
        "place": place,
        "known_by": known,
        "address": storable(address(report.url)),
        "keys": array("q", small.keys).tobytes(),
        "runs": small.runs,
        "lengths": small.lengths,
        "terms": json.dumps(about).encode("ascii"),
        "credit": storable(credit.agency) if credit else None,
        "credit_because": storable(credit.because) if credit else None,
    }
    keys = [{"key": key, "place": place, "report": report.id} for key in sorted(set(small.keys))]
    return Rows(place, {placed: [itself], copy_keys: keys, story_terms: [_term_row(t, place, report.id) for t in about]})


def erase(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Drop all that is kept of the reports among `ids`; their places."""
    found: list[str] = []
    for some in chunks(ids):
        found += connection.execute(select(placed.c.place).where(placed.c.report.in_(some))).scalars()
        for column in (placed.c.report, copy_keys.c.report, story_terms.c.report, copies.c.later, copies.c.earlier):
            connection.execute(delete(column.table).where(column.in_(some)))
    return found


def sketch_of(row: Any) -> Sketch:
    """From a row of `placed`."""
    return Sketch(tuple(array("q", row.keys)), row.runs, row.lengths)


def features_of(row: Any) -> Features:
    """From a row of `placed`."""
    return Features(row.report, row.known_by, _terms(row.terms))


@lru_cache(maxsize=REMEMBERED)
def _terms(stored: bytes) -> Terms:
    """Reports of one story ask for the same ones again and again; a word that many hold is one string in memory."""
    return tuple(Term(intern(key), intern(shown), *rest) for key, shown, *rest in json.loads(stored))


def term_number(key: str) -> int:
    """A term as a signed 64-bit number."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _term_row(term: Term, place: str, report: str) -> dict[str, Any]:
    return {
        "term": term_number(term.key),
        "place": place,
        "report": report,
        "weight": term.weight,
        "headline": term.headline,
    }
