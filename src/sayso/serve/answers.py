"""An HTML answer: a template with what every page has around it."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from sayso.reconcile.situations import situations
from sayso.serve.asking import Question
from sayso.serve.desk import Desk
from sayso.serve.files import address
from sayso.show.page.kinds_asked import by_group
from sayso.show.page.rendering import render

THEMES = frozenset({"light", "dark"})
THEME = "sayso_theme"
"""Cookie with the theme that a person chose; without it the page follows the system."""


def page(
    request: Request, desk: Desk, template: str, asks: Question | None = None, status: int = 200, **context: Any
) -> HTMLResponse:
    """`asks`: what the view shows, which links to other views keep. `context` goes to the template."""
    theme = request.cookies.get(THEME)
    around = {
        "asks": asks or Question(),
        "static": address,
        "path": request.url.path,
        "theme": theme if theme in THEMES else "",
        "situations": situations(desk.reader),
        "kinds": by_group(),
    }
    return HTMLResponse(render(template, **around, **context), status)
