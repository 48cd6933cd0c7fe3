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
        {"Origin": "https://127.0.0.1:8022"},
        {"Origin": "http://127.0.0.1:8022.evil.example"},
        {"Referer": "http://evil.example/?http://127.0.0.1:8022/"},
        {"Referer": "http://["},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_change_that_another_site_asks_for_is_refused(demo_client: TestClient, method: str, headers: dict[str, str]) -> None:
    assert demo_client.request(method, "/", headers=headers).status_code == 403


def test_a_change_from_the_page_itself_passes_the_guard(demo_client: TestClient) -> None:
    same = {"Origin": "http://127.0.0.1:8022", "Sec-Fetch-Site": "same-origin"}
    assert demo_client.post("/", headers=same).status_code == 405  # there is none here; but it was asked


CROSS = {"Sec-Fetch-Site": "cross-site"}
LINK = CROSS | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("headers", [LINK, LINK | {"Sec-Fetch-Site": "same-site"}, {"Referer": "http://evil.example/"}, {}])
def test_a_link_from_elsewhere_may_look(demo_client: TestClient, headers: dict[str, str]) -> None:
    assert demo_client.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        CROSS | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        CROSS | {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        LINK | {"Sec-Fetch-Dest": "iframe"},
        LINK | {"Sec-Fetch-Dest": "embed"},
        LINK | {"Sec-Purpose": "prefetch"},
        CROSS,
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/search?text=a", "/api/v1/figures", "/static/none/sayso.css"])
def test_what_another_site_would_load_is_not_worked_out(demo_client: TestClient, path: str, headers: dict[str, str]) -> None:
    """It could not be read there, but it would keep the server at work, and its time would tell what the ledger holds."""
    assert demo_client.get(path, headers=headers).status_code == 403


def test_a_page_that_was_found_without_a_link_loads_what_is_its_own(demo_client: TestClient) -> None:
    own = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style"}
    assert demo_client.get("/static/none/sayso.css", headers=own).status_code == 200
    assert demo_client.get("/", headers={"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}).status_code == 200


def test_too_much_is_refused(demo_client: TestClient) -> None:
    assert demo_client.post("/", content=b"", headers={"Content-Length": "99999999999"}).status_code == 413
    assert demo_client.post("/", content=b"", headers={"Content-Length": "-1"}).status_code == 413
    assert demo_client.get("/", headers={"Content-Length": "0" * 5_000}).status_code == 413


@pytest.mark.parametrize(
    ("host", "name"), [("a.b:80", "a.b"), ("[::1]:80", "::1"), ("A.B", "a.b"), ("[", ""), ("a:b:c", ""), ("", "")]
)
def test_hostname(host: str, name: str) -> None:
    assert hostname(host) == name
