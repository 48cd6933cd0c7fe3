"""The page over PostgreSQL: each view is the one over a file, byte for byte, and what is written there is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger.address import Database
from sayso.ledger.filters import Filters
from sayso.ledger.query import Reader
from sayso.reconcile.knowledge import knowledge
from sayso.reconcile.world import load
from tests.conftest import copied
from tests.serve.conftest import OWN, Serve, client_of
from tests.stores import Server

ADDRESSES = (
    "/",
    "/?place=KZ&as_of=2022-01-09T14:00",
    "/?place=KZ&since=2022-01-02&as_of=2022-01-09",
    "/search?text=killed+ALMATY",
    "/search?text=killed&place=KZ&as_of=2022-01-09",
    "/search?text=164",
    "/search?text=xyzzy",
    "/origins",
    "/situations",
    "/reports",
    "/review/log",
)


@pytest.fixture(scope="module")
def both(demo_ledger: Path, demo_database: Database) -> Iterator[tuple[TestClient, TestClient]]:
    with ExitStack() as open_:
        yield tuple(open_.enter_context(client_of(place, open_)) for place in (demo_ledger, demo_database))  # type: ignore[misc]


@pytest.fixture(scope="module")
def subjects(demo_ledger: Path) -> list[str]:
    """A figure, an incident, a report and a claim of the demo."""
    with Reader.open(demo_ledger) as reader:
        known = knowledge(load(reader, Filters()))
        claim = next(iter(reader.claims())).claim
        figure, incident = next(iter(known.shown_series())), next(iter(known.shown_incidents()))
        ids = ("figure", figure.series.id), ("incident", incident.id), ("report", claim.report), ("claim", claim.id)
        return [f"/{kind}/{id}" for kind, id in ids]


def same(both: tuple[TestClient, TestClient], address: str) -> None:
    file, database = (client.get(address) for client in both)
    assert (database.status_code, database.text) == (file.status_code, file.text)
    assert file.status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_view_is_the_same(both: tuple[TestClient, TestClient], address: str) -> None:
    same(both, address)


def test_what_a_view_leads_to_is_the_same(both: tuple[TestClient, TestClient], subjects: list[str]) -> None:
    for address in subjects:
        same(both, address)
        same(both, f"{address}?as_of=2023-01-01")


def test_a_verdict_that_is_given_there_is_kept(serve: Serve, demo_ledger: Path, postgresql: Server) -> None:
    with postgresql.schemas() as schema:
        own = copied(demo_ledger, schema())
        with Reader.open(own) as reader:
            claim = next(one for one in reader.claims() if one.claim.kind == "killed").claim
        said = {"subject": claim.id, "verdict": "confirm", "why": "I asked", "reviewer": "Ann"}
        assert serve(own).post("/review", data=said, headers=OWN, follow_redirects=False).status_code == 303
        with Reader.open(own) as reader:
            assert [one.verdict.reason for one in reader.opinions()] == ["I asked"]


NO_TEXT = "%00s1%00"
"""What PostgreSQL takes for no text."""


@pytest.mark.parametrize(
    "address",
    (
        *(f"/?{name}={NO_TEXT}" for name in ("story", "place", "situation", "kind", "as_of")),
        *(f"/{view}/{NO_TEXT}" for view in ("figure", "incident", "report", "claim")),
        *(f"/{view}?text={NO_TEXT}" for view in ("search", "origins", "review")),
        f"/search?text={NO_TEXT}&where=texts",
        f"/origins?origin={NO_TEXT}",
        "/?story=s1",
    ),
)
def test_what_is_no_text_is_answered_as_over_a_file(both: tuple[TestClient, TestClient], address: str) -> None:
    file, database = (client.get(address) for client in both)
    assert database.status_code == file.status_code < 500
    assert file.status_code == 404 or "story" not in address
