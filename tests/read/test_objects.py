"""JSON: our fields and those of news-please, arrays and lines, whole and broken."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from sayso.collect import sniff
from sayso.read.notes import Note
from sayso.types import Report, Span, Unreadable
from tests.read.reading import all_of, objects, one


def test_title_and_text_are_fields() -> None:
    report = one(objects({"id": 7, "title": "Two dead ", "text": "Police said two people died."}))
    assert (report.name, report.text) == ("7", "Two dead \n\nPolice said two people died.")
    start = report.text.index("two people")
    assert report.field_of(Span(start, start + 10)) == ("text", Span(12, 22))
    assert report.field_of(Span(0, 3)) == ("title", Span(0, 3))
    assert report.title == "Two dead"


def test_a_headline_repeated_in_the_text_is_a_title() -> None:
    report = one(objects({"title": "Two dead in fire", "text": "Two Dead In Fire\nPolice said two people died."}))
    assert [(block.kind.value, report.field_of(block.span)[0]) for block in report.blocks] == [
        ("title", "title"),
        ("title", "text"),
        ("body", "text"),
    ]


def test_news_please() -> None:
    [report] = objects(
        {
            "maintext": "Police said two people died.",
            "title": "Two dead",
            "date_publish": "2022-01-07 10:00:00",
            "source_domain": "www.eldertongazette.co.uk",
            "authors": ["Jane Doe", "Joe Roe"],
            "language": "en",
            "url": "https://news.eldertongazette.co.uk/fire",
            "description": None,
            "image_url": None,
        }
    )
    assert isinstance(report, Report)
    assert (report.published, report.byline, report.language) == ("2022-01-07T10:00:00", "Jane Doe, Joe Roe", "en")
    assert report.outlet is not None
    assert (report.outlet.id, report.outlet.site) == ("eldertongazette.co.uk", "news.eldertongazette.co.uk")


def test_names_of_objects_without_id() -> None:
    found = objects([{"text": "One."}, {"text": "Two.", "id": "b"}, {"text": "Three."}])
    assert [report.name for report in found if isinstance(report, Report)] == ["x#1", "b", "x#3"]
    assert one(objects({"text": "One."})).name == "x"
    assert one(objects([{"text": "One."}])).name == "x"


def test_an_object_without_text_hurts_only_itself() -> None:
    found = objects([{"title": "No text"}, {"text": "Two people died."}, {"text": 5}, "text", {"text": "  "}])
    assert [item.code for item in found if isinstance(item, Unreadable)] == ["E009"] * 4
    assert "object 3" in [item for item in found if isinstance(item, Unreadable)][1].reason
    assert one(found).text == "Two people died."


def test_a_broken_line_hurts_only_itself() -> None:
    body = b'{"text": "One."}\n\n{"text": "Tw\n[1, 2\n{"text": "Three\\u2028."}\n'
    found = all_of(body, sniff.JSON_LINES)
    wrong = [item for item in found if isinstance(item, Unreadable)]
    assert [(item.code, f"line {n}" in item.reason) for item, n in zip(wrong, (3, 4), strict=True)] == [("E007", True)] * 2
    assert [item.text for item in found if isinstance(item, Report)] == ["One.", "Three\u2028."]


def test_a_line_separator_inside_a_string_ends_no_line() -> None:
    body = json.dumps({"text": "One\u2028two\x85three."}, ensure_ascii=False).encode()
    assert one(all_of(body, sniff.JSON_LINES)).text == "One\u2028two\x85three."


@pytest.mark.parametrize("body", [b'{"text": ', b"[" * 100_000, b"Two people died.", b'{"text": "a"} trailing'])
def test_a_broken_file_is_told(body: bytes) -> None:
    [found] = all_of(body, sniff.JSON)
    assert isinstance(found, Unreadable)
    assert found.code == "E008"


@pytest.mark.parametrize(("body", "media_type"), [(b"[]", sniff.JSON), (b"\n \n", sniff.JSON_LINES)])
def test_a_file_without_objects_is_told(body: bytes, media_type: str) -> None:
    [found] = all_of(body, media_type)
    assert isinstance(found, Unreadable)
    assert found.code == "E004"


def test_lines_in_a_json_file_are_read() -> None:
    found = all_of(b'{"text": "One."}\n{"text": "Two."}\n', sniff.JSON)
    assert [item.text for item in found if isinstance(item, Report)] == ["One.", "Two."]


def test_the_documents_own_date_wins() -> None:
    assert one(objects({"text": "One.", "published": "2022-01-05"}, "2022-01-09")).published == "2022-01-05"
    assert one(objects({"text": "One."}, "2022-01-09")).published == "2022-01-09"


def test_a_date_that_makes_no_sense_is_told() -> None:
    found = objects({"text": "One.", "published": "the day before"})
    [note] = [item for item in found if isinstance(item, Note)]
    assert "the day before" in note.text
    assert one(found).published is None


def test_half_a_surrogate_pair_is_read() -> None:
    first = one(all_of(b'{"text": "One \\ud800 two."}', sniff.JSON))
    assert first.text == "One \ud800 two."
    assert first.id == one(all_of(b'{"text": "One \\ud800 two."}', sniff.JSON)).id


def test_the_id_is_of_the_content() -> None:
    one_id = one(objects({"text": "One.", "title": "A", "id": "x"})).id
    assert one_id == one(objects({"text": "One.", "title": "A", "id": "y"})).id
    others = [
        {"text": "Two.", "title": "A"},
        {"text": "One.", "title": "B"},
        {"text": "One.", "title": "A", "url": "https://a.invalid/"},
    ]
    assert len({one_id, *(one(objects(other)).id for other in others)}) == 4
    assert len(one_id) == 21


def test_text_and_json_need_no_heavy_library() -> None:
    program = (
        "import sys, sayso.collect.files, sayso.read.reports as r, datetime as d;"
        "from sayso.types import Capture;"
        "list(r.reports(Capture('a', d.datetime.now(), 'application/json', '', b'{\"text\": \"It was the two of them.\"}')));"
        "print([m for m in ('trafilatura', 'lxml', 'py3langid', 'charset_normalizer', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_of_more_characters_than_a_report_has_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.limits.MAX_CHARACTERS", 1_000)
    [found] = objects({"text": "word " * 201})
    assert isinstance(found, Unreadable)
    assert found.reason == "E019 x.json: 1,005 characters is more than 1,000 in one report: split it into several reports"


def test_an_integer_of_too_many_digits_is_told_as_such() -> None:
    [found] = all_of(b'{"text": "One.", "id": ' + b"1" * 5_000 + b"}", sniff.JSON)
    assert isinstance(found, Unreadable)
    assert "too many digits" in found.reason
