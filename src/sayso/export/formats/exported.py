"""What a format is, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sayso.ledger.query import Listed
from sayso.reconcile.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Stands:
    """What a claim amounts to among the others; "" where nothing follows from it but itself."""

    story: str
    origin: str
    """The first teller that can be identified, as the page shows it: private persons by role."""
    identified: bool
    """False where no report says who counted."""
    incident: str = ""
    figure: str = ""
    value: str = ""
    standing: str = ""
    """A word of `reconcile.standing.Word`: of the value that it tells, else of its incident."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """All of one question (filters, as-of), asked for lazily: a format that needs only claims never works out the rest."""

    claims: Callable[[], Iterator[Listed]]
    """In the order of the ledger, the newest first; each call begins anew."""
    stands: Callable[[Sequence[Listed]], Mapping[str, Stands]]
    """How these claims stand, by their ids, and perhaps others. What is not known is not there."""
    knowledge: Callable[[], Knowledge]
    """Incidents, figures, standings and origins, as `sayso figures` has them; worked out once."""
    names: bool
    """Whether private persons show under their names."""
    at: str
    """The day as of which, `YYYY-MM-DD`."""
    tell: Callable[[str], None] = lambda text: None
    """A word to the person who exports, such as why there is nothing: the file has no place for it."""


@dataclass(frozen=True, slots=True)
class Format:
    """`write` puts all of it into a stream of bytes; it keeps nothing, and reads no clock."""

    name: str
    suffix: str
    """Of its files: ".csv"."""
    media: str
    """Media type for the page."""
    about: str
    """One line for a person who chooses."""
    columns: tuple[str, ...]
    """Names in order; docs/exports.md documents each."""
    write: Callable[[Exported, BinaryIO], None]
    binary: bool = False
    """Not for a terminal."""
    streams: bool = False
    """It never asks for `knowledge`, so that it takes no more memory the more there is."""
