"""Lists that the ledger itself keeps in order, claims and reports: a page begins behind the row where the one before it ended.

So what comes in while somebody leafs shifts nothing: new rows come before the first page, or, where an old report comes late,
at their place in what has not been read yet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sayso.export.claims_by_role import by_role
from sayso.export.lines import claim_line
from sayso.ledger.filters import Filters
from sayso.ledger.paging import Page as Rows
from sayso.ledger.paging import claims_page
from sayso.ledger.query import Listed
from sayso.serve.api.answers import Told
from sayso.serve.api.asking import AsksPage
from sayso.serve.api.cursor import Cursor, cursor, question_of
from sayso.serve.api.paging import Ended, Item, Page, listed
from sayso.serve.desk import Desk

T = TypeVar("T")


def rows_of(at: Desk, path: str, asks: AsksPage, fetch: Callable[[str | None], Rows[T]], item: Callable[[T], Item]) -> Told:
    """`fetch` gives the rows behind a place. SaysoError E141 for a cursor that is none of this list."""
    place = cursor(asks.cursor, question_of(path, asks.asked))
    now = at.looks.head
    upto = place.head if place else now
    found, page = fetch(place.after if place else None), Page(asks.limit)
    page.add(item(row) for row in found.rows)
    return listed(page, Ended(upto, now, Cursor(upto.seq, upto.hash, "", found.next) if found.next else None), path, asks)


def claims_of(at: Desk, path: str, asks: AsksPage, filters: Filters) -> Told:
    """Claims that fit, the newest first."""

    def fetch(after: str | None) -> Rows[Listed]:
        return claims_page(at.reader, filters, asks.limit, after)

    return rows_of(at, path, asks, fetch, claim_item)


def claim_item(one: Listed) -> Item:
    return Item("", one.claim.id, lambda: claim_line(one.report, by_role(one.claim)), lambda: one.report.demonstration)
