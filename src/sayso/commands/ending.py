"""How a command ends: every way to stop becomes an exit status and at most one line on standard error; never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from sayso.errors import SaysoError

STOPPED = 130
"""128 + SIGINT, as shells have it."""


def ended(command: Callable[[], object]) -> int:
    """Run `command` to its end; the exit status. With SAYSO_DEBUG, what nobody expected is raised as it is."""
    _open_missing_streams()
    try:
        if sys.stdout is None:
            raise SaysoError("E034", detail="standard output is closed")
        command()
        sys.stdout.flush()  # here, where a full disk can still be told, and not when the interpreter goes
    except typer.Exit as end:
        return _flushed(end.exit_code)
    except KeyboardInterrupt:
        exec("")  # Python remembers a key that was pressed within an exec (imports use it), and would end by the signal
        return _blame("stopped; what was kept is whole", STOPPED)
    except (SaysoError, typer.TyperException) as error:
        return _refused(error)
    except SystemExit as end:  # rich ends so, with status 1, where a pipe is closed
        return 0 if isinstance(end.__context__, BrokenPipeError) else int(end.code or 0)
    except Exception as error:
        return _failed(error)
    return 0


def _open_missing_streams() -> None:
    """Streams that the caller closed are None: nothing to read, and nowhere to tell."""
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf8")  # noqa: SIM115


def _flushed(status: int) -> int:
    try:
        sys.stdout.flush()
    except OSError as error:
        return _failed(error)
    return status


def _refused(error: SaysoError | typer.TyperException) -> int:
    if isinstance(error, SaysoError):
        return _blame(error.line, error.code.exit)
    context = getattr(error, "ctx", None)
    said = getattr(error, "format_message", error.__str__)()
    usage = SaysoError("E033", detail=" ".join(said.split()).rstrip("."), command=context.command_path if context else "sayso")
    return _blame(usage.line, usage.code.exit)


def _failed(error: Exception) -> int:
    if isinstance(error, OSError) and error.filename is None:  # of a stream: what is wrong with files has its own codes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter would try again when it goes
        return 0 if isinstance(error, BrokenPipeError) else _refused(SaysoError("E034", detail=error.strerror or error))
    if os.environ.get("SAYSO_DEBUG"):
        raise error
    return _refused(SaysoError("E099", detail=f"{type(error).__name__}: {error}".replace("\n", " ")))


def _blame(line: str, status: int) -> int:
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except OSError:  # nowhere to tell; the status says it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    return status
