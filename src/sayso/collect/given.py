"""What collecting hands on: something received, with what is known of it from where it was found."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.types import Capture, Unreadable


@dataclass(frozen=True, slots=True)
class Given:
    """Something to read. `published`: what the person gave, or the feed told, as an ISO prefix; it counts where the document
    itself tells no date."""

    capture: Capture | Unreadable
    published: str | None = None
    offset: int | None = None
    """Of what came in an archive: where in it the record begins, in bytes; of gzip, its member."""
