"""The items are the lines of the commands, key by key, as of any moment and over either store; private persons by role."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from sayso.export.claims_by_role import by_role
from sayso.export.lines import claim_line
from sayso.ledger.address import Database, Place
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.origins.private import ROLES
from sayso.serve.api.asking import AsksFiltered
from sayso.serve.api.shapes import figure, kept, known, told
from sayso.serve.api.shapes.parts import Listed, ListedOfPart, One
from sayso.types import Attribution, Layers, Reading, Source
from sayso.vocabulary import Manner, SourceKind
from tests.claims_for_tests import event_claim, figure_claim, report, span
from tests.conftest import Sayso, given
from tests.ledger.by_hand import capture
from tests.serve.api.conftest import API, Json, got, items_of
from tests.serve.conftest import Serve, client_of

MOMENT = "2022-01-09"
COMMANDS = (
    ("figures", ""),
    ("figures", f"as_of={MOMENT}"),
    ("figures", f"as_of={MOMENT}T14:00&place=KZ&why=true"),
    ("figures", "kind=killed&since=2022-01-08&until=2022-01-31"),
    ("incidents", f"as_of={MOMENT}"),
    ("measures", f"as_of={MOMENT}&why=true"),
    ("origins", f"as_of={MOMENT}&kind=killed"),
    ("sources", f"as_of={MOMENT}&why=true"),
    ("figures", "recorded_by=2999"),
    ("figures", "recorded_by=2001"),
)
SHAPES: dict[str, Any] = {
    "/figures?why=true": Listed[figure.Figure],
    "/disagreements": Listed[known.Disagreement],
    "/incidents": Listed[known.Incident],
    "/incidents?why=true": Listed[known.Incident],
    "/measures?why=true": ListedOfPart[known.Measure],
    "/origins?why=true": Listed[known.Origins],
    "/sources?why=true": ListedOfPart[known.SourceTold],
    "/claims?limit=200": Listed[told.Claim],
    "/reports": Listed[told.ReportListed],
    "/stories": Listed[known.Story],
    "/stories?recorded_by=2999": Listed[known.Story],
    "/situations": Listed[kept.Situation],
    "/kinds": Listed[kept.Kind],
    "/head": One[kept.Ledger],
}
LEADS: dict[str, tuple[str, str, Any]] = {
    "/figures/{id}?why=true": ("/figures", "series", One[figure.Figure]),
    "/incidents/{id}": ("/incidents", "incident", One[known.Incident]),
    "/claims/{id}": ("/claims", "claim", One[told.Claim]),
    "/claims/{id}/evidence": ("/claims", "claim", One[told.Words]),
    "/reports/{id}": ("/reports", "report", One[told.ReportWhole]),
    "/reports/{id}/claims": ("/reports", "report", Listed[told.Claim]),
    "/stories/{id}": ("/stories", "story", One[known.StoryWhole]),
}


@pytest.fixture(scope="module")
def both(demo_ledger: Path, demo_database: Database) -> Iterator[tuple[TestClient, TestClient]]:
    with ExitStack() as open_:
        yield tuple(open_.enter_context(client_of(place, open_)) for place in (demo_ledger, demo_database))  # type: ignore[misc]


@pytest.mark.parametrize(("command", "asked"), COMMANDS, ids=[f"{command} {asked}" for command, asked in COMMANDS])
def test_items_are_the_lines_of_the_command(
    demo_client: TestClient, demo_ledger: Path, sayso: Sayso, command: str, asked: str
) -> None:
    typed = [f"--{part.replace('_', '-').removesuffix('=true')}" for part in asked.split("&") if part]
    ran = sayso("--ledger", given(demo_ledger), command, *typed, "--format", "jsonl")
    assert ran.status == 0
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert items_of(demo_client, f"/{command}?{asked}", 3) == lines
    assert lines or "2001" in asked


@pytest.mark.parametrize("asked", ["", f"as_of={MOMENT}", "kind=killed&place=KZ", "text=Almaty+killed"])
def test_claims_are_those_of_the_ledger_with_private_persons_by_role(
    demo_client: TestClient, demo_ledger: Path, asked: str
) -> None:
    asks = AsksFiltered(**dict(part.split("=") for part in asked.replace("+", " ").split("&") if part))  # type: ignore[arg-type]
    with Reader.open(demo_ledger) as reader:
        expected = [claim_line(one.report, by_role(one.claim)) for one in reader.claims(asks.filters(reader))]
    assert items_of(demo_client, f"/claims?{asked}", 150) == json.loads(json.dumps(expected))
    assert expected


@pytest.mark.parametrize("address", SHAPES)
def test_every_answer_has_its_shape(demo_client: TestClient, address: str) -> None:
    shape: type[BaseModel] = SHAPES[address]
    answer = demo_client.get(f"{API}{address}")
    shape.model_validate_json(answer.content)
    assert address == "/situations" or answer.json().get("items") or answer.json()["item"]


@pytest.mark.parametrize("address", LEADS)
def test_so_has_every_thing_that_a_list_leads_to(demo_client: TestClient, address: str) -> None:
    view, key, shape = LEADS[address]
    for item in got(demo_client, f"{view}?limit=5")["items"]:
        answer = demo_client.get(API + address.format(id=item[key]))
        assert answer.status_code == 200
        shape.model_validate_json(answer.content)


def test_one_thing_is_the_item_of_the_list(demo_client: TestClient) -> None:
    for view, key in (("figures", "series"), ("incidents", "incident"), ("claims", "claim")):
        for item in got(demo_client, f"/{view}?limit=3&as_of={MOMENT}")["items"]:
            assert got(demo_client, f"/{view}/{item[key]}?as_of={MOMENT}")["item"] == item


@pytest.mark.parametrize("view", ["figures", "incidents", "claims", "reports", "stories"])
def test_what_nobody_had_told_yet_is_not_there(demo_client: TestClient, view: str) -> None:
    key = {"figures": "series", "stories": "story"}.get(view, view.removesuffix("s"))
    id = got(demo_client, f"/{view}?limit=1")["items"][0][key]
    assert got(demo_client, f"/{view}/{id}")["item"]
    assert got(demo_client, f"/{view}/{id}?as_of=2001", 404)["code"] == "E052"
    assert got(demo_client, f"/{view}/{id}?recorded_by=2001", 404)["code"] in ("E052", "E027")


def test_demonstration_is_said_of_everything_that_rests_on_it(demo_client: TestClient) -> None:
    for address in SHAPES:
        if address not in ("/situations", "/kinds", "/head"):
            assert got(demo_client, address)["note"] == "written for demonstration", address


def test_no_answer_has_a_whole_article(demo_client: TestClient, demo_ledger: Path) -> None:
    with Reader.open(demo_ledger) as reader:
        texts = [one.text for one in reader.reports()]
    addresses = [*SHAPES, *(a.format(id=got(demo_client, f"{v}?limit=1")["items"][0][k]) for a, (v, k, _) in LEADS.items())]
    for address in addresses:
        body = json.dumps(demo_client.get(f"{API}{address}").json(), ensure_ascii=False)
        assert not any(text[:400] in body or text[-400:] in body for text in texts), address


def test_where_a_file_lay_is_not_told(demo_client: TestClient) -> None:
    """Whoever may ask is told which file it was, and not in which folder of whose machine."""
    report = items_of(demo_client, "/reports?limit=1")[0]["report"]
    claim = items_of(demo_client, f"/reports/{report}/claims?limit=1")[0]["claim"]
    for at in (f"/reports/{report}", f"/claims/{claim}/evidence"):
        captures = got(demo_client, at)["item"]["captures"]
        assert captures and not any(sign in one["address"] for one in captures for sign in "/\\")


def test_over_postgresql_each_answer_is_the_same(both: tuple[TestClient, TestClient]) -> None:
    file, database = both
    ids = {view: got(file, f"{view}?limit=1")["items"][0][key] for view, key, _ in LEADS.values()}
    things = [address.format(id=ids[view]) for address, (view, _, _) in LEADS.items()]
    lists = ["/claims?limit=7&text=killed+ALMATY", "/figures?place=KZ&near=43.25,76.95&within=900", "/claims?text=%00s1%00"]
    for address in (*SHAPES, *things, *lists, "/figures/%00", "/reports/%00", "/situations/%00", "/claims?story=s1"):
        one, other = file.get(f"{API}{address}"), database.get(f"{API}{address}")
        assert (other.status_code, _body(other)) == (one.status_code, _body(one)), address
        assert one.status_code < 500


def _body(answer: Any) -> Json:
    """Rows have other numbers in each store, and cursors are of rows."""
    return {name: value for name, value in answer.json().items() if name != "next"}


@pytest.mark.parametrize("kind", sorted(ROLES))
def test_a_private_person_has_the_name_of_the_role(ledger: Ledger, where: Place, serve: Serve, kind: SourceKind) -> None:
    of = report()
    name = "Aigul Somebody"
    chain = (Source(name, kind, span("the ministry", of)),)
    private = figure_claim(of, attribution=Attribution(chain=chain, manner=Manner.INDIRECT, cue=(span("said", of),)))
    ledger.add(capture(of), of, Reading(of.id, private.maker, Layers(), (private, event_claim(of))))
    client = serve(where)
    body = client.get(f"{API}/claims").text
    assert name not in body and ROLES[kind] in body
    assert name not in client.get(f"{API}/claims/{private.id}").text
    assert name not in client.get(f"{API}/figures").text
    assert name not in client.get(f"{API}/sources?why=true").text
