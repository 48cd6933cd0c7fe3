"""Where a redirect leads, and which are not followed."""

from __future__ import annotations

from sayso.collect.net.addresses import Address, address, joined
from sayso.collect.net.exchange import Answer, short
from sayso.collect.net.headers import location
from sayso.errors import SaysoError

STATUSES = frozenset({301, 302, 303, 307, 308})


def redirected(here: Address, answer: Answer) -> Address:
    """Raises SaysoError E072 for what is no address of the web, and for a step from https down to http on another host: whoever
    sits on the way could put in a page of his own there. Within one host it is followed, since some do it to their own readers.
    """
    to = location(answer)
    if not to:
        raise SaysoError("E072", address=short(here.asked), detail=f"{answer.status} without an address to go on to")
    try:
        there = address(joined(here, to))
    except SaysoError as error:
        raise SaysoError("E072", address=short(here.asked), detail=f"it redirects to {error.what}") from error
    if here.scheme == "https" and there.scheme == "http" and here.host != there.host:
        detail = f"it redirects from https to http on another host, {there.site}"
        raise SaysoError("E072", address=short(here.asked), detail=detail)
    return there
