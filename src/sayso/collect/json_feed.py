"""JSON Feed 1 and 1.1 (jsonfeed.org): an object with `version`, `title` and `items`."""

from __future__ import annotations

import json
from typing import Any

from sayso import limits
from sayso.collect import listed_dates
from sayso.collect.listed import Feed, Item, once, plain, web_address


def feed(text: str, base: str | None) -> Feed:
    """Raises ValueError, in words, where it is none, or lists too much."""
    found = _parsed(text)
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(items, list) or "jsonfeed.org" not in str(found.get("version"))[:100]:
        raise ValueError("it is neither RSS, Atom nor JSON Feed")
    if len(items) > limits.MAX_FEED_ITEMS:
        raise ValueError(f"it has more than {limits.MAX_FEED_ITEMS:,} articles")
    language = plain(found.get("language"))
    read = [_item(item, base, language) if isinstance(item, dict) else None for item in items]
    articles = [item for item in read if item is not None]
    return Feed(plain(found.get("title")), once(articles), None, len(read) - len(articles))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    except ValueError as error:  # its own words may quote the document
        raise ValueError("it is not JSON") from error


def _item(item: dict[str, Any], base: str | None, language: str | None) -> Item | None:
    """`external_url` is what a link blog speaks of; the article of this feed is at `url`."""
    given = item.get("id")
    address = next((a for a in (web_address(item.get(name), base) for name in ("url", "external_url")) if a), None)
    address = address or (web_address(given, None))
    if address is None:
        return None
    published, updated = listed_dates.iso(item.get("date_published")), listed_dates.iso(item.get("date_modified"))
    return Item(
        address,
        plain(item.get("title")),
        published or updated,
        updated if published and updated != published else None,
        plain(given),
        plain(item.get("language")) or language,
    )
