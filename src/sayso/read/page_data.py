"""What a page says of itself in its head: title, author, site, address, dates, language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from sayso import limits
from sayso.read import dates, language

PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
)
UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
TITLE = ("og:title", "twitter:title", "dc.title")
SITE = ("og:site_name", "application-name")
AUTHOR = ("author", "dc.creator", "parsely-author")
ADDRESS = ("og:url",)
LONGEST_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class PageData:
    title: str | None
    author: str | None
    site: str | None
    url: str | None
    published: str | None
    updated: str | None
    language: str | None
    article_body: str | None = None
    """The whole text, where JSON-LD tells it; it may hold markup."""
    based_on: tuple[str | None, str | None] = (None, None)
    """Name and address of what it says it is based on."""
    provider: str | None = None
    """Whom its JSON-LD calls the publisher or provider."""


def page_data(page: HtmlElement) -> PageData:
    """By meta elements first, JSON-LD next, then the page's visible title and time."""
    meta = _meta(page)
    linked = _article(page)
    return PageData(
        title=_heading(page) or _one(meta, TITLE) or _text(linked.get("headline")) or _title(page),
        author=_author(linked.get("author")) or _one(meta, AUTHOR),
        site=_one(meta, SITE) or _author(linked.get("publisher")),
        url=_address(page) or _one(meta, ADDRESS) or _text(linked.get("url")),
        published=_date(meta, PUBLISHED) or dates.published(linked.get("datePublished")) or _time(page, "datePublished"),
        updated=_date(meta, UPDATED) or dates.published(linked.get("dateModified")) or _time(page, "dateModified"),
        language=language.code(page.get("lang")) or language.code(linked.get("inLanguage")),
        article_body=_text(linked.get("articleBody")),
        based_on=_based_on(linked.get("isBasedOn") or linked.get("isBasedOnUrl")),
        provider=_author(linked.get("provider")) or _author(linked.get("publisher")),
    )


def _meta(page: HtmlElement) -> dict[str, str]:
    """Meta elements by name; the first of a name counts."""
    out: dict[str, str] = {}
    for element in page.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            out.setdefault(name, content)
    return out


def _one(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _date(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := dates.published(meta.get(name)))), None)


def _heading(page: HtmlElement) -> str | None:
    """The headline as the reader sees it: the only h1, or that of the article. A site's name in an h1 is no headline."""
    headings = [element for element in page.iter("h1") if str(element.text_content()).strip()]
    inside = [h for h in headings if next(h.iterancestors("article", "main"), None) is not None]
    chosen = inside[:1] if inside else headings if len(headings) == 1 else []
    return " ".join(str(chosen[0].text_content()).split()) if chosen else None


def _title(page: HtmlElement) -> str | None:
    return next((_text(" ".join(str(element.text_content()).split())) for element in page.iter("title")), None)


def _address(page: HtmlElement) -> str | None:
    links = (e.get("href") for e in page.iter("link") if "canonical" in (e.get("rel") or "").lower().split())
    return next((link.strip() for link in links if link and link.strip().lower().startswith(("http://", "https://"))), None)


def _time(page: HtmlElement, wanted: str) -> str | None:
    """A time element that is marked as this date; the page's only time is its date of publication."""
    times = list(page.iter("time"))
    marked = [e for e in times if e.get("itemprop") == wanted or (wanted == "datePublished" and e.get("pubdate") is not None)]
    if not marked and len(times) == 1 and wanted == "datePublished":
        marked = times
    return next((found for e in marked if (found := dates.published(e.get("datetime") or e.get("content")))), None)


def _article(page: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object that is dated or has a headline; an empty one where there is none."""
    for element in page.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json":
            for found in _objects(element.text or ""):
                if "datePublished" in found or "headline" in found:
                    return found
    return {}


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects at the top of a JSON-LD script, in its arrays and graphs."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(limits.MAX_LINKED_OBJECTS):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend([value["@graph"]] if "@graph" in value else [])


def _author(value: object) -> str | None:
    """The name or names of a JSON-LD person or organisation."""
    if isinstance(value, list):
        names = [name for item in value[:10] if (name := _author(item))]
        return ", ".join(names)[:LONGEST_AUTHOR] or None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _based_on(value: object) -> tuple[str | None, str | None]:
    """Of an address, or of an object with one; the first of several."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        url = _text(first.get("url")) or _text(first.get("@id"))
        return _author(first.get("publisher")), _web(url)
    return None, _web(_text(first))


def _web(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None
