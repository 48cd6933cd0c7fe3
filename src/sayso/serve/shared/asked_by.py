"""Who asks, as the routes and templates see it: put into the scope of a request by `access`, which no client can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection

from sayso.commands.people.roles import Role
from sayso.commands.people.session_rows import Who

if TYPE_CHECKING:
    from sayso.serve.shared.door import Door

WHO, DOOR, DESK = "sayso.who", "sayso.door", "sayso.desk"


@dataclass(frozen=True, slots=True)
class May:
    """What a page shows buttons for."""

    review: bool
    edit: bool
    manage: bool


def door(request: HTTPConnection) -> Door | None:
    """None where nobody is asked who they are."""
    return cast("Door | None", request.scope.get(DOOR))


def who(request: HTTPConnection) -> Who | None:
    """None where nobody is logged in, and where nobody is asked."""
    return cast("Who | None", request.scope.get(WHO))


def may(request: HTTPConnection) -> May:
    """Without `--auth` whoever has the machine may do all there is; users are none of that."""
    asked = who(request)
    if asked is None:
        alone = door(request) is None
        return May(alone, alone, False)
    return May(*(asked.role.covers(least) for least in (Role.REVIEWER, Role.EDITOR, Role.ADMINISTRATOR)))
