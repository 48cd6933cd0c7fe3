"""The package at work on the demo and on hostile texts, in this process, so that whatever it makes or asks of `re` is seen."""

from __future__ import annotations

import email.utils
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import feedparser

from sayso import limits
from sayso.collect import feeds, listed_dates, sniff
from sayso.collect.net import headers
from sayso.collect.net.exchange import Answer
from sayso.ledger import mentions
from sayso.read import dates, written_dates
from sayso.read.contained import found_in
from sayso.reconcile.origins import naming
from sayso.types import Capture, Report
from sayso.understand.figures import numbers, numerals
from sayso.understand.rules import Rules
from tests.command import done
from tests.read.making_pdf import paragraphs, pdf

DEMO = Path(__file__).resolve().parents[2] / "demo" / "reports"
LONG = 5_000
"""Characters: more than twice the longest sentence that is read, sixteen times what a parser of dates or numbers gets."""
UNITS = (
    *("a", "A", "1", " ", "\n", "-", ".", "?", "1,", "1 ", "1:", "A. ", "a\n", "two hundred ", "hundred and ", "million "),
    *("January 1, ", "1 January 2022 ", "2022-01-07 ", "Monday ", "over ", "dozens of ", "14:05 ", "said ", "By Jane Doe, "),
    "Police said 12 people died on Friday in Almaty. ",
)
LIMIT = limits.MAX_QUANTITY


def exercised() -> dict[str, int]:
    """The longest text that each parser of dates and numbers was given."""
    parsed: dict[str, int] = {}
    _watch_parsers(parsed)
    read = Rules()
    for capture in _captures():
        for found in found_in(capture, "2022-01-09"):
            if isinstance(found, Report):
                read(found)
    for unit in UNITS:
        _parse(unit)
    _ledger()
    return parsed


def _watch_parsers(parsed: dict[str, int]) -> None:
    """Where the text goes in. The patterns of these modules are seen by themselves."""

    def watched(name: str, by: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
        def ask(*given: Any) -> Any:
            parsed[name] = max(parsed.get(name, 0), size(*given))
            return by(*given)

        return ask

    def letters(tokens: Any, at: int) -> int:
        return int(tokens[-1].end - tokens[at].start) if at < len(tokens) else 0

    for module in (dates, listed_dates, headers):
        place = f"{module.__name__.removeprefix('sayso.')}, RFC 2822"
        vars(module)["parsedate_to_datetime"] = watched(place, email.utils.parsedate_to_datetime, len)
    handlers: list[Any] = feedparser.datetimes._date_handlers
    handlers[:] = [watched("collect.feeds, feedparser", one, len) for one in handlers]
    vars(numbers)["numeral"] = watched("understand.figures, numerals", numerals.numeral, letters)


def _parse(unit: str) -> None:
    text = unit * (LONG // len(unit))
    dates.published(text)
    dates.published("2022-01-07 " + text)
    written_dates.moment(text)
    listed_dates.iso(text)
    headers.retry_after(cast(Answer, _Answer(text)), datetime(2022, 1, 8, tzinfo=UTC))
    for told in (text, text[:LIMIT]):  # the readers of others come last, and only where ours find no date
        item = f"<item><link>http://a.example/</link><pubDate>{told}</pubDate></item>"
        feeds.feed(f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), None, "")


class _Answer:
    """All headers of which say the same."""

    def __init__(self, told: str) -> None:
        self._told = told

    def header(self, name: str) -> str | None:
        return self._told


def _captures() -> Iterator[Capture]:
    for path in sorted(DEMO.iterdir()):
        yield _capture(path.read_bytes(), path.name)
    for unit in UNITS:
        text = unit * (LONG // len(unit))
        yield _capture(text.encode(), "x.txt")
        yield _capture(f"Title\n\nALMATY, Jan 7 (Reuters) - {text}\n\n{text}".encode(), "y.txt")
        yield _capture(_page(text).encode(), "x.html")
        yield _capture(json.dumps(_object(text)).encode(), "x.json")
        yield _capture(_mail(text), "x.eml")
        yield _capture(pdf([paragraphs([text[:300]] * 20)], {"Title": text[:900]}), "x.pdf")


def _capture(body: bytes, name: str) -> Capture:
    digest = hashlib.sha256(body).hexdigest()
    return Capture(name, datetime(2022, 1, 8, tzinfo=UTC), sniff.media_type(name, body), digest, body)


def _page(text: str) -> str:
    meta = "".join(f"<meta name='{name}' content='{text}'>" for name in ("author", "date", "pubdate", "description", "source"))
    ld = json.dumps(
        {"@type": "NewsArticle", "headline": text, "datePublished": text, "author": {"name": text}, "creditText": text}
    )
    return (
        f"<html lang='{text}'><head><title>{text}</title>{meta}<script type='application/ld+json'>{ld}</script></head><body>"
        f"<article><h1>{text}</h1><time datetime='{text}'>{text}</time><div class=byline>{text}</div><p>{text}</p>"
        f"<figure><img><figcaption>{text}</figcaption></figure>"
        f"<p>Police said two people died. {text}</p></article></body></html>"
    )


def _object(text: str) -> dict[str, object]:
    names = ("title", "text", "published", "publisher", "updated", "language", "authors", "url", "byline")
    return {**dict.fromkeys(names, text), "id": "x"}


def _mail(text: str) -> bytes:
    line = " ".join(text.split())
    head = f"From: {line} <press@b.example>\r\nSubject: {line}\r\nDate: {line}\r\nMIME-Version: 1.0\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8; name={line}\r\n\r\n{text}".encode()


def _ledger() -> None:
    """A ledger, every view that is printed, and what is sent."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "demo.ledger"
        done(ledger, "add", str(DEMO), "--reader", "rules")
        for words in (("figures",), ("incidents",), ("stories",), ("sources",), ("measures",), ("claims", "--text", "police")):
            done(ledger, *words)
        done(ledger, "situation", "new", "all", "--place", "KZ")
        done(ledger, "report", "all", "-o", str(Path(folder) / "all.html"))
    mentions._needles("police said 12")
    naming.expanded("MTA", "the Metropolitan Transportation Authority")
