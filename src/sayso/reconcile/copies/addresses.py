"""One page, one address: what differs between two ways of writing a URL without being another page.

https://www.example.invalid/news/fire/?utm_source=feed#top     →  example.invalid/news/fire
http://example.invalid/news/fire                               →  example.invalid/news/fire
https://example.invalid/story?id=12&fbclid=x                   →  example.invalid/story?id=12
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from sayso.collect.net.addresses import TRACKING

MANY = 8_192
"""Addresses that are remembered: each look at a story asks for all of its pages several times."""
PORTS = frozenset({None, 80, 443})


@lru_cache(MANY)
def address(url: str | None) -> str | None:
    """The address of a page on the web, written in one way; None for what is none (a path, a broken URL)."""
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    kept = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k))
    query = f"?{urlencode(kept, errors='replace')}" if kept else ""
    return f"{host}{'' if port in PORTS else f':{port}'}{parts.path.rstrip('/')}{query}"
