"""The real command, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def sayso(ledger: Path, *typed: str) -> list[str]:
    """The command for this ledger, to be started."""
    return [sys.executable, "-m", "sayso", "--ledger", str(ledger), *typed]


def ran(ledger: Path, *typed: str) -> None:
    """Starts it and waits for its end. CalledProcessError where it does not end well."""
    subprocess.run(sayso(ledger, *typed), check=True, capture_output=True)
