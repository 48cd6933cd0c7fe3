"""The progress bar: every file moves it, and every report in a file shows."""

from __future__ import annotations

import io

from rich.console import Console

from sayso.commands.progress import progress


def test_files_move_the_bar_and_reports_of_one_file_the_count() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with progress(console, 3) as tick:
        for file in ("a.jsonl", "a.jsonl", "a.jsonl", "bad.txt"):
            tick(file)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "4 received" in shown and "2/3" in shown
