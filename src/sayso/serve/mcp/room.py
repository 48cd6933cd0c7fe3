"""What all tools share: the ledger, what is known of it, and the clock. One a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sayso.ledger.query import Reader
from sayso.serve.looks import Looks


@dataclass(frozen=True, slots=True)
class Room:
    reader: Reader
    """Opened so that nothing can be written."""
    looks: Looks
    clock: Callable[[], datetime]
