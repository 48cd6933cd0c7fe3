"""An HTML answer: a template with what every page has around it."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from sayso.errors import SaysoError
from sayso.printable import clean
from sayso.reconcile.days import MINUTE
from sayso.serve.asking import Question
from sayso.serve.desk import Desk
from sayso.serve.export_menu import choices
from sayso.serve.files import address
from sayso.serve.looks import Look
from sayso.serve.shared.asked_by import door, may, who
from sayso.show.page.kinds_asked import by_group
from sayso.show.page.rendering import render

THEMES = frozenset({"light", "dark"})
THEME = "sayso_theme"
"""Cookie with the theme that a person chose; without it the page follows the system."""


def page(
    request: Request,
    desk: Desk,
    template: str,
    asks: Question | None = None,
    look: Look | None = None,
    status: int = 200,
    only: str | None = None,
    **context: Any,
) -> HTMLResponse:
    """`asks`: what the view shows, which links to other views keep. `look`: what it is made of; where it is older than the
    ledger, the page says so. `only`: the one thing that it shows, by its id. `context` goes to the template."""
    theme = request.cookies.get(THEME)
    around = {
        "asks": asks or Question(),
        "static": address,
        "path": request.url.path,
        "theme": theme if theme in THEMES else "",
        "kinds": by_group(),
        "exports": choices(asks, only) if asks else [],
        "shown": look.shown if look else None,
        "behind": max(0, desk.looks.head.seq - look.head.seq) if look else 0,
        "who": who(request),
        "may": may(request),
        "outside": door(request) is not None and who(request) is None,
        "now": desk.clock().isoformat(timespec="minutes")[:MINUTE],
    }
    return HTMLResponse(render(template, **{**around, **context}), status)


def said(request: Request, desk: Desk, status: int, error: SaysoError, later: str | None = None) -> HTMLResponse:
    """What is wrong, with its remedy. `later`: the address of the same without its moment."""
    what, remedy = clean(error.what), clean(error.remedy)
    return page(request, desk, "wrong.html", status=status, code=error.code.code, what=what, remedy=remedy, later=later)


def still_reading(request: Request, desk: Desk) -> HTMLResponse:
    """A page that comes again by itself."""
    again = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return page(request, desk, "reading.html", status=202, again=again, is_read=desk.looks.loaded)
