"""`sayso export`: what a question asks for, in somebody's format, to a file or a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sayso.commands.asking import Asked
from sayso.commands.exported import exported
from sayso.commands.knowing import BEHIND, looking
from sayso.commands.session import Session
from sayso.errors import SaysoError
from sayso.export.formats.registry import Exported, Format, format_of

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    format: str
    output: str | None
    text: str | None
    names: bool
    only: str | None = None


def export(session: Session, asked: Asked, wanted: Wanted) -> None:
    """SaysoError E120 for no format, E121 for a binary one on a terminal, E034 where it cannot be written; as `looking` and
    `exported` too."""
    format = format_of(wanted.format)
    to_pipe = wanted.output in (None, STANDARD_OUTPUT)
    if to_pipe and format.binary and session.watched:
        raise SaysoError("E121", name=format.name, suffix=format.suffix)
    with looking(session, asked, wanted.text) as (ledger, filters):
        today = session.clock().date()
        of = exported(ledger, filters, wanted.only, wanted.names, today, lambda: session.tell(BEHIND))
        of = replace(of, tell=session.tell)
        if to_pipe:
            _to_pipe(session, format, of)
        else:
            _to_file(format, of, Path(str(wanted.output)))


def _to_pipe(session: Session, format: Format, of: Exported) -> None:
    stream: BinaryIO = session.out.file.buffer  # type: ignore[attr-defined]
    with _failing():
        format.write(of, stream)
        stream.flush()


def _to_file(format: Format, of: Exported, path: Path) -> None:
    """Beside it first: what was there stays until all is written. What is no file (a named pipe, /dev/null) is written to."""
    part = path.with_name(path.name + ".part")
    with _failing(f"{path}: "):
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                format.write(of, stream)
            return
        try:
            part.unlink(missing_ok=True)  # of one that was killed, or a link that would lead elsewhere
            with part.open("xb") as stream:
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
