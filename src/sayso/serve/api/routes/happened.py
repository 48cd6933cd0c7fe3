"""What happened and what was imposed: `/incidents`, `/incidents/{id}`, `/measures`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso.export.incident_lines import incident_line
from sayso.export.measure_lines import measure_line
from sayso.reconcile.looks.by_claim import Happened
from sayso.serve.api.answering import answered
from sayso.serve.api.asking import AsksViewWhy, AsksWhy
from sayso.serve.api.described import told
from sayso.serve.api.paging import Item, one_of, page_of, page_of_part
from sayso.serve.api.shapes.known import Incident, Measure
from sayso.serve.api.shapes.parts import Listed, ListedOfPart, One
from sayso.serve.asking import LONGEST
from sayso.serve.desk import At, day_shown
from sayso.serve.looks import Look
from sayso.serve.sought import sought

routes = APIRouter()
PART = "What happened"


@routes.get("/incidents", summary="Incidents", **told(Listed[Incident], PART, 404))
def incidents(request: Request, at: At, asks: Annotated[AsksViewWhy, Query()]) -> Response:
    """What happened where and when, and who tells of it; the latest first. As `sayso incidents`."""

    def items(look: Look) -> Sequence[Item]:
        return [_item(one, asks.why) for one in look.incidents]

    return answered(request, at, asks, lambda: page_of(at, request.url.path, asks, items))


@routes.get("/incidents/{id}", summary="One incident", **told(One[Incident], PART, 404))
def incident(
    request: Request,
    at: At,
    id: Annotated[str, Path(max_length=LONGEST, description="Its id (`incident`).")],
    asks: Annotated[AsksWhy, Query()],
) -> Response:
    """The incident of this id, now or as of a moment. An id that it once had finds it, too."""

    def find(look: Look) -> Happened | None:
        return at.by_claim(look).incident(id)

    def make() -> tuple[Look, Item]:
        look, found = sought(at, asks.filters(at.reader), id, "incident", find)
        return look, _item(found, asks.why)

    return answered(request, at, asks, lambda: one_of(*make()))


@routes.get("/measures", summary="Measures", **told(ListedOfPart[Measure], PART, 404))
def measures(request: Request, at: At, asks: Annotated[AsksViewWhy, Query()]) -> Response:
    """Emergencies, curfews, shutdowns, closures, bans, deployments: from when until when, and their state on a day. As
    `sayso measures`; of a large ledger those that its largest stories tell of, as `shown` says."""

    def items(look: Look) -> Sequence[Item]:
        day, judged = day_shown(at, look), look.knowledge.world.verdicts
        return [
            Item(
                "",
                one.id,
                lambda one=one: measure_line(one, day, asks.why, judged.get(one.id, ())),  # type: ignore[misc]
                lambda one=one: any(telling.carrier.demonstration for telling in one.tellings),  # type: ignore[misc]
            )
            for one in look.measures
        ]

    today = at.clock().date().isoformat()
    return answered(request, at, asks, lambda: page_of_part(at, request.url.path, asks, items), today)


def _item(found: Happened, why: bool) -> Item:
    one, standing = found
    return Item(
        one.story,
        one.id,
        lambda: incident_line(one, standing, why),
        lambda: any(telling.carrier.demonstration for telling in one.tellings),
    )
