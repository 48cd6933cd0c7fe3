"""What is made before anybody asks is what the views then show: a day costs its visitor nothing but the writing of the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.commands.session import session
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.ledger.query import Reader
from sayso.serve.ahead import ahead
from sayso.serve.app import guarded
from sayso.serve.desk import Desk
from sayso.serve.kept import Kept
from sayso.serve.looks import Looks
from sayso.serve.routes import situation
from sayso.show.page.changed import Changes, Known, changes
from tests.serve.conftest import HERE


def test_a_day_and_what_changed_in_it_are_there(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[Known, Known]] = []

    def counted(before: Known, after: Known) -> Changes:
        compared.append((before, after))
        return changes(before, after)

    monkeypatch.setattr(situation, "changes", counted)
    with Reader.open(demo_ledger) as reader:
        desk = Desk(session(demo_ledger), reader, Looks(reader), Kept())
        ahead(desk, desk.looks.at(EVERYTHING))
        days = desk.looks.days()
        for day in days:
            ahead(desk, desk.looks.at(Filters(as_of=day)))
        made = len(compared)
        assert made >= len(days) - 1
        with TestClient(guarded(desk), base_url=HERE) as client:
            shown = [client.get(f"/?as_of={day}").text for day in days[:-1]]
        assert len(compared) == made
        assert all("compare with" in page for page in shown)
        desk.close()
