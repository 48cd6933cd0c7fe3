"""What to do about what was not taken, on the page."""

from __future__ import annotations

import pytest

from sayso.errors import SaysoError
from sayso.show.page.adding import wrong


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (SaysoError("E071", address="https://news.example/a", detail="timed out"), "save the page and drop the file here"),
        (SaysoError("E075", address="https://news.example/a"), "save the page and drop the file here"),
        (SaysoError("E073", address="https://news.example/a", status=404), "check the address, or try again later"),
    ],
)
def test_who_can_save_the_page_is_told_so_and_nobody_is_told_to_save_one_that_is_gone(error: SaysoError, remedy: str) -> None:
    assert wrong(error).remedy.startswith(remedy)
