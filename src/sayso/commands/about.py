"""`sayso explain` and `sayso doctor`: what the words mean, and whether everything is in place."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

import typer
from rich import box
from rich.table import Table

from sayso import __version__
from sayso.commands.kind_names import unknown_kind
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.vocabulary import Kind, kinds

LITTLE_SPACE = 500_000_000
"""Bytes of free disk under which the doctor warns: a ledger of 100,000 claims takes about that."""


def explain(session: Session, name: str | None) -> None:
    """One kind with its codes, or all kinds. SaysoError E016 with the nearest names where there is none of that name."""
    if name is None:
        session.out.print(_all_kinds())
        return
    kind = kinds().get(name)
    if kind is None:
        raise unknown_kind(name, kinds())
    for label, value in _fields(kind):
        session.out.print(f"{label:8}{value}", markup=False, soft_wrap=True)


def _fields(kind: Kind) -> Iterator[tuple[str, str]]:
    yield "kind", kind.kind
    yield "group", kind.group
    yield "means", kind.meaning
    yield "PLOVER", " / ".join(p for p in (kind.plover_event, kind.plover_mode) if p) or "no code"
    yield "ACLED", " / ".join(p for p in (kind.acled_event_type, kind.acled_sub_event_type) if p) or "no code"


def _all_kinds() -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for column in ("group", "kind", "meaning"):
        table.add_column(column, overflow="fold")
    previous = None
    for kind in kinds().values():
        table.add_row(kind.group if kind.group != previous else "", kind.kind, kind.meaning)
        previous = kind.group
    return table


@dataclass(frozen=True, slots=True)
class Finding:
    """`fine` is None for what is only told."""

    name: str
    fine: bool | None
    told: str


def doctor(session: Session) -> None:
    """Print every finding. Exit status 1 where something is wrong."""
    findings = [check(session) for check in CHECKS]
    marks = {True: "ok   ", False: "WRONG", None: "     "}
    for f in findings:
        session.out.print(f"{marks[f.fine]} {f.name:10} {f.told}", markup=False, soft_wrap=True)
    if any(f.fine is False for f in findings):
        raise typer.Exit(1)


def _versions(_: Session) -> Finding:
    told = f"sayso {__version__}, Python {platform.python_version()}, SQLAlchemy {metadata.version('sqlalchemy')}"
    return Finding("versions", sys.version_info >= (3, 11), told)


def _gazetteer(_: Session) -> Finding:
    from sayso.understand.places.gazetteer import gazetteer

    try:
        return Finding("gazetteer", True, f"{gazetteer().count():,} places (GeoNames, CC BY 4.0)")
    except SaysoError as error:
        return Finding("gazetteer", False, error.line)


def _reader(session: Session) -> Finding:
    from sayso.commands.readers import reading_by

    try:
        with reading_by(session, None) as chosen:
            return Finding("reader", True, f"{chosen.name} {chosen.version}")
    except SaysoError as error:
        return Finding("reader", False, error.line)


def _ledger(session: Session) -> Finding:
    from sayso.ledger.query import Reader

    try:
        with Reader.open(session.ledger, session.settings.wait_seconds) as ledger:
            counts = ledger.counts()
    except SaysoError as error:
        if error.code.code == "E020":
            return Finding("ledger", None, f"{session.ledger}: none yet; sayso add FILE makes one")
        return Finding("ledger", False, error.line)
    told = f"{session.ledger}: {counts.reports} reports, {counts.claims} claims, {len(counts.unreadable)} unreadable"
    return Finding("ledger", True, told)


def _disk(session: Session) -> Finding:
    free = shutil.disk_usage(session.beside("").absolute().parent).free
    return Finding("disk", free > LITTLE_SPACE, f"{free / 1e9:.1f} GB free beside the ledger")


CHECKS: tuple[Callable[[Session], Finding], ...] = (_versions, _gazetteer, _reader, _ledger, _disk)
