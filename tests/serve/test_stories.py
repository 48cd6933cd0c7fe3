"""A ledger of which a view shows the largest stories: it says so, and all else is a link away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger.filters import EVERYTHING
from sayso.ledger.ledger import Ledger
from sayso.ledger.query import Reader
from sayso.reconcile.looks.choosing import Bound
from sayso.reconcile.looks.look import Look, plain_look
from sayso.serve import looks
from sayso.serve.routes import stories
from tests.reconcile.keep.made import POOL, add_all, caught_up
from tests.serve.conftest import Serve
from tests.serve.waiting import PATIENCE

TIGHT = Bound(whole=3, part=3)


@pytest.fixture
def archive(ledger: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve) -> Iterator[TestClient]:
    """The page of a ledger that is too large for one view, though it is small."""
    add_all(ledger, range(len(POOL)))
    caught_up(ledger.store)
    monkeypatch.setattr(looks.Looks.__init__, "__defaults__", (*(looks.Looks.__init__.__defaults__ or ())[:-1], TIGHT))
    yield serve(path)


@pytest.fixture
def whole(archive: TestClient, reader: Reader) -> Look:
    """All that the ledger tells, as the views would show it if they showed all."""
    return plain_look(reader, EVERYTHING)


def test_views_say_what_they_show_and_lead_to_the_rest(archive: TestClient, whole: Look) -> None:
    number = len({one.carrier.story for one in whole.knowledge.tellings})
    for address in ("/", "/origins", "/review"):
        told = " ".join(archive.get(address).text.split())
        assert f"Shown is the largest of {number} stories" in told, address
        assert "/stories" in told


def test_every_story_is_a_link_away(archive: TestClient, whole: Look) -> None:
    listed = archive.get("/stories").text
    ids = re.findall(r"\?story=(s\w+)", listed)
    assert set(ids) == {one.carrier.story for one in whole.knowledge.tellings}
    for id in ids:
        shown = archive.get(f"/?story={id}")
        assert shown.status_code == 200
        assert "One story alone" in shown.text
        figures = {view.series.id for view in whole.series if view.series.story == id}
        assert set(re.findall(r"/figure/(s\w+)", shown.text)) <= figures


def test_stories_are_listed_a_page_at_a_time(archive: TestClient, whole: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "AT_ONCE", 1)
    address: str | None = "/stories"
    seen: list[str] = []
    while address is not None:
        shown = archive.get(address).text
        seen += re.findall(r"\?story=(s\w+)\">", shown)
        following = re.search(r'href="([^"]+)" rel="next"', shown)
        address = following[1].replace("&amp;", "&") if following else None
    assert sorted(seen) == sorted({one.carrier.story for one in whole.knowledge.tellings})


def test_stories_are_of_what_is_asked_for(archive: TestClient, whole: Look) -> None:
    killed = {one.carrier.story for one in whole.knowledge.tellings if one.claim.kind == "killed"}
    assert set(re.findall(r"story=(s\w+)", archive.get("/stories?kind=killed").text)) == killed
    assert "No story fits" in archive.get("/stories?kind=killed&text=nowhere").text


def test_each_figure_incident_and_report_is_found_by_its_id(archive: TestClient, whole: Look) -> None:
    for view in whole.series:
        assert archive.get(f"/figure/{view.series.id}").status_code == 200
        assert archive.get(f"/review?subject={view.series.id}").status_code == 200
    for incident, _ in whole.incidents:
        assert archive.get(f"/incident/{incident.id}").status_code == 200
    for report in whole.knowledge.world.carriers:
        assert archive.get(f"/report/{report}").status_code == 200
    for telling in whole.knowledge.tellings:
        assert archive.get("/origins", params={"origin": telling.origin.key}).status_code in (200, 404)
    assert archive.get("/figure/s" + "0" * 20).status_code == 404


def test_how_found_claims_stand_is_told_by_their_own_stories(archive: TestClient) -> None:
    found = archive.get("/search?text=killed").text
    assert "still being worked out" not in found
    assert 'class="standing' in found


def test_a_view_of_one_story_keeps_to_it(archive: TestClient, whole: Look) -> None:
    stories_there = {one.carrier.story for one in whole.knowledge.tellings}
    for id in stories_there:
        words = archive.get(f"/origins?story={id}").text
        assert "largest of" not in words
        assert f"story={id}" in words


def test_of_a_small_ledger_nothing_is_said_of_parts(demo_client: TestClient) -> None:
    for address in ("/", "/origins", "/review"):
        assert "largest of" not in demo_client.get(address).text
    assert demo_client.get("/stories").status_code == 200


def test_stories_that_a_page_links_to_are_worked_out_before_the_links_are_followed(
    archive: TestClient, whole: Look, reader: Reader
) -> None:
    there = looks.Looks(reader, bound=TIGHT)
    there.at(EVERYTHING)
    stories = sorted({one.carrier.story for one in whole.knowledge.tellings})
    found, left = there.at_hand(EVERYTHING, stories, 0)
    assert (found, sorted(left)) == ([], stories)
    seen: list[Look] = []
    there.soon_of(EVERYTHING, stories, seen.append)
    assert there.until_idle(PATIENCE)
    assert [look.shown.stories for look in seen] == [frozenset({one}) for one in stories]
    found, left = there.at_hand(EVERYTHING, stories, 0)
    assert {id(one) for one in found} == {id(one) for one in seen}
    assert left == []
    there.close()


def test_the_smallest_stories_are_looked_at_together_while_somebody_waits(
    archive: TestClient, whole: Look, reader: Reader
) -> None:
    there = looks.Looks(reader, bound=TIGHT)
    there.at(EVERYTHING)
    claims = Counter(one.carrier.story for one in whole.knowledge.tellings)
    (_, least), (_, next_) = claims.most_common()[:-3:-1]
    (look,), left = there.at_hand(EVERYTHING, claims, least + next_)
    assert len(look.knowledge.tellings) == least + next_
    assert len(left) == len(claims) - 2
    there.close()


def test_not_more_is_worked_out_of_a_list_than_may_stay_held(
    archive: TestClient, whole: Look, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = looks.Looks(reader, bound=TIGHT)
    there.at(EVERYTHING)
    claims = Counter(one.carrier.story for one in whole.knowledge.tellings)
    (first, most), *_ = claims.most_common()
    monkeypatch.setattr(looks, "LINKED", most)
    seen: list[Look] = []
    there.soon_of(EVERYTHING, [first, *sorted(claims.keys() - {first})], seen.append)
    assert there.until_idle(PATIENCE)
    assert [look.shown.stories for look in seen] == [frozenset({first})]
    there.close()
