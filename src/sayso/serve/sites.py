"""Which site made a browser ask: our own page, a person, or another site that the same browser has open.

Browsers say so in Sec-Fetch-Site, older ones in Origin, the oldest in Referer; no script of a page can write any of them.
https://web.dev/articles/fetch-metadata tells the idea. What sends none of them is no browser, and puts nothing at risk.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers

OURS = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site for what our own page asks, and for an address that a person typed."""
LOOKED_AT = frozenset({"document", None})
"""Values of Sec-Fetch-Dest for a page in a window of its own; older browsers say none."""


def may_change(headers: Headers, ours: str) -> bool:
    """`ours`: the origin that was asked, "http://127.0.0.1:8022"."""
    site = headers.get("sec-fetch-site")
    return site in OURS if site is not None else _is_from(headers, ours)


def may_look(headers: Headers, ours: str) -> bool:
    """Another site may lead a person here. What it would load or frame it could not see, but it could keep the server at work,
    and learn from how long that takes what the ledger holds."""
    site = headers.get("sec-fetch-site")
    if site is None:
        return _is_from(headers, ours, of=("origin",))
    leads = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") in LOOKED_AT
    return site in OURS or (leads and "sec-purpose" not in headers)


def _is_from(headers: Headers, ours: str, of: tuple[str, ...] = ("origin", "referer")) -> bool:
    """By the first of these headers that is there; a link from elsewhere has a Referer too."""
    told = next((value for name in of if (value := headers.get(name)) is not None), None)
    if told is None:
        return True
    try:
        parts = urlsplit(told)
    except ValueError:
        return False
    return f"{parts.scheme}://{parts.netloc}".lower() == ours.lower()
