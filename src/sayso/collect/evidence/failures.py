"""Errors of the system and of the index as coded ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import SaysoError


@contextmanager
def coded(path: Path) -> Iterator[None]:
    """SaysoError E085 in place of an error of the system while writing at `path`: full, read-only, not ours."""
    try:
        yield
    except OSError as error:
        raise SaysoError("E085", path=path, detail=error.strerror or error) from error
    except sqlite3.Error as error:
        raise SaysoError("E085", path=path, detail=error) from error
