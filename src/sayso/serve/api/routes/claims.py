"""Claims, one of them, and its evidence: `/claims`, `/claims/{id}`, `/claims/{id}/evidence`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso.errors import SaysoError
from sayso.export.report_lines import evidence_line
from sayso.ledger.at_moment import head_by
from sayso.ledger.filters import covered
from sayso.ledger.query import Listed as ListedClaim
from sayso.serve.api.answering import answered
from sayso.serve.api.asking import Asks, AsksFiltered
from sayso.serve.api.described import told
from sayso.serve.api.paging import Item, one_thing
from sayso.serve.api.rows import claim_item, claims_of
from sayso.serve.api.shapes.parts import Listed, One
from sayso.serve.api.shapes.told import Claim, Words
from sayso.serve.asking import LONGEST
from sayso.serve.desk import At, Desk

routes = APIRouter()
PART = "Claims"
Id = Annotated[str, Path(max_length=LONGEST, description="Its id, or as much of its beginning as no other has.")]


@routes.get("/claims", summary="Claims", **told(Listed[Claim], PART, 404))
def claims(request: Request, at: At, asks: Annotated[AsksFiltered, Query()]) -> Response:
    """The claims of the ledger, the newest first, with the words behind each. As `sayso claims`, but that private persons have
    the name of their role."""
    return answered(request, at, asks, lambda: claims_of(at, request.url.path, asks, asks.filters(at.reader)))


@routes.get("/claims/{id}", summary="One claim", **told(One[Claim], PART, 404, 409))
def claim(request: Request, at: At, id: Id, asks: Annotated[Asks, Query()]) -> Response:
    """As it reads now; 404 where nobody had told it by the moment that is asked for."""
    return answered(request, at, asks, lambda: one_thing(at.looks.head, claim_item(_known(at, id, asks))))


@routes.get("/claims/{id}/evidence", summary="Evidence of a claim", **told(One[Words], PART, 404, 409))
def evidence(request: Request, at: At, id: Id, asks: Annotated[Asks, Query()]) -> Response:
    """The sentence that says it, where it stands, from which report, and how that came here."""

    def make() -> Item:
        one = _known(at, id, asks)
        captures = at.reader.captures(one.report.id)
        return Item("", id, lambda: evidence_line(one, captures), lambda: one.report.demonstration)

    return answered(request, at, asks, lambda: one_thing(at.looks.head, make()))


def _known(at: Desk, id: str, asks: Asks) -> ListedClaim:
    """SaysoError E052 for a claim that was known only later."""
    found, filters = at.reader.claim(id), asks.filters(at.reader)
    if filters.as_of is not None and found.known_by is not None and found.known_by > covered(filters.as_of).end:
        raise SaysoError("E052", what="claim", moment=filters.as_of)
    if filters.recorded_by is not None and found.seq > head_by(at.reader, filters.recorded_by).seq:
        raise SaysoError("E052", what="claim", moment=filters.recorded_by)
    return found
