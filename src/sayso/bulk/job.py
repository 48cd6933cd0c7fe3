"""What all tasks of a run have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso import limits


@dataclass(frozen=True, slots=True)
class Job:
    """Picklable, so that it can go to a worker on another machine. Nothing in it is secret: who may open what is a matter of
    fsspec's own settings on each machine."""

    output: str
    """Path or fsspec address of the folder for the results."""
    reader: str
    version: str
    """Of the reader: a worker with another one refuses (E105)."""
    views: str
    """Of the rules and of the table of outlets that `features` are made by (`reconcile.keep.schema.version`)."""
    begun_at: datetime
    """When the job was begun first: what does not say when it was fetched was received then."""
    published: str | None = None
    """ISO prefix that counts where a document itself tells no date."""
    outlets: str | None = None
    """The person's table of outlets, as CSV, since a worker may not have the file."""
    max_bytes: int = limits.MAX_BYTES
    seconds: float = limits.BULK_SECONDS
    memory: int = limits.BULK_MEMORY
    children: tuple[tuple[str, str], ...] = ()
    """More rows for the table of a child's jobs, which is for tests alone."""
