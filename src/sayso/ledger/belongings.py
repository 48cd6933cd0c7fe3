"""What belongs to a ledger and lies beside it, in the one place that says so: `sayso copy` names it, `sayso backup` takes it.

A file that a part of Sayso keeps beside a ledger stands here, or a test fails.
"""

from __future__ import annotations

EVIDENCE = ".evidence"
"""The folder of what was received; SAYSO_EVIDENCE may name another."""

SIDE_FILES = {
    ".watch": "the state of sayso watch",
    ".alerts": "the alerts",
    ".tokens": "the tokens of the API",
    ".users": "the users of the page",
}
"""Small SQLite files, by what follows the name of the ledger; none of them has to be there."""

LOCKS = (".watch-lock", ".alerts-lock")
"""Empty files that one process holds at a time: they say nothing, and are made where they are missing."""

BESIDE = {EVIDENCE: "what was received"} | SIDE_FILES
