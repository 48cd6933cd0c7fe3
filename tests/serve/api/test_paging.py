"""Lists in pages: nothing twice, nothing left out, however large the ledger is and whatever comes in while somebody leafs."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from sayso.export.disagreement_lines import disagreement_line
from sayso.export.figure_lines import figure_line
from sayso.export.incident_lines import incident_line
from sayso.ledger.address import Place
from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.looks.choosing import Bound
from sayso.reconcile.looks.look import Look, plain_look
from sayso.serve.api import paging
from sayso.serve.api.answers import Answers
from sayso.serve.api.cursor import Cursor, question_of
from sayso.serve.app import guarded
from sayso.serve.desk import StillReading, known
from tests.reconcile.keep.made import POOL, add_all, caught_up
from tests.serve.api.conftest import API, Json, got, items_of
from tests.serve.conftest import HERE, desk_of

TIGHT = Bound(whole=3, part=3)
LATE = (4, 5, 8)
"""Reports that come after the first pages: in both stories."""
LISTS = ("figures", "incidents", "origins", "sources", "measures", "disagreements", "stories", "claims", "reports", "kinds")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    add_all(ledger, [n for n in range(len(POOL)) if n not in LATE])
    caught_up(ledger.store)
    return ledger


@pytest.fixture(params=[None, TIGHT], ids=["whole", "archive"])
def client(filled: Ledger, where: Place, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    """A ledger that is looked at whole, and one that is too large for that, though it is small."""
    with ExitStack() as open_:
        bound = {"bound": request.param} if request.param else {}
        desk = desk_of(where, open_, **bound)
        yield open_.enter_context(TestClient(guarded(desk), base_url=HERE, raise_server_exceptions=False))


@pytest.fixture
def archive(filled: Ledger, where: Place) -> Iterator[TestClient]:
    with ExitStack() as open_:
        app = guarded(desk_of(where, open_, bound=TIGHT))
        yield open_.enter_context(TestClient(app, base_url=HERE, raise_server_exceptions=False))


def whole(reader: Reader) -> Look:
    """All that the ledger tells, in one look and without remembering anything."""
    return plain_look(reader, EVERYTHING)


def plain(lines: Sequence[Json]) -> list[Json]:
    """As it comes out of JSON, in which no half of a character is left; sorted, for an archive is told story by story."""
    told = json.loads(json.dumps(lines, ensure_ascii=False).encode("utf8", "replace"))
    return sorted(told, key=lambda line: json.dumps(line, sort_keys=True))


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_the_pages_together_are_all_there_is(client: TestClient, reader: Reader, limit: int) -> None:
    look = whole(reader)
    assert len({view.series.story for view in look.series}) > 1
    figures = items_of(client, "/figures", limit)
    assert plain(figures) == plain([figure_line(view) for view in look.series])
    incidents = items_of(client, "/incidents", limit)
    assert plain(incidents) == plain([incident_line(*one, False) for one in look.incidents])
    differing = [disagreement_line(view, one) for view in look.series for one in view.contradictions]
    assert plain(items_of(client, "/disagreements", limit)) == plain(differing)
    assert {one["claim"] for one in items_of(client, "/claims", limit)} == {one.claim.id for one in reader.claims()}
    assert {one["report"] for one in items_of(client, "/reports", limit)} == {one.id for one in reader.reports()}


@pytest.mark.stores("sqlite")  # what a page says of itself hangs on no store
@pytest.mark.parametrize("view", LISTS)
def test_no_page_has_more_than_was_asked_for_and_the_header_leads_on_too(client: TestClient, view: str) -> None:
    every = items_of(client, f"/{view}", 200)
    seen: list[Json] = []
    address: str | None = f"{API}/{view}?limit=2"
    while address is not None:
        answer = client.get(address)
        body = answer.json()
        assert len(body["items"]) <= 2
        assert answer.headers.get("Link") == (f'<{body["next"]}>; rel="next"' if body["next"] else None)
        seen += body["items"]
        address = body["next"]
    assert seen == every


@pytest.mark.parametrize("view", ["figures", "incidents", "origins", "stories", "sources", "claims", "reports"])
def test_what_comes_in_while_somebody_leafs_shifts_nothing(client: TestClient, filled: Ledger, view: str) -> None:
    before = items_of(client, f"/{view}", 200)
    first = got(client, f"/{view}?limit=1")
    add_all(filled, LATE)
    caught_up(filled.store)
    pages, address = [first], first["next"]
    while address:
        pages.append(got(client, address.removeprefix(API)))
        address = pages[-1]["next"]
    ids = [_id(item) for page in pages for item in page["items"]]
    assert len(set(ids)) == len(ids)
    if view in ("claims", "reports"):  # of which an old one that came late may stand further on
        late = [id for id in ids if id not in {_id(item) for item in before}]
        assert [id for id in ids if id not in late] == [_id(item) for item in before]
    else:
        assert ids == [_id(item) for item in before]
    assert {json.dumps(page["head"]) for page in pages} == {json.dumps(first["head"])}
    assert got(client, f"/{view}?limit=1")["head"] != first["head"]


def _id(item: Json) -> str:
    return str(next(iter(item.values())))


def test_a_first_page_after_more_has_come_knows_of_it(client: TestClient, filled: Ledger, reader: Reader) -> None:
    before = items_of(client, "/figures", 200)
    add_all(filled, LATE)
    caught_up(filled.store)
    after = items_of(client, "/figures", 200)
    assert plain(after) == plain([figure_line(view) for view in whole(reader).series]) != plain(before)


FORGED = {
    "no base64": "!",
    "nothing in it": "AAAA",
    "another shape": base64.urlsafe_b64encode(b'["a"]').decode().rstrip("="),
    "a number too large": base64.urlsafe_b64encode(b'["a",1e999,"b","c","d"]').decode().rstrip("="),
    "deeply nested": base64.urlsafe_b64encode(b"[" * 400).decode().rstrip("="),
}


@pytest.mark.stores("sqlite")  # no store is asked
@pytest.mark.parametrize("cursor", FORGED.values(), ids=FORGED.keys())
@pytest.mark.parametrize("view", ["figures", "claims"])
def test_what_is_no_cursor_is_no_page(client: TestClient, view: str, cursor: str) -> None:
    answer = client.get(f"{API}/{view}", params={"cursor": cursor})
    assert answer.status_code == (422 if cursor == "!" else 404)
    assert answer.json()["code"] == ("E143" if cursor == "!" else "E141")


MADE_UP = {
    "no database counts so far": Cursor(2**63, "0" * 64, "", "a"),
    "before the beginning": Cursor(-1, "0" * 64, "", "a"),
    "no hash": Cursor(3, "the word of somebody", "", "a"),
    "half a character": Cursor(3, "0" * 64, "\ud800", "\ud800"),
}
"""Of this very question: nothing in a cursor is secret."""


@pytest.mark.parametrize("cursor", MADE_UP.values(), ids=MADE_UP.keys())
@pytest.mark.parametrize("view", ["figures", "stories", "reports"])
def test_what_no_page_could_have_said_is_no_cursor(client: TestClient, view: str, cursor: Cursor) -> None:
    """A number that no database takes was an error that nobody foresaw (E099); made-up words came back as the head."""
    written = cursor.written(question_of(f"{API}/{view}", {}))
    assert got(client, f"/{view}?cursor={written}", 404)["code"] == "E141"


def test_a_cursor_of_another_question_is_no_page_of_this_one(client: TestClient) -> None:
    cursor = urlsplit(got(client, "/figures?limit=1")["next"]).query.split("cursor=")[1]
    assert got(client, f"/figures?limit=2&cursor={cursor}")["items"]
    for other in (f"/figures?kind=killed&cursor={cursor}", f"/incidents?cursor={cursor}", f"/figures?why=true&cursor={cursor}"):
        assert got(client, other, 404)["code"] == "E141"


def test_a_page_whose_place_was_redacted_says_so_and_shows_nothing_of_it(client: TestClient, filled: Ledger) -> None:
    first = got(client, "/figures?limit=1")
    reports = {claim.report.id for claim in Reader(filled.store).claims() if claim.claim.id in _claims(first["items"][0])}
    for report in sorted(reports):
        filled.redact(report, "asked")
    caught_up(filled.store)
    assert got(client, first["next"].removeprefix(API), 404)["code"] == "E141"
    assert first["items"][0]["series"] not in {one["series"] for one in items_of(client, "/figures", 200)}


def _claims(figure: Json) -> set[str]:
    return {claim for value in figure["values"] for claim in value["claims"]}


def test_a_page_ends_where_it_has_grown_large(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    every = items_of(client, "/figures", 200)
    monkeypatch.setattr(paging, "LARGE", 1)
    monkeypatch.setattr(Answers, "of", lambda self, state, name, make: make())
    first = got(client, "/figures?limit=200")
    assert len(first["items"]) == 1 and first["next"]
    assert items_of(client, "/figures", 200) == every


def test_a_page_of_an_archive_ends_where_much_was_looked_at(archive: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a rare thing, so, a page may have nothing and yet a next."""
    every = items_of(archive, "/figures?kind=arrested", 200)
    monkeypatch.setattr(paging, "LOOKED_AT", 1)
    monkeypatch.setattr(paging, "QUICK_OF_PART", 0)
    monkeypatch.setattr(Answers, "of", lambda self, state, name, make: make())
    first = got(archive, "/figures?limit=200")
    assert len({one["story"] for one in first["items"]}) <= 1 and first["next"]
    assert items_of(archive, "/figures?kind=arrested", 200) == every


