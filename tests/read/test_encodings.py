"""Bytes to text, and the language of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.collect import sniff
from sayso.read.decode import decode
from sayso.read.language import code, found_or_told, language
from sayso.read.notes import Note
from sayso.types import Report, Unreadable
from tests.read.reading import all_of

RUSSIAN = "Министерство внутренних дел сообщило о гибели двух человек во время пожара в старом городе. " * 5
GERMAN = "Bei einem Brand in der Altstadt sind zwei Menschen ums Leben gekommen, teilte die Polizei am Freitag mit. " * 3
ENGLISH = "Two people have been killed in a fire in the old town, and a third was hurt, the police said on Friday."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_known_encodings_need_no_note(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "x") == (RUSSIAN, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_is_guessed(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "x") == (ENGLISH, f"read as {encoding}, guessed")


def test_a_guess_is_told_and_the_report_is_read() -> None:
    note, report = all_of(RUSSIAN.encode("windows-1251"), sniff.TEXT)
    assert isinstance(note, Note)
    assert note.text == "read as windows-1251, guessed"
    assert isinstance(report, Report)
    assert report.text == RUSSIAN


def test_damaged_utf8_is_still_utf8() -> None:
    text, note = decode(RUSSIAN.encode()[:-2] + b"\xd0", "x")
    assert text.startswith("Министерство")
    assert note is not None
    assert "damaged" in note


def test_what_no_encoding_fits_is_told() -> None:
    [found] = all_of(bytes(range(128, 256)) * 100, sniff.TEXT)
    assert isinstance(found, Unreadable)
    assert found.code == "E006"


@pytest.mark.parametrize("declared", ["idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"])
def test_a_server_may_name_a_codec_that_is_none_of_pages(declared: str) -> None:
    assert decode(b"caf\xe9 \\u0041 +AEE- in the old town", "x", declared)[0] == "caf\xe9 \\u0041 +AEE- in the old town"


@pytest.mark.parametrize("declared", ["hex", "no-such-thing", "utf-8"])
def test_a_page_may_name_nonsense(declared: str) -> None:
    assert decode(ENGLISH.encode(), "x", declared)[0] == ENGLISH


LANGUAGES = [(ENGLISH, "en"), (RUSSIAN, "ru"), (GERMAN, "de"), ("Feuer", None), ("12 34 56 " * 100, None), ("", None)]


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_language(text: str, expected: str | None) -> None:
    assert language(text) == expected


KEPT = Path(__file__).parent / "pages" / "kept"
CHINESE = "据当地官员介绍，周五凌晨一家化工厂发生爆炸，造成12人死亡，三十多人受伤。事故原因正在调查中。"
JAPANESE = "金曜日の未明、化学工場で爆発があり、十二人が死亡、三十人以上が負傷したと警察が発表した。"
KOREAN = "금요일 새벽 화학 공장에서 폭발이 일어나 열두 명이 숨지고 서른 명이 넘게 다쳤다고 경찰이 밝혔다."
OTHERS = [("cyrillic", "ru"), ("kazakh", "kk"), ("right_to_left", "ar")]


@pytest.mark.parametrize(("name", "expected"), OTHERS)
def test_language_of_a_paragraph(name: str, expected: str) -> None:
    for paragraph in (KEPT / f"{name}.txt").read_text(encoding="utf8").splitlines()[:2]:
        assert language(paragraph) == expected, "Kazakh is not taken for Russian"


@pytest.mark.parametrize(("text", "expected"), [(CHINESE, "zh"), (JAPANESE, "ja"), (KOREAN, "ko"), ("新闻", None)])
def test_languages_of_east_asia(text: str, expected: str | None) -> None:
    assert language(text) == expected


def test_the_text_outranks_what_its_page_tells() -> None:
    assert found_or_told(RUSSIAN, "en") == "ru"
    assert found_or_told(ENGLISH, "ru") == "en"
    assert found_or_told("Feuer", "de") == "de"


@pytest.mark.parametrize(
    ("value", "expected"), [("en-GB", "en"), ("EN", "en"), ("zh_Hans_CN", "zh"), ("English", None), (None, None)]
)
def test_language_code(value: object, expected: str | None) -> None:
    assert code(value) == expected


POLISH = "Dwie osoby zginęły w pożarze na starym mieście, a trzecia została ranna, podała w piątek policja. " * 4
WESTERN = [
    "“Two people died,” the police said on Friday – and a third was hurt.",
    "The café’s owner, José Peña, said that two people had died in the fire.",
    "Bei dem Brand kamen zwei Menschen ums Leben, teilte die Polizei für den Landkreis am Freitag mit. " * 4,
    "Repairs cost £20, the mayor’s office said, and two people were hurt in the fire.",
]


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_in_windows_1252_is_read_as_such(text: str) -> None:
    assert decode(text.encode("cp1252"), "x") == (text, "read as windows-1252, guessed")


def test_other_languages_are_not_taken_for_windows_1252() -> None:
    assert decode(POLISH.encode("cp1250"), "x")[0] == POLISH


@pytest.mark.parametrize("bad", [b"\x92", b"\xe2\x80", b"\xff"])
def test_a_bad_byte_in_english_utf8_makes_it_no_other_encoding(bad: bytes) -> None:
    text, note = decode("“Two people died,” the police said.".encode() + bad + b" A third was hurt.", "x")
    assert text.startswith("“Two people died,” the police said.\N{REPLACEMENT CHARACTER}")
    assert note == "read as utf-8; 1 damaged characters were replaced"


def test_a_page_that_declares_the_wrong_encoding_is_guessed() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "x", "utf-8") == (RUSSIAN, "read as windows-1251, guessed")


def test_a_page_is_believed_what_it_declares_rightly() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), "x", "koi8-r") == (RUSSIAN, None)
