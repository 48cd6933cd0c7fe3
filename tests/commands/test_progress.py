"""The progress bar: what is received is counted, and the bar tells how far that is."""

from __future__ import annotations

import io

from rich.console import Console

from sayso.commands.progress import progress


def test_an_archive_of_many_reports_moves_the_bar_and_the_count() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=100)
    with progress(console) as shown:
        for share in (0.1, 0.2, 0.4):
            shown.received()
            shown.along(share)
    assert isinstance(console.file, io.StringIO)
    said = console.file.getvalue()
    assert "3 received" in said and "40%" in said
