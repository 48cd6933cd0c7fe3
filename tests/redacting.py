"""Redaction as the command does it, for tests that are about something else."""

from __future__ import annotations

from pathlib import Path

from sayso.collect.evidence import Evidence
from sayso.commands.keeping import erase_evidence
from sayso.commands.session import session
from sayso.ledger.ledger import Ledger


def redact(ledger: Path, id: str, why: str) -> None:
    """Without what comes after it: the kept tables stay behind."""
    here = session(ledger)
    with Ledger.open(ledger, here.clock) as written, Evidence(here.evidence, here.clock) as evidence:
        written.redact(id, why, lambda doomed: erase_evidence(here, evidence, doomed))
