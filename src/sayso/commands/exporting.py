"""`sayso export`: what a question asks for, in somebody's format, to a file or a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from sayso.commands.asking import Asked
from sayso.commands.knowing import BEHIND, looking
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.formats.registry import Exported, Format, format_of
from sayso.export.formats.stands import stands_of
from sayso.ledger.filters import Filters
from sayso.ledger.paging import listed_reports
from sayso.ledger.query import Reader
from sayso.reconcile.knowledge import Knowledge, knowledge
from sayso.reconcile.moment import moment
from sayso.reconcile.world import load

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    format: str
    output: str | None
    text: str | None
    names: bool


def export(session: Session, asked: Asked, wanted: Wanted) -> None:
    """SaysoError E120 for no format, E121 for a binary one on a terminal, E034 where it cannot be written; as `looking` too."""
    format = format_of(wanted.format)
    to_pipe = wanted.output in (None, STANDARD_OUTPUT)
    if to_pipe and format.binary and session.watched:
        raise SaysoError("E121", name=format.name, suffix=format.suffix)
    with looking(session, asked, wanted.text) as (ledger, filters):
        of = exported(session, ledger, filters, wanted.names)
        if to_pipe:
            _to_pipe(session, format, of)
        else:
            _to_file(format, of, Path(str(wanted.output)))


def exported(session: Session, ledger: Reader, filters: Filters, names: bool) -> Exported:
    """All of a question, lazily. SaysoError E011 for a date that is none."""

    @cache
    def known() -> Knowledge:
        world = load(ledger, filters)
        if world.behind:
            session.tell(BEHIND)
        return knowledge(world)

    stands = cache(lambda: stands_of(known()))
    return Exported(
        claims=lambda: ledger.claims(filters),
        stands=lambda some: {id: stands()[id] for one in some if (id := one.claim.id) in stands()},
        knowledge=known,
        names=names,
        at=_day(session, ledger, filters),
    )


def _day(session: Session, ledger: Reader, filters: Filters) -> str:
    """The day asked for, else today, but no later than the ledger is awake."""
    newest = listed_reports(ledger, 1, None, filters.moment).rows
    return moment(filters.as_of or filters.until, session.clock().date(), newest)


def _to_pipe(session: Session, format: Format, of: Exported) -> None:
    stream: BinaryIO = session.out.file.buffer  # type: ignore[attr-defined]
    with _failing():
        format.write(of, stream)
        stream.flush()


def _to_file(format: Format, of: Exported, path: Path) -> None:
    """Beside it first: what was there stays until all is written."""
    part = path.with_name(path.name + ".part")
    with _failing(f"{path}: "):
        try:
            with part.open("wb") as stream:
                format.write(of, stream)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _failing(where: str = "") -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SaysoError("E034", detail=f"{where}{error.strerror or error}") from error
