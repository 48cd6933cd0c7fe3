"""A situation as one file to send: `/situation-report` with the query of the view, the same bytes as `sayso report`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from sayso.commands.situation_reporting import titled
from sayso.errors import SaysoError
from sayso.serve.asking import LONGEST, Asks, Question
from sayso.serve.desk import At, Desk
from sayso.serve.looks import Look
from sayso.serve.routes.situation import story_called
from sayso.show.situation_report.contents import Contents, contents
from sayso.show.situation_report.html import file_name, page
from sayso.show.situation_report.markdown import markdown

routes = APIRouter()

REPORT = "/situation-report"
FORMS: dict[str, tuple[Callable[[Contents], str], str, str]] = {
    "html": (page, ".html", "text/html; charset=utf-8"),
    "md": (markdown, ".md", "text/markdown; charset=utf-8"),
}
"""How it is written, the ending of its name, its media type. A PDF is what any browser prints of the first."""


@routes.get(REPORT)
def situation_report(at: At, asks: Asks, format: Annotated[str, Query(max_length=LONGEST)] = "html") -> Response:
    """As an attachment. It waits for what is being worked out: whoever asks for a file cannot be told to come back.

    SaysoError E132 for a format that is none of `FORMS`, and as every view.
    """
    if format not in FORMS:
        raise SaysoError("E132", form=format, where=REPORT)
    write, suffix, media = FORMS[format]
    look = at.looks.at(asks.filters(at.reader), stale_ok=True)
    title = asks.situation or _called(at, look, asks)
    body = at.kept.of(look, (REPORT, format, title), lambda look: write(contents(look, title)).encode("utf8", "replace"))
    name = file_name(title, suffix)
    return Response(body, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _called(at: Desk, look: Look, asks: Question) -> str:
    return (None if look.filters.place else story_called(at, look, asks)) or titled(look)
