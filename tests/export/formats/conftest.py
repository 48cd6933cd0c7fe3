"""The demo in every format, as bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.commands.exported import exported
from sayso.export.formats.registry import FORMATS, Exported
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Reader

TODAY = date(2026, 11, 29)
Written = Callable[..., bytes]


def written(name: str, of: Exported) -> bytes:
    into = io.BytesIO()
    FORMATS[name].write(of, into)
    return into.getvalue()


@pytest.fixture(scope="session")
def demo_reader(demo_ledger: Path) -> Iterator[Reader]:
    with Reader.open(demo_ledger) as reader:
        yield reader


@pytest.fixture(scope="session")
def of_demo(demo_reader: Reader) -> Callable[..., Exported]:
    """`of_demo(filters, only)`: what is exported, worked out once for each question."""
    known: dict[object, Exported] = {}

    def of(filters: Filters = EVERYTHING, only: str | None = None, names: bool = False) -> Exported:
        key = (filters, only, names)
        if key not in known:
            known[key] = exported(demo_reader, filters, only, names, TODAY)
        return known[key]

    return of


@pytest.fixture(scope="session")
def demo_export(of_demo: Callable[..., Exported]) -> Written:
    """`demo_export(format, filters, only)`: its bytes."""
    return lambda name, *asked: written(name, of_demo(*asked))
