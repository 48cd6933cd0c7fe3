"""Runs `sayso` again and again, each time in a process of its own that has everything loaded, so that killing many is quick:

    python -m tests.commands.watching_process WARMING-FILE ARGUMENTS…

A line on standard input, the ledger, starts one, and its process id is printed. The next line waits for its end, and its status
is printed (below 0: the signal); until then the id stays its own.
"""

from __future__ import annotations

import os
import sys

from sayso.cli import main


def run(typed: list[str]) -> int:
    sys.argv = ["sayso", *typed]
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def warm(file: str) -> None:
    """Loads what a watch loads; no thread may be left, since what is forked has only the one that forks."""
    from sayso.collect import feeds
    from sayso.commands import watch_web, watching

    assert watch_web and watching
    feeds.feed(b'<rss version="2.0"><channel><title>a</title></channel></rss>', "http://news.invalid/", "text/xml")
    run(["--ledger", file + ".ledger", "add", file, "--reader", "rules"])


def one(typed: list[str]) -> None:
    child = os.fork()
    if not child:
        os._exit(run(typed))
    print(child, flush=True)
    sys.stdin.readline()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _, warming, *words = sys.argv
    warm(warming)
    print("ready", flush=True)
    while ledger := sys.stdin.readline().strip():
        one(["--ledger", ledger, *words])
