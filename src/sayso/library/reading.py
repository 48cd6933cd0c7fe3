"""`sayso.read(text)`: the claims of a text, as `sayso read` gives them for a file that holds it. No ledger, no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

from sayso.collect.contained.pool import Contained
from sayso.collect.files import handed_over
from sayso.collect.given import Given
from sayso.collect.sniff import JSON
from sayso.commands.session import now, settled
from sayso.errors import SaysoError
from sayso.library.claims import Claims
from sayso.read.contained import found_in, reports_of
from sayso.read.dates import iso
from sayso.read.reports import Found
from sayso.types import Capture, Reading, Report, Unreadable
from sayso.understand.reader import Reader, reader
from sayso.unforeseen import unforeseen

UNNAMED = "-"
"""The name of a text that has none, as from a pipe: what it is, its content tells."""


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    id: str | None = None,
    reader: str | None = None,
) -> Claims:
    """The claims of a text, of a page (HTML), or of JSON with reports: of what `sayso read -` takes.

    `published`: when, where the text itself does not say: "2022-01-07". `title`, `url`, `publisher` and `id` are those of the
    line format; with any of them `text` is the running text of one report. `reader`: "model" or "rules", else SAYSO_READER.

    Raises SaysoError E011 for no date, E013 for no reader, E145 for one that asks others, E125 where nothing is to be read.
    """
    settings = settled()
    chosen = _reader(reader or settings.reader)
    day = iso(published) if published else None
    told = {name: value for name, value in (("id", id), ("title", title), ("url", url), ("publisher", publisher)) if value}
    whole = json.dumps({**told, "text": text}) if told else text
    capture = _capture(whole, settings.max_bytes)
    reports = tuple(_reports(replace(capture, media_type=JSON) if told else capture, day, trusted=bool(told)))
    pairs = tuple((report, claim) for report in reports for claim in _read(chosen, report).claims)
    return Claims(pairs, reports)


@cache
def _reader(name: str) -> Reader:
    """One of a name in a process: word lists and weights are loaded once."""
    return reader(name)


def _capture(text: str, most: int) -> Capture:
    """Half a surrogate pair, which no file can hold, becomes a question mark."""
    found = handed_over(UNNAMED, BytesIO(text.encode("utf8", "replace")), now, most)
    if isinstance(found, Unreadable):
        raise SaysoError("E125", detail=found.reason)
    return replace(found, encoding="utf-8")


def _reports(capture: Capture, published: str | None, trusted: bool) -> Iterator[Report]:
    """`trusted`: JSON that was made here needs no child process to be parsed in."""
    for one in found_in(capture, published) if trusted else _contained(capture, published):
        if isinstance(one, Unreadable):
            raise SaysoError("E125", detail=one.reason)
        if isinstance(one, Report):
            yield one


def _contained(capture: Capture, published: str | None) -> Iterator[Found]:
    with Contained() as children:
        for _, found in reports_of([Given(capture, published)], children):
            yield from found


def _read(with_reader: Reader, report: Report) -> Reading:
    """SaysoError E097 where the reader fails on it."""
    try:
        return with_reader(report)
    except Exception as error:
        raise unforeseen(error, report.name) from error
