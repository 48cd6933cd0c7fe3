"""PDFs: their text in paragraphs, without what every page repeats; a reason for each that has none."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import limits
from sayso.collect.sniff import PDF
from sayso.read.notes import Note
from sayso.types import Report, Unreadable
from tests.read.making_pdf import Line, content, paragraphs, pdf, stream, written
from tests.read.reading import Read, all_of, one

FIRE = ["Two people died in the fire in the old town on Friday, po-", "lice said. The minister spoke of a grave", "accident."]
HURT = ["Another three were hurt, among them a child of six years", "and her mother."]


def read(body: bytes, published: str | None = None) -> list[Read]:
    return all_of(body, PDF, published, "release.pdf")


def body_of(found: list[Read]) -> str:
    return one(found).text


def notes(found: list[Read]) -> list[str]:
    return [item.text for item in found if isinstance(item, Note)]


def test_lines_become_paragraphs() -> None:
    assert body_of(read(pdf([paragraphs(FIRE, HURT)]))) == (
        "Two people died in the fire in the old town on Friday, police said. The minister spoke of a grave accident.\n\n"
        "Another three were hurt, among them a child of six years and her mother."
    )


def test_heads_feet_and_page_numbers_are_left_out_and_a_paragraph_goes_on_over_the_page() -> None:
    pages = [
        paragraphs(FIRE, ["The hospital said that all of"], head="Ministry of Health", foot="Page 1 of 3"),
        paragraphs(["them had left it by noon."], HURT, head="Ministry of Health", foot="Page 2 of 3"),
        paragraphs(["The street was closed all day."], head="Ministry of Health", foot="Page 3 of 3"),
    ]
    found = read(pdf(pages))
    text = body_of(found)
    assert "The hospital said that all of them had left it by noon." in text.split("\n\n")
    assert "Ministry" not in text and "Page" not in text
    assert notes(found) == ["6 lines of page heads, feet and numbers were left out"]


def test_a_line_that_stands_once_at_the_edge_is_news() -> None:
    assert body_of(read(pdf([paragraphs(FIRE, head="PRESS RELEASE"), paragraphs(HURT, head="12 people")]))).count("PRESS") == 1


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The demon-", "strators left the old town that day."], "The demonstrators left the old town that day."),
        (["A well-known man spoke to the well-", "known crowd."], "A well-known man spoke to the well-known crowd."),
        (["The COVID-", "19 ward was full all that day long."], "The COVID-19 ward was full all that day long."),
        (["The Asia-", "Pacific office said so on that day."], "The Asia-Pacific office said so on that day."),
        (["Ten people -", "all of them men - died there that day."], "Ten people - all of them men - died there that day."),
    ],
)
def test_words_are_joined_at_the_end_of_lines(lines: list[str], text: str) -> None:
    assert body_of(read(pdf([paragraphs(lines)]))) == text


def test_a_heading_in_larger_letters_is_a_paragraph_of_its_own() -> None:
    small = content([(72, 686, "Two people died in the fire in the old town")])
    page = b"BT /F1 18 Tf 1 0 0 1 72 700 Tm (Fire in the old town) Tj ET\n" + small
    body = pdf([[]]).replace(content([]), page)
    assert len(body_of(read(body)).split("\n\n")) == 2


def test_paragraphs_that_are_set_in_are_told_apart() -> None:
    lines: list[Line] = [
        (90, 700, "Two people died in the fire in the old town, police said."),
        (72, 686, "The minister spoke of a grave accident and of bad wires."),
        (90, 672, "Another three were hurt, among them a child of six years"),
        (72, 658, "and her mother."),
    ]
    assert [text[:7] for text in body_of(read(pdf([lines]))).split("\n\n")] == ["Two peo", "Another"]


def test_title_and_date_are_taken_where_they_make_sense() -> None:
    told = {"Title": "Fire in the old town", "CreationDate": "D:20220107120000+06'00'"}
    report = one(read(pdf([paragraphs(["Fire in the old town"], FIRE)], told)))
    assert (report.title, report.published) == ("Fire in the old town", "2022-01-07T12:00:00+06:00")
    assert report.text.count("Fire in the old town") == 1
    assert one(read(pdf([paragraphs(FIRE)], told), "2022-01-06")).published == "2022-01-06"


@pytest.mark.parametrize("title", ["", "Microsoft Word - release.docx", "release.indd", "Untitled", "Fire", "x y " * 100])
def test_the_name_of_a_file_is_no_title(title: str) -> None:
    assert one(read(pdf([paragraphs(FIRE)], {"Title": title}))).title != title or not title


@pytest.mark.parametrize("date", ["D:19040101000000Z", "D:20990101000000Z", "yesterday", "D:2022", "D:00000000"])
def test_a_clock_that_was_wrong_dates_nothing(date: str) -> None:
    assert one(read(pdf([paragraphs(FIRE)], {"CreationDate": date}))).published is None


def problem(found: list[Read]) -> Unreadable:
    [told] = [item for item in found if isinstance(item, Unreadable)]
    assert not any(isinstance(item, Report) for item in found)
    return told


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (pdf([[]]), "it may be scanned"),
        (pdf([paragraphs(["12 345"])]), "it may be scanned"),
        (pdf([]), "it may be scanned"),
        (b"%PDF-1.4\nrubbish", "it is broken"),
        (b"%PDF-", "it is broken"),
        (pdf([paragraphs(FIRE)])[:300], ""),
    ],
)
def test_a_pdf_without_text_is_told_with_a_remedy(body: bytes, word: str) -> None:
    told = problem(read(body))
    assert (told.code, word in told.reason, "copy its text" in told.reason) == ("E081", True, True)


def test_a_locked_pdf_is_told() -> None:
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32}) >> /ID [(a) (a)]"
    told = problem(read(pdf([paragraphs(FIRE)], trailer=locked)))
    assert (told.code, "locked with a password" in told.reason) == ("E081", True)


def test_one_broken_page_does_not_hurt_the_rest() -> None:
    body = pdf([paragraphs(FIRE), paragraphs(HURT)])
    lines = content(paragraphs(HURT))
    broken = body.replace(stream(lines), stream(lines, "/Filter /Nonsense "))
    found = read(broken)
    assert body_of(found).startswith("Two people died")
    assert any("cannot be read: 2" in note for note in notes(found))


def test_a_bomb_is_one_broken_page() -> None:
    bomb = zlib.compress(bytes(limits.PDF_BYTES + 1_000_000), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        stream(bomb, "/Filter /FlateDecode "),
    ]
    assert problem(read(written(objects, "/Root 1 0 R"))).code == "E081"


def test_pages_and_characters_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 2)
    found = read(pdf([paragraphs(FIRE), paragraphs(HURT), paragraphs(["Not read."])]))
    assert "Not read" not in body_of(found)
    assert "only the first 2 of 3 pages were read" in notes(found)
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 100)
    assert problem(read(pdf([paragraphs(FIRE)]))).code == "E019"


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PAGE_SECONDS", -1.0)
    found = read(pdf([paragraphs(FIRE)]))
    assert problem(found).code == "E081"
    assert any("takes too long" in note for note in notes(found))


WHOLE = pdf([paragraphs(FIRE, HURT), paragraphs(HURT)], {"Title": "Fire in the old town"})


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=30))
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_leads_to_no_exception(start: int, end: int, junk: bytes) -> None:
    found = read(WHOLE[:start] + junk + WHOLE[end:])
    assert any(isinstance(item, Report | Unreadable) for item in found)
