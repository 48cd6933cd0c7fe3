"""The real command: in a process of its own, and in this one, where nothing hangs on the process and it is the quicker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli import main


def sayso(ledger: Path | str, *typed: str) -> list[str]:
    """The command for this ledger, to be started."""
    return [sys.executable, "-m", "sayso", "--ledger", str(ledger), *typed]


def ran(ledger: Path, *typed: str) -> None:
    """Starts it and waits for its end. CalledProcessError where it does not end well."""
    subprocess.run(sayso(ledger, *typed), check=True, capture_output=True)


def done(ledger: Path | str, *typed: str) -> None:
    """The same in this process. AssertionError where it does not end well."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setattr(sys, "argv", sayso(ledger, *typed)[2:])
        main()
    assert end.value.code == 0, typed
