"""`sayso.read`: the same claims as the command gives for the same text, whatever it is."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import sayso as library
from sayso.errors import SaysoError
from sayso.library import reading
from sayso.types import Claim, Source
from tests.conftest import Ran, Sayso

TEXT = "ALMATY, Jan 7 — At least 26 people were killed, police said on Friday. Curfew was imposed in Almaty.\n"
OBJECT = {"id": "one", "title": "Dozens killed", "text": "Twelve people died in Almaty.", "url": "https://news.example/1"}
INPUTS = {
    "text": TEXT,
    "page": f"<html><head><title>Unrest</title></head><body><article><h1>Unrest</h1><p>{TEXT * 3}</p></article></body></html>",
    "json": json.dumps([OBJECT, OBJECT | {"id": "two", "text": "Six soldiers were killed."}]),
    "no claim": "The sky was clear over the steppe.",
    "arabic digits and emoji": "٣ people were killed 🙂 in Almaty.",
    "surrogate": "Three people were killed \ud800 in Almaty.",
}


def lines(ran: Ran) -> list[dict[str, object]]:
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize("name", INPUTS)
def test_the_same_as_the_command(sayso: Sayso, name: str) -> None:
    text = INPUTS[name]
    typed = sayso(
        *("read", "-", "--reader", "rules", "--published", "2022-01-07", "--format", "jsonl"),
        stdin=text.encode("utf8", "replace"),
    )
    assert library.read(text, published="2022-01-07", reader="rules").lines() == lines(typed)


def test_a_report_with_a_title_is_the_line_of_json_lines(sayso: Sayso, tmp_path: Path) -> None:
    file = tmp_path / "press.jsonl"
    file.write_text(json.dumps(OBJECT | {"publisher": "Steppe Wire"}), encoding="utf8")
    typed = sayso("read", file, "--reader", "rules", "--published", "2022-01-07", "--format", "jsonl")
    claims = library.read(published="2022-01-07", publisher="Steppe Wire", reader="rules", **OBJECT)
    assert claims.lines() == lines(typed)
    assert {line["report"] for line in claims.lines()} == {"one"}
    assert claims.reports[0].outlet is not None and claims.reports[0].outlet.name == "Steppe Wire"


def test_claims_are_typed_objects() -> None:
    claims = library.read(TEXT, published="2022-01-07", reader="rules")
    killed = next(claim for claim in claims if claim.kind == "killed")
    assert isinstance(killed, Claim)
    assert killed.figure is not None and killed.figure.low == 26 and killed.figure.relation == "at_least"
    assert [type(source) for source in killed.attribution.chain] == [Source]
    assert claims.reports[0].text[slice(killed.evidence.span.start, killed.evidence.span.end)] == killed.evidence.text
    assert len(claims) == len(claims.lines()) and list(claims[:1]) == [claims[0]]
    assert repr(claims) == f"<Claims: {len(claims)}, of 1 reports>"


def test_a_reader_is_made_once() -> None:
    """Word lists and weights take longer to load than a text to read."""
    library.read(TEXT, reader="rules")
    before = reading._reader.cache_info()
    library.read(TEXT, reader="rules")
    after = reading._reader.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 1)


def test_the_reader_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_READER", "rules")
    assert {claim.maker.reader for claim in library.read(TEXT)} == {"rules"}


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert library.read(TEXT + "\nhttps://news.example/story", url="https://news.example/1", reader="rules")


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        ("", {}, "E125"),
        ("  \n", {}, "E125"),
        ("\0\1\2binary", {}, "E125"),
        ("", {"title": "Only a title"}, "E125"),
        ('[{"title": "no text"}]', {}, "E125"),
        ("{broken", {"published": "soon"}, "E011"),
        (TEXT, {"published": "2022-13-01"}, "E011"),
        (TEXT, {"reader": "oracle"}, "E013"),
        (TEXT, {"reader": "llm"}, "E145"),
    ],
)
def test_what_cannot_be_read_has_a_code(text: str, told: dict[str, str], code: str) -> None:
    with pytest.raises(SaysoError) as error:
        library.read(text, **{"reader": "rules", **told})
    assert error.value.code.code == code


def test_a_text_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_BYTES", "20")
    with pytest.raises(SaysoError, match="E005"):
        library.read(TEXT, reader="rules")


FIRST = """
import sys
{before}
import sayso
claims = sayso.read("Six people were killed in Almaty.", reader="rules")
print(len(claims), claims[0].figure.low, sayso.read.__name__, "onnxruntime" in sys.modules)
"""


@pytest.mark.parametrize("before", ["", "from sayso.read import dates", "import sayso.library"])
def test_whatever_was_imported_first(before: str) -> None:
    """The function and the folder have one name: whichever came last would hide the other."""
    code = FIRST.format(before=before)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["1", "6", "sayso.read", "False"], ran.stderr


def test_importing_it_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import sayso; print(sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['sayso']"
    code = "import sayso; print(dir(sayso) == sorted(dir(sayso)), 'Ledger' in dir(sayso), 'read' in dir(sayso)); sayso.nothing"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["True"] * 3 and "has no attribute 'nothing'" in ran.stderr
