"""What a view shows, in somebody's format: `/export/FORMAT` with the query of the view, the same bytes as `sayso export`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from sayso.commands.exported import exported
from sayso.errors import SaysoError
from sayso.export.formats.registry import format_of
from sayso.ledger.filters import Filters
from sayso.ledger.paging import count
from sayso.limits import EXPORT_CLAIMS_OF_PAGE
from sayso.serve.asking import Asks
from sayso.serve.desk import At, Desk, reading
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
    """As an attachment, sent as it is made; private persons show as their role. SaysoError E120 for no format, E027 for an
    `only` that is nothing, E122 where it would take too much memory."""
    format, filters = format_of(name), asks.filters(at.reader)
    if not format.streams and not only:
        _check(at, filters, name)
    of = exported(at.reader, filters, only or None, names=False, today=at.clock().date())
    return StreamingResponse(
        streamed(lambda into: format.write(of, into)),
        media_type=format.media,
        headers={"Content-Disposition": f'attachment; filename="sayso-{format.name}-{of.at}{format.suffix}"'},
    )


def _check(at: Desk, filters: Filters, name: str) -> None:
    """Raises StillReading while the ledger is being read, if it is so large that the size of its stories matters."""
    if count(at.reader, filters.moment, EXPORT_CLAIMS_OF_PAGE) <= EXPORT_CLAIMS_OF_PAGE:
        return
    reading(at, filters)
    claims = sum(story.claims for story in at.looks.stories(filters))
    if claims > EXPORT_CLAIMS_OF_PAGE:
        raise SaysoError("E122", claims=f"{claims:,}", name=name)
