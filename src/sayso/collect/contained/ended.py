"""How a child process ended, in words."""

from __future__ import annotations

import signal


def in_words(status: int | None) -> str:
    """`status` as `Popen.returncode`; None of one that had to be ended."""
    if status is None:
        return "it answered no more"
    if status >= 0:
        return f"exit status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"
