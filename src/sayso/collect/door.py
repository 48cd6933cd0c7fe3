"""What collecting needs from outside, as one object that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sayso.collect import listings
from sayso.types import Capture


@dataclass(frozen=True, slots=True)
class Door:
    """What collecting needs from outside."""

    stdin: BinaryIO
    clock: Callable[[], datetime]
    max_bytes: int
    fetch: Callable[[str], Capture]
    """What stands at an address. Raises SaysoError."""
    parse: listings.Parse
    """Reads hostile bytes in a process of its own. Raises SaysoError."""
    keep: Callable[[Capture], Capture] = lambda capture: capture
    """Keeps what was received as evidence, and says where. SaysoError where that cannot be: then nothing goes on."""
    tell: Callable[[str, str], None] = lambda address, text: None
    """A word on an address for the person, where nothing is lost."""
    along: Callable[[float], None] = lambda share: None
    """How far the run is, from 0 to 1. It never falls."""
