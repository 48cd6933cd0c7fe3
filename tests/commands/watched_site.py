"""A news site on 127.0.0.1: an RSS feed, its articles, ETags honoured."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from tests.collect.net.serving import Asked, Server, response
from tests.commands.watch_fakes import page

HTML, TEXT, RSS = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/rss+xml"


def rss(links: Sequence[str], title: str = "Fire") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>Fri, 07 Jan 2022 10:00:00 GMT</pubDate></item>"
        for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


class Site:
    """`bodies` by target, changed at any time. `refused`: what robots.txt disallows. `heard` is called with each target."""

    def __init__(self, server: Server, heard: Callable[[str], None] = lambda _: None) -> None:
        self.server, self.heard = server, heard
        self.bodies: dict[str, bytes] = {}
        self.sent_whole: list[str] = []
        """Targets that were answered with a body, and not with 304."""

    def put(self, target: str, body: bytes, media_type: str = HTML) -> None:
        self.bodies[target] = body

        def answer(asked: Asked) -> bytes:
            self.heard(target)
            if target not in self.bodies:
                return response(404, b"gone")
            tag = f'"{hashlib.sha256(self.bodies[target]).hexdigest()}"'
            if asked.header("if-none-match") == tag:
                return response(304, headers={"ETag": tag})
            self.sent_whole.append(target)
            return response(200, self.bodies[target], {"Content-Type": media_type, "ETag": tag})

        self.server.answer(target, answer)

    def feed(self, links: Sequence[str], title: str = "Fire") -> None:
        self.put("/feed", rss(links, title), RSS)

    def article(self, number: int, dead: int = 2) -> str:
        """Its address."""
        self.put(f"/{number}", page(f"Fire number {number} killed {dead} people, police said on Friday."))
        return self.server.url(f"/{number}")

    def plain(self, number: int) -> str:
        """An article that is read without a child process."""
        self.put(f"/{number}", f"Fire number {number} killed two people, police said on Friday.".encode(), TEXT)
        return self.server.url(f"/{number}")
