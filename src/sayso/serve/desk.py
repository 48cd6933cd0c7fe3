"""What all routes share: the ledger, what is known of it, what is being added, and the clock. One a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from sayso.commands.session import Session
from sayso.ledger.query import Reader
from sayso.serve.looks import Looks
from sayso.serve.runs import Runs


@dataclass(frozen=True, slots=True)
class Desk:
    session: Session
    reader: Reader
    looks: Looks
    runs: Runs = field(default_factory=Runs)

    @property
    def ledger(self) -> Path:
        return self.session.ledger

    @property
    def clock(self) -> Callable[[], datetime]:
        return self.session.clock


def desk(request: Request) -> Desk:
    found = request.app.state.desk
    assert isinstance(found, Desk)
    return found


At = Annotated[Desk, Depends(desk)]
