"""What every command needs from outside: settings, clock, standard streams, and whether a person is looking."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from rich.console import Console

from sayso.ledger.address import Place, beside, where
from sayso.printable import clean
from sayso.settings import Settings

PIPE_WIDTH = 100
"""Columns of a table that goes to a file or a pipe."""


@dataclass(frozen=True, slots=True)
class Session:
    """`out` prints results, `err` everything else, so that a pipe gets results alone."""

    settings: Settings
    ledger: Place
    clock: Callable[[], datetime]
    stdin: BinaryIO
    out: Console
    err: Console

    @property
    def evidence(self) -> Path:
        """The folder that holds what was received."""
        return self.settings.evidence or self.beside(".evidence")

    def beside(self, suffix: str) -> Path:
        """What belongs to the ledger: its watch, its alerts."""
        return beside(self.ledger, suffix)

    @property
    def watched(self) -> bool:
        """Does a person look at the output?"""
        return self.out.is_terminal

    def line(self, text: str) -> None:
        """One line of a machine format, untouched by wrapping or markup. Lone surrogates become replacement characters."""
        self.out.file.write(text.encode("utf8", "replace").decode("utf8") + "\n")

    def tell(self, text: str) -> None:
        """One line to the person, on standard error."""
        style = "dim" if self.err.is_terminal else None
        self.err.print(clean(text), style=style, markup=False, highlight=False, soft_wrap=True)

    def blame(self, text: str) -> None:
        """One line on standard error that matters: an error, or the account of a run."""
        self.err.print(clean(text), markup=False, highlight=False, soft_wrap=True)


def settled() -> Settings:
    """What is set, with the person's table of outlets in use. SaysoError E035, E095, E096."""
    settings = Settings()
    _use_outlets(settings.outlets)
    return settings


def now() -> datetime:
    return datetime.now(UTC)


def session(ledger: str | Place | None) -> Session:
    """SaysoError E025 for an address that is none of a ledger, E035 for a setting."""
    settings = settled()
    chosen = ledger or settings.ledger
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    return Session(
        settings=settings,
        ledger=where(chosen) if isinstance(chosen, str) else chosen,
        clock=now,
        stdin=sys.stdin.buffer,
        out=Console(width=width, highlight=False),
        err=Console(stderr=True, highlight=False),
    )


def _use_outlets(path: Path | None) -> None:
    """The person's table of outlets. SaysoError E095, E096."""
    from sayso.read import outlet_table, outlets_in_use

    outlets_in_use.use(outlet_table.with_file(path) if path else None)
