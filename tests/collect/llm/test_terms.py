"""What the settings say of a model, checked; and that the key is in nothing that can be printed."""

from __future__ import annotations

import traceback

import pytest

from sayso.collect.llm.terms import Terms, terms
from sayso.errors import SaysoError
from sayso.settings import Settings
from tests.llm_server import KEY


def made(monkeypatch: pytest.MonkeyPatch, **told: str) -> Terms:
    for name, value in ({"url": "https://models.example.org/v1", "model": "m"} | told).items():
        monkeypatch.setenv(f"SAYSO_LLM_{name.upper()}", value)
    return terms(Settings())


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://models.example.org/v1", "https://models.example.org/v1/chat/completions"),
        ("https://models.example.org/v1/", "https://models.example.org/v1/chat/completions"),
        ("https://models.example.org/v1/chat/completions", "https://models.example.org/v1/chat/completions"),
        (" http://127.0.0.1:11434/v1 ", "http://127.0.0.1:11434/v1/chat/completions"),
        ("http://localhost:8000", "http://localhost:8000/chat/completions"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1/chat/completions"),
        ("http://192.168.1.7/v1", "http://192.168.1.7/v1/chat/completions"),
        ("http://gpu.lan:8000/v1", "http://gpu.lan:8000/v1/chat/completions"),
    ],
)
def test_the_one_address_that_is_asked(url: str, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(monkeypatch, url=url).asked.asked == asked


@pytest.mark.parametrize(
    ("told", "detail"),
    [
        ({"url": ""}, "are to be set"),
        ({"model": ""}, "are to be set"),
        ({"url": "http://models.example.org/v1"}, "http only to this machine"),
        ({"url": "ftp://127.0.0.1/v1"}, "neither http nor https"),
        ({"url": "http://127.1/v1"}, "four decimal numbers"),
        ({"url": "https://models.example.org/v1?version=3"}, "ends before ?"),
        ({"url": "https://models.example.org/v1#top"}, "ends before ?"),
        ({"url": "https://me:secret-word@models.example.org/v1"}, "a user name or password"),
        ({"model": "two words"}, "no model's name"),
        ({"model": "m\x1b[2J"}, "no model's name"),
        ({"model": "m" * 200}, "no model's name"),
        ({"key": f"{KEY}\nX: y"}, "what a header cannot carry"),
        ({"key": f"{KEY}é"}, "what a header cannot carry"),
    ],
)
def test_what_does_not_fit(told: dict[str, str], detail: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SaysoError, match="E145") as caught:
        made(monkeypatch, **told)
    said = "".join(traceback.format_exception(caught.value))
    assert detail in caught.value.line
    assert KEY not in said and "secret-word" not in said


def test_the_key_is_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(monkeypatch, key=KEY)
    settings = Settings()
    assert found.key.get_secret_value() == KEY
    assert KEY not in f"{found!r} {found} {settings!r} {settings} {settings.model_dump_json()}"


def test_a_setting_that_does_not_fit_shows_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LLM_TIMEOUT", "soon")
    with pytest.raises(SaysoError, match="E035") as caught:
        made(monkeypatch, key=KEY)
    assert "SAYSO_LLM_TIMEOUT" in caught.value.line
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("name", ["timeout", "max_bytes", "max_tokens"])
@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf"])
def test_numbers_that_are_none(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SaysoError, match="E035"):
        made(monkeypatch, **{name: value})
