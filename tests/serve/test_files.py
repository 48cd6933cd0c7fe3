"""The files that the pages load."""

from __future__ import annotations

import gzip
import re

import pytest
from starlette.testclient import TestClient

from sayso.serve.files import address, packed, served, version


def test_every_file_that_a_page_names_is_there(demo_client: TestClient) -> None:
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', demo_client.get("/").text))
    assert len(named) > 5
    for one in named:
        assert demo_client.get(one).status_code == 200, one


def test_what_styles_name_is_there() -> None:
    for name, body in served().items():
        if name.endswith(".css"):
            for found in re.findall(r"url\(\"?([^)\"]+)\"?\)", body.decode("utf8")):
                folder = name.rpartition("/")[0]
                assert found.startswith(("data:", "#default#VML")) or f"{folder}/{found}".strip("/") in served(), (name, found)


def test_a_browser_keeps_them_for_good_until_they_change(demo_client: TestClient) -> None:
    answer = demo_client.get(address("sayso.css"))
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.content == served()["sayso.css"]
    assert "immutable" not in demo_client.get("/static/older/sayso.css").headers["Cache-Control"]
    assert version() in address("sayso.css")


def test_who_takes_nothing_packed_gets_it_plain(demo_client: TestClient) -> None:
    answer = demo_client.get(address("sayso.js"), headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert gzip.decompress(packed("sayso.js")) == answer.content


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "nothing.js", "vendored/../../rendering.py", "README.md", ""])
def test_nothing_else_is_given(demo_client: TestClient, name: str) -> None:
    assert demo_client.get(f"/static/{version()}/{name}").status_code == 404


def test_an_address_of_what_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        address("nothing.css")
