"""Figures through time, one of them, and where they disagree: `/figures`, `/figures/{id}`, `/disagreements`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from sayso.export.disagreement_lines import disagreement_line
from sayso.export.figure_lines import figure_line
from sayso.reconcile.series_view import SeriesView
from sayso.serve.api.answering import answered
from sayso.serve.api.asking import AsksView, AsksViewWhy, AsksWhy
from sayso.serve.api.described import told
from sayso.serve.api.paging import Item, one_of, page_of
from sayso.serve.api.shapes.figure import Figure
from sayso.serve.api.shapes.known import Disagreement
from sayso.serve.api.shapes.parts import Listed, One
from sayso.serve.asking import LONGEST
from sayso.serve.desk import At
from sayso.serve.looks import Look
from sayso.serve.sought import sought

routes = APIRouter()
PART = "Figures"


@routes.get("/figures", summary="Figures through time", **told(Listed[Figure], PART, 404))
def figures(request: Request, at: At, asks: Annotated[AsksViewWhy, Query()]) -> Response:
    """Each with all its values, who told them first, low, best and high, and how it stands. As `sayso figures`."""

    def items(look: Look) -> Sequence[Item]:
        return [_item(view, asks.why) for view in look.series]

    return answered(request, at, asks, lambda: page_of(at, request.url.path, asks, items))


@routes.get("/figures/{id}", summary="One figure", **told(One[Figure], PART, 404))
def figure(
    request: Request,
    at: At,
    id: Annotated[str, Path(max_length=LONGEST, description="Its id (`series`).")],
    asks: Annotated[AsksWhy, Query()],
) -> Response:
    """The figure of this id (`series`), now or as of a moment. An id that it once had finds it, too."""

    def find(look: Look) -> SeriesView | None:
        return at.by_claim(look).figure(id)

    def make() -> tuple[Look, Item]:
        look, view = sought(at, asks.filters(at.reader), id, "figure", find)
        return look, _item(view, asks.why)

    return answered(request, at, asks, lambda: one_of(*make()))


@routes.get("/disagreements", summary="Where figures disagree", **told(Listed[Disagreement], PART, 404))
def disagreements(request: Request, at: At, asks: Annotated[AsksView, Query()]) -> Response:
    """Pairs of values of one figure that cannot both be so, with the words of each; those that were settled say why."""

    def items(look: Look) -> Sequence[Item]:
        return [item for view in look.series for item in _disagreements(view)]

    return answered(request, at, asks, lambda: page_of(at, request.url.path, asks, items))


def _item(view: SeriesView, why: bool) -> Item:
    return Item(view.series.story, view.series.id, lambda: figure_line(view, why), lambda: _made_up(view))


def _disagreements(view: SeriesView) -> list[Item]:
    return [
        Item(
            view.series.story,
            f"{view.series.id} {one.a.id} {one.b.id}",
            lambda one=one: disagreement_line(view, one),  # type: ignore[misc]
            lambda: _made_up(view),
        )
        for one in view.contradictions
    ]


def _made_up(view: SeriesView) -> bool:
    return any(telling.carrier.demonstration for telling in view.series.tellings)
