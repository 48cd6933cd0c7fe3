"""R11: who is limited to a situation learns nothing of the rest, whatever they ask for.

Two situations, each with words that nothing else has: in texts, names, outlets' addresses, names of files, reasons, reviewers.
What an answer repeats of its own address is no leak, so that of each address only the words are looked for that are not in it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_plus, urlencode

import pytest
from starlette.testclient import TestClient

from sayso.commands.people.roles import Role
from sayso.commands.session import session
from sayso.commands.tokens import Sees, made
from sayso.serve.api.application import PREFIX
from sayso.serve.files import version
from tests.command import done
from tests.prove.proof import FULL, Proof
from tests.prove.routes import PART, Route
from tests.prove.routes import routes as table
from tests.serve.api.conftest import bearer
from tests.serve.shared.conftest import two_ledger
from tests.serve.shared.people import Server, shared
from tests.serve.shared.two import NORTH, PLACES, SOUTH, WORDS

__all__ = ["two_ledger"]

ALL = "sees everything"
VIEWS = {"claims": "claim", "reports": "report", "figures": "series", "incidents": "incident", "stories": "story"}
"""Lists of the API, and what an item of each is called by."""
ALSO = {"claim": "claims", "report": "reports", "figure": "figures", "incident": "incidents"}
"""Views of the page whose ids are those of a list."""
SOUTHERN = (*WORDS[SOUTH], SOUTH, PLACES[SOUTH][1])
NORTHERN = WORDS[NORTH]
"""Without its town, which stands in a field as an example."""
NEITHER = "harvest"
Ids = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Two:
    server: Server
    north: TestClient
    south: TestClient
    every: TestClient

    def ids(self, client: TestClient) -> Ids:
        """All that this user finds in lists."""
        return {view: [one[id] for one in _items(client, view)] for view, id in VIEWS.items()}


@pytest.fixture
def two(two_ledger: Path, tmp_path: Path) -> Iterator[Two]:
    with ExitStack() as open_:
        server = shared(Path(shutil.copy(two_ledger, tmp_path / "two.ledger")), open_)
        server.add("north", Role.REVIEWER, (NORTH,))
        server.add("south", Role.REVIEWER, (SOUTH,))
        server.add(ALL, Role.ADMINISTRATOR)
        yield Two(server, *(open_.enter_context(server.as_(name)) for name in ("north", "south", ALL)))


def _items(client: TestClient, view: str) -> Iterator[dict[str, Any]]:
    next_: str | None = f"{PREFIX}/{view}"
    while next_:
        answer = client.get(next_).json()
        yield from answer["items"]
        next_ = answer["next"]


def seen_in(answer: Any, address: str, words: Iterable[str]) -> list[str]:
    """Those of the words that the answer tells, in body or headers, without those that were asked for."""
    told = f"{answer.text}\n{dict(answer.headers)}".casefold()
    asked = unquote_plus(address).casefold()
    return [word for word in words if word.casefold() in told and word.casefold() not in asked]


def addresses(routes: Iterable[Route], own: Ids, other: Ids) -> Iterator[str]:
    """Each route that shows something, with ids of both and each of its questions with words of both."""
    for route in routes:
        if route.method != "GET":
            continue
        for path in _paths(route.path, own, other):
            yield path
            for name in sorted(set(route.asks)):
                yield from (f"{path}?{urlencode({name: value})}" for value in _values(own, other))


def _paths(path: str, own: Ids, other: Ids) -> Iterator[str]:
    view = path.removeprefix(PREFIX).split("/")[1]
    listed = ALSO.get(view, view)
    found = [*own.get(listed, [])[:2], *other.get(listed, [])[:3]] or ["nothing"]
    names = [NORTH, SOUTH] if view == "situations" else ["claims", "acled", "hxl", "geojson", "timemap", "ftm"]
    parts = {"id": found, "name": names, "number": ["1"], "at": [version()]}
    wanted = PART.findall(path)
    for values in product(*(parts[name] for name in wanted)):
        filled = dict(zip(wanted, values, strict=True))
        yield PART.sub(lambda part, filled=filled: quote(filled[part[1]], safe=""), path)  # type: ignore[misc]


def _values(own: Ids, other: Ids) -> list[str]:
    ids = [some[0] for some in (*other.values(), *own.values())]
    return [*SOUTHERN, WORDS[NORTH][0], *ids, "2022-01-07", "2023", "KZ", "FR", "killed", "all", "*", "%", ""]


def test_no_answer_tells_of_the_other_situation(two: Two, proof: Proof) -> None:
    own, other = two.ids(two.north), two.ids(two.south)
    assert all(not set(own[view]) & set(other[view]) and own[view] and other[view] for view in VIEWS)
    asked, leaks, controls, north = 0, list[str](), Counter[str](), 0
    for number, address in enumerate(addresses(table(two.server.desk_app), own, other)):
        if not FULL and number % 10:
            continue
        answer = two.north.get(address)
        asked += 1
        leaks += [f"{address}: {word}" for word in seen_in(answer, address, (*SOUTHERN, NEITHER))]
        north += bool(seen_in(answer, address, NORTHERN))
        if number % 40 == 0:
            controls.update(seen_in(two.every.get(address), address, (*SOUTHERN, NEITHER)))
    assert not leaks, "\n".join(leaks[:40])
    assert north > asked / 20, "its own words are hardly told, so that nothing was looked at"
    assert controls.keys() == {*SOUTHERN, NEITHER}, f"what the unlimited see, so that it could be told: {controls}"
    proof.saw(
        f"two situations, {asked:,} addresses asked for by who is limited to one: 0 tell a word of the other; "
        f"{north:,} tell words of its own"
    )


def test_what_is_outside_is_answered_like_what_does_not_exist(two: Two, proof: Proof) -> None:
    other, asked = two.ids(two.south), 0
    for view, ids in other.items():
        paths = [f"{PREFIX}/{view}/{{}}", *(f"/{page}/{{}}" for page, listed in ALSO.items() if listed == view)]
        paths += [f"{PREFIX}/{view}/{{}}/{more}" for more in {"claims": ["evidence"], "reports": ["claims"]}.get(view, [])]
        for path, id in product(paths, ids):
            none = id[0] + "".join(reversed(id[1:]))
            assert none not in ids
            one, two_ = (two.north.get(path.format(which)) for which in (id, none))
            assert one.status_code == two_.status_code == 404, (path, id, one.status_code, two_.status_code)
            assert one.text.replace(id, "ID") == two_.text.replace(none, "ID"), (path, id)
            assert one.headers.keys() == two_.headers.keys(), (path, id)
            assert two.every.get(path.format(id)).status_code in (200, 202, 307), (path, id)
            asked += 1
    proof.saw(f"{asked} addresses of the other situation's claims, reports, figures, incidents and stories: as of none")


def test_counts_are_those_of_the_own_situation(two: Two) -> None:
    heads = [client.get(f"{PREFIX}/head").json() for client in (two.north, two.every)]
    assert heads[0] != heads[1]
    reports = [len(two.ids(client)["reports"]) for client in (two.north, two.south, two.every)]
    assert reports == [3, 3, 7]
    assert two.north.get("/export/claims").text.count("\n") < two.every.get("/export/claims").text.count("\n")


def test_a_token_of_a_situation_sees_it_alone(two: Two, proof: Proof) -> None:
    told = session(two.server.desk.session.ledger)
    secrets = [made(told, name, None, os.urandom, sees) for name, sees in (
        ("of a situation", Sees(situations=(NORTH,))), ("of a user", Sees(user="north")), ("of all", Sees()))]  # fmt: skip
    client, found = two.server.browser(), list[set[str]]()
    for secret in secrets:
        told_of = set[str]()
        for view in (*VIEWS, "situations", "sources", "origins", "measures", "disagreements"):
            address = f"{PREFIX}/{view}"
            told_of.update(seen_in(client.get(address, headers=bearer(secret)), address, (*SOUTHERN, NEITHER)))
        found.append(told_of)
    assert found[:2] == [set(), set()] and len(found[2]) > 4, found
    proof.saw("tokens of a situation and of a limited user: as that user")


ON_ONE = ("confirm", "refute", "unverifiable", "wrong_reading")
ON_TWO = ("duplicate", "same_incident", "other_incident")


def forms(inside: str, outside: list[str]) -> Iterator[dict[str, str]]:
    """Each word on what is outside, and on two of which one or both are."""
    yield from ({"subject": outside[0], "verdict": word} for word in ON_ONE)
    for one, other in ((outside[0], outside[-1]), (outside[0], inside), (inside, outside[0])):
        yield from ({"subject": one, "verdict": word, "other": other} for word in ON_TWO)


def test_forms_of_a_limited_reviewer_reach_nothing_else(two: Two, proof: Proof) -> None:
    """With the head of their own page, and after a verdict of this name on what is outside, which could be taken back: so that
    a form is refused for nothing but what it is about."""
    own, other = two.ids(two.north), two.ids(two.south)
    done(two.server.ledger, "review", other["claims"][0], "refute", "--why", "the list", "--reviewer", "north")
    good = {"subject": own["claims"][1], "verdict": "refute", "why": "the list"}
    head = re.search(r'name="head" value="(\w+)"', two.north.get(f"/review?subject={good['subject']}").text)
    assert head is not None
    before, refused = two.server.desk.reader.head(), 0
    for view, path in product(other, ("/review", "/review/undo")):
        for form in forms(own[view][0], other[view]):
            sent = {**form, "why": "so", "head": head[1]}
            answer = two.north.post(path, data=sent)
            told = set(re.findall(r"\bE\d{3}\b", answer.text))
            nothing_said = {"E049"} if form["subject"] in own[view] and path.endswith("undo") else {"E027"}
            assert answer.status_code in (400, 404) and told in ({"E027"}, nothing_said), (path, form, told)
            assert not seen_in(answer, urlencode(sent), SOUTHERN), (path, form)
            refused += 1
    assert two.server.desk.reader.head() == before
    answer = two.north.post("/review", data=good | {"head": head[1]})
    assert answer.status_code == 303 and two.server.desk.reader.head() != before, answer.text[:500]
    proof.saw(f"{refused} decisions of a limited reviewer on what is outside: 0 written; on what is inside: written")
