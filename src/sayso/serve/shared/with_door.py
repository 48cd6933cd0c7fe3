"""The door for the routes that open it: they are only there where there is one."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from sayso.commands.people.session_rows import Who
from sayso.serve.shared.asked_by import door, who
from sayso.serve.shared.door import Door


async def _door(request: Request) -> Door:
    found = door(request)
    if found is None:
        raise HTTPException(404)
    return found


async def _me(request: Request) -> Who:
    found = who(request)
    if found is None or found.session is None:
        raise HTTPException(403)
    return found


TheDoor = Annotated[Door, Depends(_door)]
Me = Annotated[Who, Depends(_me)]
"""Who is logged in; never whoever sends a token."""
