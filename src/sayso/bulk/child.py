"""What a child does with a document: page to text, understanding, and the rows that come of it.

It is a job of `collect.contained`, so that a document that hangs, takes too much memory or ends the process costs that process
and one row. The child knows no store and no address of one; it gets bytes and gives values of JSON.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.bulk import rows
from sayso.collect.sniff import JSON_LINES, TEXT
from sayso.errors import SaysoError
from sayso.ledger.bodies import receipt
from sayso.read import objects
from sayso.read.contained import found_in, or_nothing, read_here
from sayso.read.decode import decode
from sayso.read.notes import Note
from sayso.read.reports import Found, Line, of_line
from sayso.types import Capture, Report, Unreadable
from sayso.understand.language import is_read
from sayso.understand.reader import Failed, Reader
from sayso.unforeseen import unforeseen

COLLECT_AFTER = 50_000
"""Objects made between two looks for cycles, as `cli.py` has it: the default costs a tenth of reading."""


@dataclass(frozen=True, slots=True)
class Document:
    """`published`: a date that counts where the document tells none. `line`: of JSON lines. `again`: the same bytes from
    the same file came before, which makes it a duplicate if it brings its own id."""

    capture: Capture
    published: str | None = None
    line: Line | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What all documents of a job share. `outlets`: the path of a person's table of outlets."""

    version: str
    outlets: str | None = None


def by_rules(document: Document, terms: Terms) -> list[list[Any]]:
    """What is found in a document, as `rows.Answer` takes it. SaysoError E105 where this is not the reader that is wanted."""
    return read_by(load_rules(), document, terms)


def by_model(document: Document, terms: Terms) -> list[list[Any]]:
    return read_by(load_model(), document, terms)


@cache
def load_rules() -> Reader:
    """The reader, with all that it loads on first use."""
    from sayso.understand.rules import Rules

    return _warm(Rules())


@cache
def load_model() -> Reader:
    """Its network runs in this thread: as many processes are at work as there are cores."""
    from sayso.understand.model.network import Network
    from sayso.understand.model.reader import Model

    return _warm(Model(Network(threads=1)))


def _warm(reader: Reader) -> Reader:
    """Word lists, gazetteer and weights are loaded before limits are set, and before a document waits for them."""
    from sayso.read.assemble import Draft, assemble
    from sayso.reconcile.keep import features

    gc.set_threshold(COLLECT_AFTER)
    report = assemble(
        Draft("warm", "Police said on Friday that three people were killed in Almaty.", published="2022-01-07"), "warm"
    )
    rows.of_report(report, reader(report), features.rows(report))
    return reader


def read_by(reader: Reader, document: Document, terms: Terms) -> list[list[Any]]:
    """The work of every reader. An item of what was found is a list that begins with what it is."""
    if reader.version != terms.version:
        raise SaysoError("E105", found=reader.version, wanted=terms.version)
    _use_outlets(terms.outlets)
    capture = document.capture
    if document.again and _brings_id(capture):
        return [[rows.AGAIN]]
    found = or_nothing(capture, _found(document))
    return [item for one in found for item in _items(one, capture, reader)]


def _found(document: Document) -> list[Found]:
    capture, published = document.capture, document.published
    if document.line is not None:
        return list(of_line(capture, document.line, published))
    return read_here(capture, published) if capture.media_type == TEXT else found_in(capture, published)


def _items(found: Found, capture: Capture, reader: Reader) -> list[list[Any]]:
    if isinstance(found, Note):
        return [[rows.NOTE, found.text]]
    if isinstance(found, Unreadable):
        return [rows.of_unreadable(found)]
    [reading] = reader.many([found])
    if isinstance(reading, Failed):
        return [rows.of_unreadable(_failed(capture, reading.error))]
    from sayso.reconcile.keep import features

    return [
        [
            rows.REPORT,
            found.id,
            rows.body(receipt(capture, found)),
            rows.day(found),
            _unread(found),
            bool(reading.claims),
            rows.of_report(found, reading, features.rows(found)),
        ]
    ]


def _failed(capture: Capture, error: Exception) -> Unreadable:
    if isinstance(error, MemoryError):
        raise error
    problem = unforeseen(error, capture.address)
    return Unreadable(capture.address, problem.code.code, problem.line, capture.sha256)


def _unread(report: Report) -> str | None:
    """Its language, where no reader reads that."""
    return report.language if report.language is not None and not is_read(report.language) else None


def _brings_id(capture: Capture) -> bool:
    assert capture.media_type == JSON_LINES
    try:
        item = objects.of_line(decode(capture.body, capture.address, capture.encoding)[0], capture.address, 1, 1)
    except SaysoError:
        return False
    return not isinstance(item, Unreadable) and objects.given_id(item[1]) is not None


@cache
def _use_outlets(path: str | None) -> None:
    from sayso.read import outlet_table, outlets_in_use

    outlets_in_use.use(outlet_table.with_file(Path(path)) if path else None)
