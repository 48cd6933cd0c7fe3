"""What nobody foresaw in one document, as a coded error, so that the run goes on with the others."""

from __future__ import annotations

import traceback
from pathlib import PurePath

from sayso.errors import SaysoError


def unforeseen(error: Exception, path: str) -> SaysoError:
    """E097: what was raised and where, without its words, which may quote the document. `path`: of the document, printable.

    What no document can cause (an error with a code; the system, a module or a database that is not there) is raised as it is:
    it would be told of every document in turn.
    """
    import sqlite3  # loaded where a ledger is open, and not by --help

    if isinstance(error, SaysoError | OSError | ImportError | sqlite3.OperationalError):
        raise error
    return SaysoError("E097", path=path, detail=f"{type(error).__name__}{_where(error)}")


def _where(error: Exception) -> str:
    """ " in layer.py, line 88"."""
    steps = traceback.extract_tb(error.__traceback__)
    return f" in {PurePath(steps[-1].filename).name}, line {steps[-1].lineno}" if steps else ""
