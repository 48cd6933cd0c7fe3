"""Adding on the page with the reader `llm`: its claims, what it could not read, and what it cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.query import Reader
from tests.llm_server import KEY, Model, answering, claim, model, status
from tests.serve.conftest import Serve
from tests.serve.test_add import added, file, ledger, lines

__all__ = ["ledger"]

TEXT = "At least 18 guards were killed in Almaty, police said."
KILLED = claim(TEXT, "killed", "were killed", figure="At least 18 guards")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    with model(answering(KILLED)) as made:
        monkeypatch.setenv("SAYSO_READER", "llm")
        for name, value in {"URL": made.url, "MODEL": "well-read", "KEY": KEY}.items():
            monkeypatch.setenv(f"SAYSO_LLM_{name}", value)
        monkeypatch.setattr("sayso.commands.readers.INSTEAD", "rules")
        yield made


def test_the_page_tells_what_it_read_and_what_it_cost(serve: Serve, ledger: Path, server: Model) -> None:
    server.answers = [answering(KILLED), status(418), answering(KILLED)]
    client = serve(ledger)
    first = added(client, [file("one.txt", TEXT)], files_published="2022-01-07")
    told = lines(first)
    assert any(re.match(r"added .*1 claim · one.txt", line) for line in told)
    assert any("reports 1; read by llm 1; fell back 0" in line and "seconds" in line for line in told)
    second = added(client, [file("two.txt", TEXT + " It rained.")], files_published="2022-01-07")
    assert any("E146 two: read by model, since llm gave no answer" in line for line in lines(second))
    with Reader.open(ledger) as reader:
        assert {listed.claim.maker.reader for listed in reader.claims()} == {"llm", "rules"}
    assert KEY not in client.get("/add").text + client.get("/").text


def test_a_page_that_cannot_ask_says_so(serve: Serve, ledger: Path, server: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LLM_MODEL", "")
    page = added(serve(ledger), [file("one.txt", TEXT)], files_published="2022-01-07")
    assert "E145" in page.text_content() and server.asked == []
