"""The ledger itself: `/head`, `/situations`, `/situations/{name}`, `/kinds`, `/health`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso import __version__
from sayso.ledger import schema
from sayso.ledger.at_moment import claims_by_kind, head_by
from sayso.ledger.filters import Filters
from sayso.ledger.paging import count
from sayso.reconcile.situations import Situation as Saved
from sayso.reconcile.situations import situation as saved
from sayso.reconcile.situations import situations as all_saved
from sayso.serve.api.answering import answered
from sayso.serve.api.answers import Told
from sayso.serve.api.asking import Asks, AsksPage
from sayso.serve.api.cursor import Cursor, cursor, question_of
from sayso.serve.api.described import told
from sayso.serve.api.paging import Ended, Item, Page, after, encoded, listed, one_thing
from sayso.serve.api.shapes.kept import Health, Kind, Ledger, Situation
from sayso.serve.api.shapes.parts import Listed, One
from sayso.serve.asking import LONGEST
from sayso.serve.desk import At, Desk
from sayso.vocabulary import kinds as all_kinds

routes = APIRouter()
PART = "The ledger"
COUNTED = 10_000
"""Claims of a situation that are counted; of more it is only said that they are more."""


@routes.get("/head", summary="The head of the ledger", **told(One[Ledger], PART))
def head(request: Request, at: At, asks: Annotated[Asks, Query()]) -> Response:
    """Its last entry, with the hash that stands for all before it; and how many claims were known by a moment."""

    def line() -> dict[str, Any]:
        filters = asks.filters(at.reader)
        last = head_by(at.reader, filters.recorded_by)
        return {
            "seq": last.seq,
            "hash": last.hash,
            "recorded_at": last.recorded_at or None,
            "format": schema.VERSION,
            "sayso": __version__,
            "claims": count(at.reader, filters),
        }

    return answered(request, at, asks, lambda: one_thing(at.looks.head, _plain("head", line())))


@routes.get("/situations", summary="Saved situations", **told(Listed[Situation], PART, 404))
def situations(request: Request, at: At, asks: Annotated[AsksPage, Query()]) -> Response:
    """In the order of their names. Views take `situation` to look through one."""

    def make() -> Told:
        filters = asks.filters(at.reader)
        return _page(at, request, asks, [_situation(at, one, filters) for one in all_saved(at.reader, filters.recorded_by)])

    return answered(request, at, asks, make)


@routes.get("/situations/{name}", summary="One situation", **told(One[Situation], PART, 404))
def situation(
    request: Request,
    at: At,
    name: Annotated[str, Path(max_length=LONGEST, description="The name under which it was saved.")],
    asks: Annotated[Asks, Query()],
) -> Response:
    """What it looks at, and how many claims fit it by a moment."""

    def make() -> Item:
        filters = asks.filters(at.reader)
        return _situation(at, saved(at.reader, name, filters.recorded_by), filters)

    return answered(request, at, asks, lambda: one_thing(at.looks.head, make()))


@routes.get("/kinds", summary="Kinds of claims", **told(Listed[Kind], PART, 404))
def kinds(request: Request, at: At, asks: Annotated[AsksPage, Query()]) -> Response:
    """What a claim may be about, with the codes of PLOVER and ACLED, and how many claims of each were known by a moment."""

    def make() -> Told:
        counted = claims_by_kind(at.reader, asks.filters(at.reader))
        lines = [{name: getattr(one, name) for name in one.__slots__} | {"claims": counted.get(one.kind, 0)} for one in of_all]
        return _page(at, request, asks, [_plain(line["kind"], line) for line in lines])

    of_all = all_kinds().values()
    return answered(request, at, asks, make)


@routes.get("/health", summary="Does it answer?", **told(Health, PART))
def health(at: At) -> Response:
    """200 where the ledger can be read. It tells nothing of it, and needs no token."""
    at.looks.now()
    return Response(encoded({"status": "ok"}), headers={"Cache-Control": "no-store"}, media_type="application/json")


def _situation(at: Desk, one: Saved, filters: Filters) -> Item:
    def line() -> dict[str, Any]:
        found = count(at.reader, one.filters(filters), COUNTED)
        about = {name: getattr(one, name) for name in ("name", "place", "since", "until", "text")}
        return about | {"kinds": list(one.kinds), "claims": min(found, COUNTED), "more": found > COUNTED}

    return Item("", one.name, line, lambda: False)


def _plain(id: str, line: dict[str, Any]) -> Item:
    return Item("", id, lambda: line, lambda: False)


def _page(at: Desk, request: Request, asks: AsksPage, items: list[Item]) -> Told:
    """Of what is not many: each page is cut from all of it."""
    path, page, now = request.url.path, Page(asks.limit), at.looks.head
    place = cursor(asks.cursor, question_of(path, asks.asked))
    upto = place.head if place else now
    complete = page.add(after(items, place.after if place else ""))
    return listed(page, Ended(upto, now, None if complete else Cursor(upto.seq, upto.hash, "", page.last)), path, asks)
