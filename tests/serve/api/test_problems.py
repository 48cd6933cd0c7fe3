"""Whatever is wrong is told as problem+json, with Sayso's code and a remedy; and nothing is answered that was not asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.errors import CODES, SaysoError
from sayso.serve.api.problems import MEDIA, STATUS
from sayso.serve.api.shapes.parts import Problem
from tests.serve.api.conftest import API, make_token
from tests.serve.conftest import Serve

WRONG = {
    "no such address": ("/nowhere", 404, "E142"),
    "the root": ("/", 404, "E142"),
    "a slash too many": ("/figures/", 404, "E142"),
    "a line break": ("/claims/%0A", 404, "E142"),
    "no such figure": ("/figures/s0123456789abcdef", 404, "E027"),
    "no such incident": ("/incidents/i0123456789abcdef", 404, "E027"),
    "no such claim": ("/claims/cffffffffffffffff", 404, "E027"),
    "no such evidence": ("/claims/cffffffffffffffff/evidence", 404, "E027"),
    "no such report": ("/reports/nothing", 404, "E027"),
    "no such report with claims": ("/reports/nothing/claims", 404, "E027"),
    "no such story": ("/stories/s1", 404, "E027"),
    "no such story in a view": ("/figures?story=s1", 404, "E027"),
    "no such situation": ("/situations/nothing", 404, "E042"),
    "no such situation in a view": ("/claims?situation=nothing", 404, "E042"),
    "too early": ("/figures/sb6252c1429c56b33?as_of=2001", 404, "E052"),
    "several": ("/claims/c", 409, "E028"),
    "no such parameter": ("/figures?as-of=2022-01-09", 422, "E143"),
    "a parameter of another route": ("/reports?kind=killed", 422, "E143"),
    "no date": ("/figures?as_of=yesterday", 422, "E143"),
    "no day of the calendar": ("/figures?as_of=2022-02-30", 422, "E143"),
    "no kind": ("/figures?kind=slain", 422, "E016"),
    "no point": ("/figures?near=91,0", 422, "E143"),
    "no distance": ("/figures?near=1,2&within=-1", 422, "E143"),
    "infinity": ("/figures?near=1,2&within=inf", 422, "E143"),
    "no limit": ("/figures?limit=0", 422, "E143"),
    "too much": ("/figures?limit=201", 422, "E143"),
    "empty words": ("/claims?text=", 422, "E143"),
    "long words": ("/claims?text=" + "x" * 201, 422, "E143"),
    "no truth": ("/figures?why=maybe", 422, "E143"),
    "no cursor": ("/figures?cursor=AAAA", 404, "E141"),
}


def told(answer: Any, status: int, code: str) -> Problem:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA)
    said = Problem.model_validate_json(answer.content)
    assert (said.status, said.code) == (status, code)
    assert said.remedy and said.title
    return said


@pytest.mark.parametrize(("address", "status", "code"), WRONG.values(), ids=WRONG.keys())
def test_a_question_that_cannot_be_answered(demo_client: TestClient, address: str, status: int, code: str) -> None:
    told(demo_client.get(f"{API}{address}"), status, code)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/figures", "/claims/c1/evidence", "/health"])
def test_it_is_for_reading_only(demo_client: TestClient, method: str, address: str) -> None:
    answer = demo_client.request(method, f"{API}{address}")
    told(answer, 405, "E144")
    assert answer.headers["Allow"] == "GET, HEAD"


def test_head_is_get_without_the_body_and_with_its_tag(demo_client: TestClient) -> None:
    assert demo_client.head(f"{API}/kinds").headers["ETag"] == demo_client.get(f"{API}/kinds").headers["ETag"]


def test_what_the_guard_refuses_is_told_so_too(demo_client: TestClient) -> None:
    told(demo_client.get(f"{API}/head", headers={"Host": "evil.example"}), 421, "E144")
    told(demo_client.post(f"{API}/head", headers={"Sec-Fetch-Site": "cross-site"}), 403, "E144")
    told(demo_client.get(f"{API}/head", headers={"Content-Length": "99999999999"}), 413, "E144")


def test_no_other_site_may_read_an_answer(demo_client: TestClient) -> None:
    answer = demo_client.get(f"{API}/head", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_nobody_foresaw_is_told_by_its_kind_alone(demo_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("sayso.serve.api.routes.kept.count", broken)
    answer = demo_client.get(f"{API}/head?as_of=2022-01-11")
    assert "RuntimeError" in told(answer, 500, "E099").detail
    assert "secret" not in answer.text


@pytest.mark.parametrize("code", ["E021", "E053", "E054", "E058"])
def test_a_ledger_that_cannot_be_read_now_is_503(demo_client: TestClient, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def gone(_: object) -> None:
        raise SaysoError(code, path="a ledger", detail="gone")

    monkeypatch.setattr("sayso.serve.looks.Looks.now", gone)
    told(demo_client.get(f"{API}/figures"), 503, code)
    told(demo_client.get(f"{API}/health"), 503, code)


def test_a_token_that_is_not_sent(own_demo: Path, serve: Serve) -> None:
    make_token(own_demo)
    told(serve(own_demo).get(f"{API}/head"), 401, "E138")


def test_words_from_an_address_are_told_without_what_a_terminal_obeys(demo_client: TestClient) -> None:
    answer = demo_client.get(f"{API}/situations/%1B%5B2J%E2%80%AEx")
    detail = told(answer, 404, "E042").detail
    assert "\x1b" not in detail and "\u202e" not in detail


def test_every_code_that_has_a_status_is_one() -> None:
    assert set(STATUS) <= set(CODES)


def test_the_page_tells_what_is_wrong_as_a_page(demo_client: TestClient) -> None:
    assert demo_client.get("/nowhere").headers["Content-Type"].startswith("text/html")
