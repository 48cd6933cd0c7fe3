"""Who may reach the page, who may change something, and what every answer carries."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from sayso.serve.guard import HEADERS, POLICY, hostname

FOREIGN = [
    "evil.example",
    "127.0.0.1.evil.example",
    "evil.example:8022",
    "",
    "127.0.0.1@evil.example",
    "[::1",
    "0.0.0.0:8022",
    "127.0.0.1/api/v1/figures?",
    "127.0.0.1#",
    "someone@127.0.0.1",
]


@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_name_for_this_machine_is_refused(demo_client: TestClient, host: str) -> None:
    assert demo_client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8022", "localhost:8022", "[::1]:8022", "127.0.0.1"])
def test_its_own_names_are_answered(demo_client: TestClient, host: str) -> None:
    assert demo_client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/none/sayso.css", "/nowhere", "/figure/none", "/?as_of=never"])
def test_every_answer_carries_the_policy(demo_client: TestClient, path: str) -> None:
    answer = demo_client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_an_answer_to_what_nobody_foresaw_carries_it_too(demo_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("<b>secret</b>")

    monkeypatch.setattr("sayso.serve.routes.situation.slider", broken)
    answer = demo_client.get("/")
    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "E099" in answer.text
    assert "secret" not in answer.text


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8022"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_change_that_another_site_asks_for_is_refused(demo_client: TestClient, method: str, headers: dict[str, str]) -> None:
    assert demo_client.request(method, "/", headers=headers).status_code == 403


def test_a_change_from_the_page_itself_passes_the_guard(demo_client: TestClient) -> None:
    same = {"Origin": "http://127.0.0.1:8022", "Sec-Fetch-Site": "same-origin"}
    assert demo_client.post("/", headers=same).status_code == 405  # there is none here; but it was asked


def test_a_link_from_elsewhere_may_look(demo_client: TestClient) -> None:
    assert demo_client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_too_much_is_refused(demo_client: TestClient) -> None:
    assert demo_client.post("/", content=b"", headers={"Content-Length": "99999999999"}).status_code == 413
    assert demo_client.post("/", content=b"", headers={"Content-Length": "-1"}).status_code == 413


@pytest.mark.parametrize(
    ("host", "name"), [("a.b:80", "a.b"), ("[::1]:80", "::1"), ("A.B", "a.b"), ("[", ""), ("a:b:c", ""), ("", "")]
)
def test_hostname(host: str, name: str) -> None:
    assert hostname(host) == name
