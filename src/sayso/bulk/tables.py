"""Rows of Parquet as documents: which columns tell what, by the names of the line format, of news-please and of crawls.

A table with a column of text gives an object a row, read as a line of JSON lines is. One with pages (`html`, or `content` as
Common Crawl's tables have it) gives a page a row, which was fetched from its `url`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TEXT = ("text", "maintext")
OBJECT = (
    *("id", *TEXT, "title", "url", "published", "date_publish", "publisher", "source_domain", "updated", "date_modify"),
    *("language", "byline", "authors", "author"),
)
"""Fields of an object that `read.objects` knows."""
PAGE = ("html", "content", "body", "page", "raw_html")
URL = ("url", "warc_target_uri", "target_uri", "uri")
FETCHED = ("fetched_at", "fetch_time", "warc_date", "crawl_date", "date_download", "timestamp")
CONTENT_TYPE = ("content_type", "content_mime_type", "content_mime_detected", "mime_type", "mime", "media_type")
ENCODING = ("content_charset", "charset", "encoding")
PUBLISHED = ("published", "date_publish")


@dataclass(frozen=True, slots=True)
class Columns:
    """The name in the table of each field that it has. `page` is none in a table of texts."""

    fields: Mapping[str, str]
    page: str | None = None

    @property
    def all(self) -> list[str]:
        return sorted({*self.fields.values(), *([self.page] if self.page else [])})


def columns(names: Sequence[str]) -> Columns | None:
    """Whatever their case; None where no column holds a text or a page."""
    known = {name.lower(): name for name in reversed(names)}
    if any(name in known for name in TEXT):
        return Columns({name: known[name] for name in OBJECT if name in known})
    page = next((known[name] for name in PAGE if name in known), None)
    if page is None:
        return None
    told = {"url": URL, "fetched": FETCHED, "content_type": CONTENT_TYPE, "encoding": ENCODING, "published": PUBLISHED}
    return Columns({field: found for field, ways in told.items() if (found := _first(known, ways))}, page)


def _first(known: Mapping[str, str], ways: Sequence[str]) -> str | None:
    return next((known[name] for name in ways if name in known), None)
