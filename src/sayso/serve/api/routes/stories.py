"""Stories and their reports: `/stories`, `/stories/{id}`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso.errors import SaysoError
from sayso.export.report_lines import carrier_line
from sayso.reconcile.of_stories import check, of_stories
from sayso.serve.api.answering import answered
from sayso.serve.api.asking import Asks, AsksFiltered
from sayso.serve.api.described import told
from sayso.serve.api.paging import Item, one_of
from sayso.serve.api.shapes.known import Story, StoryWhole
from sayso.serve.api.shapes.parts import Listed, One
from sayso.serve.api.stories import page_of_stories
from sayso.serve.asking import LONGEST
from sayso.serve.desk import At, known
from sayso.serve.looks import Look
from sayso.vocabulary import DEMONSTRATION

routes = APIRouter()
PART = "Stories"


@routes.get("/stories", summary="Stories", **told(Listed[Story], PART, 404))
def stories(request: Request, at: At, asks: Annotated[AsksFiltered, Query()]) -> Response:
    """Those that have anything to show of what is asked for, the largest first. Views take `story` to look at one of them."""
    return answered(request, at, asks, lambda: page_of_stories(at, request.url.path, asks))


@routes.get("/stories/{id}", summary="One story", **told(One[StoryWhole], PART, 404))
def story(
    request: Request,
    at: At,
    id: Annotated[str, Path(max_length=LONGEST, description="Its whole id.")],
    asks: Annotated[Asks, Query()],
) -> Response:
    """Its reports in the order of publication, with what is a copy of what."""

    def make() -> tuple[Look, Item]:
        check(at.reader, id)
        look = known(at, of_stories(asks.filters(at.reader), frozenset({id})))
        return look, _item(look, id)

    return answered(request, at, asks, lambda: one_of(*make()))


def _item(look: Look, id: str) -> Item:
    """SaysoError E052 where none of its reports was known."""
    found = [one for one in look.knowledge.world.carriers.values() if one.story == id]
    if not found:
        raise SaysoError("E052", what="story", moment=look.filters.as_of or look.filters.recorded_by)
    ordered = sorted(found, key=lambda one: one.place_in_order)
    made_up = any(one.demonstration for one in found)
    line = {
        "story": id,
        "reports": [carrier_line(one) for one in ordered],
        "note": DEMONSTRATION if made_up else None,
    }
    return Item(id, id, lambda: line, lambda: made_up)
