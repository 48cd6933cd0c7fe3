"""What a view shows, in somebody's format: `/export/FORMAT` with the query of the view, the same bytes as `sayso export`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from sayso.commands.exported import exported
from sayso.export.formats.registry import format_of
from sayso.serve.asking import Asks
from sayso.serve.desk import At
from sayso.serve.export_menu import EXPORT, LONGEST_KEY, ONLY
from sayso.serve.streamed import streamed

routes = APIRouter()


@routes.get(f"{EXPORT}/{{name}}")
def export(
    name: str,
    at: At,
    asks: Asks,
    only: Annotated[str | None, Query(alias=ONLY, max_length=LONGEST_KEY)] = None,
) -> StreamingResponse:
    """As an attachment, sent as it is made. SaysoError E120 for no format, E027 for an `only` that is nothing; private persons
    show as their role."""
    format = format_of(name)
    of = exported(at.reader, asks.filters(at.reader), only or None, names=False, today=at.clock().date())
    return StreamingResponse(
        streamed(lambda into: format.write(of, into)),
        media_type=format.media,
        headers={"Content-Disposition": f'attachment; filename="sayso-{format.name}-{of.at}{format.suffix}"'},
    )