def test_a_page_that_ends_early_since_the_rest_is_worked_out_is_not_kept(
    archive: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every, asked = items_of(archive, "/figures", 200), list[object]()

    def slow(*of: object) -> Look:
        asked.append(of)
        if len(asked) == 2:
            raise StillReading
        return known(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(paging, "QUICK_OF_PART", 0)
    monkeypatch.setattr(paging, "known", slow)
    answer = archive.get(f"{API}/figures?limit=199")
    assert answer.status_code == 200 and answer.json()["next"]
    assert "ETag" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
    rest = items_of(archive, answer.json()["next"].removeprefix(API))
    assert answer.json()["items"] + rest == every
    assert archive.get(f"{API}/figures?limit=199").json()["items"] == every


def test_where_nothing_is_there_yet_the_answer_says_when_to_ask_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> Look:
        raise StillReading

    monkeypatch.setattr(paging, "known", slow)
    answer = client.get(f"{API}/figures")
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "E140", "2")


def test_of_an_archive_each_story_is_told_whole_and_the_largest_first(archive: TestClient) -> None:
    stories = [one["story"] for one in items_of(archive, "/stories", 1)]
    told = [one["story"] for one in items_of(archive, "/figures", 1)]
    assert told == sorted(told, key=stories.index)
    for story in stories:
        one = items_of(archive, f"/figures?story={story}", 2)
        assert one == [figure for figure in items_of(archive, "/figures", 2) if figure["story"] == story]


def test_what_is_made_across_stories_says_how_many_it_was_made_of(client: TestClient, archive: TestClient) -> None:
    shown = got(archive, "/sources")["shown"]
    assert shown["stories"] < shown["of_stories"] and shown["claims"] < shown["of_claims"]
    story = got(archive, "/stories?limit=200")["items"][-1]["story"]
    one = got(archive, f"/sources?story={story}")["shown"]
    assert one["stories"] == one["of_stories"] == 1
