"""Who tells it: `/origins` behind each figure, `/sources` of all that is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from sayso.export.origin_lines import origin_line, source_line
from sayso.reconcile.tellers import voices
from sayso.serve.api.answering import answered
from sayso.serve.api.asking import AsksViewWhy
from sayso.serve.api.described import told
from sayso.serve.api.paging import Item, page_of, page_of_part
from sayso.serve.api.shapes.known import Origins, SourceTold
from sayso.serve.api.shapes.parts import Listed, ListedOfPart
from sayso.serve.desk import At
from sayso.serve.looks import Look

routes = APIRouter()
PART = "Who tells it"


@routes.get("/origins", summary="Independent origins", **told(Listed[Origins], PART, 404))
def origins(request: Request, at: At, asks: Annotated[AsksViewWhy, Query()]) -> Response:
    """For each figure, how many independent origins stand behind it, and which. As `sayso origins`."""

    def items(look: Look) -> Sequence[Item]:
        return [
            Item(
                view.series.story,
                view.series.id,
                lambda view=view: origin_line(view.series, view.origins, asks.why),  # type: ignore[misc]
                lambda view=view: any(t.carrier.demonstration for t in view.series.tellings),  # type: ignore[misc]
            )
            for view in look.series
        ]

    return answered(request, at, asks, lambda: page_of(at, request.url.path, asks, items))


@routes.get("/sources", summary="Sources", **told(ListedOfPart[SourceTold], PART, 404))
def sources(request: Request, at: At, asks: Annotated[AsksViewWhy, Query()]) -> Response:
    """Who is said to have said it: institutions and office-holders across reports, private persons by role. As `sayso sources`;
    of a large ledger those of its largest stories, as `shown` says."""

    def items(look: Look) -> Sequence[Item]:
        world = look.knowledge.world
        fitting = (t for t in world.tellings if world.fitting is None or t.claim.id in world.fitting)
        return [
            Item(
                "",
                voice.origin.key,
                lambda voice=voice: source_line(voice, asks.why),  # type: ignore[misc]
                lambda voice=voice: any(t.carrier.demonstration for t in voice.tellings),  # type: ignore[misc]
            )
            for voice in voices(fitting)
        ]

    return answered(request, at, asks, lambda: page_of_part(at, request.url.path, asks, items))
