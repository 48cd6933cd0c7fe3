"""The way to web hooks: guarded against private addresses like everything that is asked of the web."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sayso.commands.alert_sending import Post
from sayso.commands.session import Session


@contextmanager
def posting(session: Session) -> Iterator[Post]:
    from sayso.collect.net.fetch import Web
    from sayso.collect.net.fetched import FetchLimits

    settings = session.settings
    web = Web(FetchLimits(), settings.allow_hosts.split(","), settings.agent, session.clock)
    try:
        yield web.post
    finally:
        web.close()
