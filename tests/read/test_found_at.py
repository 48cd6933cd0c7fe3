"""The address of a document that was found on the web, and its name."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from sayso.read.found_at import stem, web_address
from sayso.read.reports import reports
from sayso.types import Capture, Report


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("-", "paste"),
        ("a/b/fire.txt", "fire"),
        ("a/press.mbox#2", "press#2"),
        ("a/press.mbox#2#3", "press#2#3"),
        ("https://news.example/2022/fire.html?utm_source=feed", "fire"),
        ("https://news.example/2022/fire/", "fire"),
        ("https://www.news.example/", "www.news.example"),
        ("https://news.example/%1b%5b2J%0a", "␛[2J␊"),
    ],
)
def test_a_report_that_brings_no_id_is_named_after_its_file_or_address(address: str, name: str) -> None:
    assert stem(address) == name


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://News.example:443/fire?utm_source=feed&id=7#top", "https://news.example/fire?id=7"),
        ("a/b/fire.txt", None),
        ("https://", None),
        ("ftp://news.example/fire", None),
    ],
)
def test_the_address_of_a_document_of_the_web(address: str, found: str | None) -> None:
    assert web_address(address) == found


def fetched(body: bytes, media_type: str, encoding: str | None = None) -> Report:
    address = "https://www.steppewire.example/fire?utm_source=feed"
    digest = hashlib.sha256(body).hexdigest()
    capture = Capture(address, datetime(2022, 1, 8, tzinfo=UTC), media_type, digest, body, encoding=encoding)
    [report] = [one for one in reports(capture) if isinstance(one, Report)]
    return report


@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
def test_what_names_no_address_has_that_at_which_it_was_found_and_its_outlet(media_type: str) -> None:
    report = fetched(b"<p>Two people were killed in a fire in Aktau on Friday, the police said.</p>", media_type)
    assert (report.url, report.name) == ("https://www.steppewire.example/fire", "fire")
    assert report.outlet is not None and report.outlet.id == "steppewire.example"


@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
def test_the_transport_tells_the_encoding_before_the_page_does(media_type: str) -> None:
    words = "Полиция сообщила, что двенадцать человек были задержаны в городе."
    body = f'<meta charset="windows-1252"><p>{words}</p>'.encode("koi8-r")
    assert words in fetched(body, media_type, "koi8-r").text
