"""JSON to drafts: an object, an array of them, or one a line; with our field names or those of news-please."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.errors import SaysoError
from sayso.read import dates, language
from sayso.read.assemble import Draft
from sayso.read.notes import Note
from sayso.read.outlets import outlet
from sayso.types import Unreadable

TEXT = ("text", "maintext")
PUBLISHED = ("published", "date_publish")
PUBLISHER = ("publisher", "source_domain")
UPDATED = ("updated", "date_modify")

Numbered = tuple[int, Any]
"""An object and its number in the file, from 1."""


def whole(text: str, address: str) -> Iterator[Numbered | Unreadable]:
    """The objects of a JSON file. What is no JSON as a whole may be JSON lines in a file of the wrong name."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(_value(text.lstrip().split("\n", 1)[0]), dict):
            yield from lines(text, address)
        else:
            yield _unreadable(SaysoError("E008", path=address, detail=_detail(error)), address)
        return
    yield from enumerate(value if isinstance(value, list) else [value], start=1)


def lines(text: str, address: str) -> Iterator[Numbered | Unreadable]:
    """The objects of JSON lines. A line that is no JSON is yielded as unreadable, and the next is read.

    A line may hold any character but line feeds: `splitlines` would cut at U+2028, which JSON allows inside a string.
    """
    objects = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            objects += 1
            yield of_line(line, address, number, objects)


def of_line(line: str, address: str, number: int, object_number: int) -> Numbered | Unreadable:
    """The object of one line that is not empty. Lines that are no JSON count as objects, so that mending one renames none."""
    try:
        return object_number, json.loads(line)
    except (ValueError, RecursionError) as error:
        return _unreadable(SaysoError("E007", path=address, line=number, detail=_detail(error)), address)


def draft(value: Any, name: str, address: str, given_date: str | None) -> tuple[Draft, list[Note]] | None:
    """The draft of an object, with notes on what could not be understood; None for an object without text.

    `given_date` counts where the object itself has no date.
    """
    text = _first(value, TEXT) if isinstance(value, dict) else None
    if text is None:
        return None
    url, title = _string(value.get("url")), _string(value.get("title"))
    found = Draft(
        name=name,
        text=text,
        title=title,
        outlet=outlet(_first(value, PUBLISHER), url),
        url=url,
        byline=_byline(value),
        published=dates.published(_first(value, PUBLISHED)),
        fallback_date=given_date,
        updated=dates.published(_first(value, UPDATED)),
        language=language.code(value.get("language")),
    )
    notes = [_misdated(value, field, name, address) for field in (*PUBLISHED, *UPDATED)]
    return found, [note for note in notes if note]


def given_id(value: Any) -> str | None:
    """The id that an object brings, as text."""
    found = value.get("id") if isinstance(value, dict) else None
    return str(found) if isinstance(found, str | int) and str(found).strip() else None


def _misdated(value: dict[str, Any], field: str, name: str, address: str) -> Note | None:
    found = value.get(field)
    if found is None or found == "" or dates.published(found):
        return None
    return Note(address, f"{name}: “{str(found)[:40]}” is no date that can be read; {field} is left open")


def _byline(value: dict[str, Any]) -> str | None:
    authors = value.get("byline") or value.get("authors") or value.get("author")
    if isinstance(authors, list):
        authors = ", ".join(author for author in authors if isinstance(author, str))
    return _string(authors)


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := _string(value.get(name)))), None)


def _string(value: object) -> str | None:
    """A string with something in it."""
    return value if isinstance(value, str) and value.strip() else None


def _value(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _detail(error: Exception) -> str:
    """What is wrong. Python's limit on the digits of an integer is the only ValueError that is no JSONDecodeError."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "an integer has too many digits"


def _unreadable(error: SaysoError, address: str) -> Unreadable:
    return Unreadable(address, error.code.code, error.line)
