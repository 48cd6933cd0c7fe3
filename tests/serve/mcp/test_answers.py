"""What the tools answer over the demo, on each store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import CODES
from sayso.ledger.filters import EVERYTHING, Filters
from sayso.limits import MCP_ANSWER
from sayso.reconcile.looks.look import plain_look
from sayso.serve.mcp.paging import fitting
from sayso.serve.mcp.room import Room
from sayso.vocabulary import DEMONSTRATION, Group, kinds
from tests.conftest import Sayso
from tests.serve.mcp.conftest import Ask, asking, refused, room_of
from tests.serve.test_situation import HURT, SHUT_DOWN

LISTS = {"figures": "figures", "claims": "claims", "disagreements": "disagreements"}


def claim_ids(answer: object) -> Iterator[str]:
    """Every id under `evidence`, and of every claim."""
    match answer:
        case dict():
            for name, value in answer.items():
                if name == "evidence" and value and isinstance(value[0], str):
                    yield from value
                elif name == "claim":
                    yield value
                else:
                    yield from claim_ids(value)
        case list():
            for value in answer:
                yield from claim_ids(value)


def all_of(ask: Ask, tool: str, limit: int, **asked: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        answer = ask(tool, limit=limit, **asked, **({"cursor": cursor} if cursor else {}))
        found += answer[LISTS[tool]]
        cursor = answer["next_cursor"]
        if cursor is None:
            return found
        assert answer[LISTS[tool]], "a page without anything, and no end"


def test_a_figure_says_what_the_command_says(ask: Ask, demo_room: Room) -> None:
    look = plain_look(demo_room.reader, Filters(kind="killed"))
    told = all_of(ask, "figures", 3, kind="killed")
    assert [one["figure"] for one in told] == [view.series.id for view in look.series]
    for one, view in zip(told, look.series, strict=True):
        assert one["to_publish"] == view.to_publish
        assert (one["low"], one["high"]) == (view.spread.low, view.spread.high)
        assert one["values_in_all"] == len(view.values)
        standing = {value.id for value in view.spread.standing}
        assert len(one["values"]) == min(6, len(view.values)) and (standing or one["best"] is None)


def test_what_was_known_then(ask: Ask) -> None:
    [then, *_] = ask("figures", kind="killed", place="KZ", as_of="2022-01-09T14:00")["figures"]
    [now, *_] = ask("figures", kind="killed", place="KZ")["figures"]
    assert (then["best"], now["best"]) == (164, 238)


@pytest.mark.parametrize("tool", list(LISTS))
def test_every_id_leads_to_the_words(tool: str, ask: Ask, demo_room: Room) -> None:
    every = list(dict.fromkeys(claim_ids(all_of(ask, tool, 50))))
    ids = every[:: max(1, len(every) // 40)]
    assert ids
    for n in range(0, len(ids), 20):
        some = ids[n : n + 20]
        answer = ask("evidence", ids=some)
        assert answer["missing"] == []
        told = [one["claim"] for one in answer["evidence"]]
        assert told + answer["left_out"] == some
        for one in answer["evidence"]:
            listed = demo_room.reader.claim(one["claim"])
            assert one["quote"] == listed.claim.evidence.text
            assert one["quote"] in listed.report.text
            assert one["outlet"] and one["published"] and one["url"].startswith("https://")
            assert len(one["told_by"]) == len(listed.claim.attribution.chain)
            assert len(one["sha256"]) == 64 and one["note"] == DEMONSTRATION


@pytest.mark.parametrize("tool", list(LISTS))
@pytest.mark.parametrize(
    "asked", [{}, {"kind": "people"}, {"text": "killed"}, {"since": "2022-01-08", "place": "Almaty"}], ids=str
)
def test_a_page_after_the_other_gives_each_once(tool: str, asked: dict[str, str], ask: Ask) -> None:
    one_by_one = all_of(ask, tool, 20, **asked)
    assert one_by_one == all_of(ask, tool, 50, **asked)
    assert len({json.dumps(one, sort_keys=True) for one in one_by_one}) == len(one_by_one)


def test_all_claims_are_there(ask: Ask, demo_room: Room) -> None:
    assert [one["claim"] for one in all_of(ask, "claims", 50)] == [one.claim.id for one in demo_room.reader.claims(EVERYTHING)]


@pytest.mark.parametrize("tool", [*LISTS, "situations"])
def test_an_answer_has_an_end(tool: str, ask: Ask) -> None:
    answer = ask(tool, **({"limit": 50} if tool in LISTS else {}))
    assert len(json.dumps(answer, ensure_ascii=False)) < 2 * MCP_ANSWER
    if tool == "figures":
        assert answer["next_cursor"] and len(answer["figures"]) < min(50, answer["in_all"])  # so many are too long


def test_long_claims_make_short_pages(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = all_of(ask, "claims", 50, kind="killed")
    monkeypatch.setattr("sayso.serve.mcp.tools.claims.fitting", lambda made, limit: fitting(made, limit, 2_000))
    assert 0 < len(ask("claims", limit=50, kind="killed")["claims"]) < 6
    assert all_of(ask, "claims", 50, kind="killed") == whole


def test_disagreements_tell_both_sides(ask: Ask) -> None:
    answer = ask("disagreements")
    assert answer["in_all"] == 2
    settled, open_ = answer["disagreements"]
    assert "corrected on its own page" in settled["settled"]
    assert [(side["origin"], side["number"]["low"]) for side in open_["sides"]] == [
        ("Interior Ministry", 5135),
        ("Presidency", 5800),
    ]
    assert [one["figure"] for one in ask("disagreements", only_open=True)["disagreements"]] == [open_["figure"]]


def test_a_measure_that_hides_is_told_beside_the_numbers(sayso: Sayso, tmp_path: Path) -> None:
    article = tmp_path / "almaty.txt"
    article.write_text(f"A title\n\n{HURT.format(12, 'Thursday')} {SHUT_DOWN}")
    assert sayso("add", article, "--reader", "rules", "--published", "2022-01-06").status == 0
    with room_of(tmp_path / "test.ledger") as room:
        [line] = asking(room)("figures", kind="injured", as_of="2022-01-08")["silences"]
    assert line.startswith("internet off in Almaty since 6 January 2022 (said by Interior Ministry)")


def test_kinds(ask: Ask) -> None:
    assert [one["kind"] for one in ask("kinds")["kinds"]] == list(kinds())
    assert {one["group"] for one in ask("kinds", group="measure")["kinds"]} == {Group.MEASURE}


def test_an_id_that_leads_nowhere_stands_beside_the_others(ask: Ask, demo_room: Room) -> None:
    [known, *_] = (one["claim"] for one in ask("claims", limit=1)["claims"])
    answer = ask("evidence", ids=["c000000", known[:12], known])
    assert [one["claim"] for one in answer["evidence"]] == [known, known]  # its beginning is enough
    assert answer["missing"][0]["claim"] == "c000000" and answer["missing"][0]["why"].startswith("E027 ")
    assert refused(demo_room, "evidence", ids=["c000000"]).startswith("E027 ")


WRONG: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("E011", "figures", {"as_of": "yesterday"}),
    ("E016", "claims", {"kind": "kiled"}),
    ("E016", "kinds", {"group": "peple"}),
    ("E033", "claims", {"near": "here"}),
    ("E042", "disagreements", {"situation": "unrest"}),
    ("E154", "figures", {"plaec": "KZ"}),
    ("E154", "figures", {"limit": 51}),
    ("E154", "figures", {"limit": 0}),
    ("E154", "claims", {"text": "a" * 201}),
    ("E154", "evidence", {}),
    ("E154", "evidence", {"ids": []}),
    ("E154", "evidence", {"ids": ["c1"] * 21}),
    ("E154", "situations", {"limit": 1}),
    ("E154", "claims", {"kind": ["killed"]}),
    ("E156", "figures", {"cursor": "no cursor"}),
    ("E156", "figures", {"cursor": "00000000_s1"}),
    ("E156", "claims", {"cursor": "00000000_2022-01-01~1~1"}),
)


@pytest.mark.parametrize(("code", "tool", "asked"), WRONG, ids=str)
def test_what_is_wrong_is_told_with_its_code(code: str, tool: str, asked: dict[str, object], demo_room: Room) -> None:
    line = refused(demo_room, tool, **asked)
    assert line.startswith(f"{code} ") and CODES[code].remedy.split("{")[0] in line


@pytest.mark.parametrize("tool", ["figures", "claims"])
def test_a_cursor_is_of_its_question(tool: str, ask: Ask, demo_room: Room) -> None:
    cursor = ask(tool, limit=1, kind="people")["next_cursor"]
    assert cursor and ask(tool, limit=2, kind="people", cursor=cursor)[tool]
    assert refused(demo_room, tool, limit=1, kind="violence", cursor=cursor).startswith("E156 ")
