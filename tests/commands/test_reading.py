"""`sayso read` and `annotate`: every door, every format, and every kind of bad input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sayso.export.layers import LINES
from sayso.export.rows import COLUMNS
from sayso.types import Layers
from tests.conftest import Sayso

TEXT = "Clashes in Aktau\n\nPolice arrested more than 40 protesters in Aktau on Thursday, the Interior Ministry said.\n"
PAGE = f"""<html lang="en"><head><title>Clashes in Aktau</title>
<meta property="article:published_time" content="2022-01-07T10:00:00+06:00"></head>
<body><nav>Home | 300 arrested elsewhere</nav><article><h1>Clashes in Aktau</h1>
<p>{TEXT.splitlines()[2]}</p><p>{"Shops stayed closed on the main street of the town, and buses did not run. " * 3}</p>
</article></body></html>"""


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("aktau.txt", TEXT),
        ("aktau.html", PAGE),
        ("aktau.json", json.dumps([{"id": "aktau", "title": "Clashes in Aktau", "text": TEXT.splitlines()[2]}])),
        ("aktau.jsonl", json.dumps({"id": "aktau", "title": "Clashes", "maintext": TEXT.splitlines()[2]}) + "\n"),
    ],
)
def test_every_kind_of_file_gives_the_figure_and_its_teller(sayso: Sayso, tmp_path: Path, name: str, content: str) -> None:
    ran = sayso("read", put(tmp_path, name, content), "--published", "2022-01-07", "--format", "jsonl")
    assert ran.status == 0, ran.err
    (claim,) = [c for c in lines(ran.out) if c["kind"] == "arrested"]
    assert claim["report"] == "aktau"
    assert (claim["figure"]["low"], claim["figure"]["relation"]) == (40, "more_than")  # type: ignore[index]
    assert claim["attribution"]["chain"][0]["name"] == "the Interior Ministry"  # type: ignore[index]
    assert claim["place"]["name"] == "Aktau"  # type: ignore[index]
    assert claim["time"]["start"] == "2022-01-06"  # type: ignore[index]


def test_a_paste(sayso: Sayso) -> None:
    ran = sayso("read", "-", "--format", "jsonl", stdin=TEXT.encode())
    assert {c["report"] for c in lines(ran.out)} == {"paste"}


def test_a_folder(sayso: Sayso, tmp_path: Path) -> None:
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "b.txt", TEXT)
    assert {c["report"] for c in lines(sayso("read", tmp_path, "--format", "jsonl").out)} == {"a", "b"}


def test_a_pipe_gets_json_lines_by_itself(sayso: Sayso, tmp_path: Path) -> None:
    assert lines(sayso("read", put(tmp_path, "a.txt", TEXT)).out)


def test_csv_json_markdown_and_table_say_the_same(sayso: Sayso, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    count = len(lines(sayso("read", path, "--format", "jsonl").out))
    rows = list(csv.DictReader(io.StringIO(sayso("read", path, "--format", "csv").out, newline="")))
    assert len(rows) == count and tuple(rows[0]) == COLUMNS
    assert len(json.loads(sayso("read", path, "--format", "json").out)) == count
    assert len(sayso("read", path, "--format", "md").out.splitlines()) == count + 2
    assert "more than 40 protesters" in sayso("read", path, "--format", "table").out


@pytest.mark.parametrize("layer", sorted(LINES))
def test_annotate_prints_a_line_a_report(sayso: Sayso, tmp_path: Path, layer: str) -> None:
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "b.txt", "Nothing happened.")
    ran = sayso("annotate", tmp_path, "--layer", layer, "--published", "2022-01-07")
    assert [row["report"] for row in lines(ran.out)] == ["a", "b"], ran.err
    assert layer in lines(ran.out)[0]


def test_every_public_layer_is_a_field_of_layers() -> None:
    assert set(LINES) <= set(Layers.__dataclass_fields__)


# --- said, but no error ------------------------------------------------------------------------------------------


def test_without_a_date_one_line_says_add_it(sayso: Sayso, tmp_path: Path) -> None:
    ran = sayso("read", put(tmp_path, "a.txt", TEXT))
    assert ran.status == 0
    assert [line for line in ran.err.splitlines() if "--published" in line] == [
        "a: no publication date; add it with --published 2022-01-07"
    ]


def test_no_claims_is_said_and_no_error(sayso: Sayso, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Pancakes\n\nMix flour, eggs and milk, and fry them in butter until they are golden.")
    ran = sayso("read", path, "--published", "2022-01-07")
    assert (ran.status, ran.out) == (0, "")
    assert "a: no claims found" in ran.err


def test_an_old_encoding_is_read_and_said(sayso: Sayso, tmp_path: Path) -> None:
    russian = "В Алма-Ате задержаны протестующие, сообщает министерство внутренних дел республики. " * 5
    ran = sayso("read", put(tmp_path, "a.txt", russian.encode("windows-1251")))
    assert ran.status == 0
    assert "1251" in ran.err


# --- bad input: one coded line with its remedy, and all the rest is read ------------------------------------------------


def refused(ran: object, code: str) -> bool:
    """One line with the code and no traceback."""
    err: str = getattr(ran, "err")  # noqa: B009
    coded = [line for line in err.splitlines() if line.startswith(code + " ")]
    return len(coded) == 1 and "Traceback" not in err and getattr(ran, "status") != 0  # noqa: B009


def test_a_missing_file(sayso: Sayso, tmp_path: Path) -> None:
    assert refused(sayso("read", tmp_path / "none.txt"), "E001")


def test_a_folder_without_reports(sayso: Sayso, tmp_path: Path) -> None:
    put(tmp_path, "notes.docx", "x")
    assert refused(sayso("read", tmp_path), "E002")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "E003"),
        ("empty.txt", b"", "E004"),
        ("blank.html", b"  \n ", "E004"),
        ("broken.json", b'{"text": ', "E008"),
        ("textless.json", b'[{"title": "Only a title"}]', "E009"),
        ("bare.html", b"<html><body><script>1</script></body></html>", "E012"),
    ],
)
def test_one_bad_file_among_good_ones(sayso: Sayso, tmp_path: Path, name: str, content: bytes, code: str) -> None:
    put(tmp_path, name, content)
    put(tmp_path, "z.txt", TEXT)
    ran = sayso("read", tmp_path, "--format", "jsonl")
    assert refused(ran, code), ran.err
    assert {c["report"] for c in lines(ran.out)} == {"z"}


def test_a_file_over_the_limit(sayso: Sayso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_BYTES", "1000")
    assert refused(sayso("read", put(tmp_path, "long.txt", "word " * 1000)), "E005")


def test_a_broken_line_is_named_and_the_others_are_read(sayso: Sayso, tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT.splitlines()[2]})
    ran = sayso("read", put(tmp_path, "a.jsonl", f"{good}\n{{broken\n{good}\n"), "--format", "jsonl")
    assert refused(ran, "E007") and "line 2" in ran.err
    assert {c["report"] for c in lines(ran.out)} == {"a#1", "a#3"} or {c["report"] for c in lines(ran.out)} == {"a#1", "a#2"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--published", "soon"], "E011"),
        (["--published", "2022-13-01"], "E011"),
        (["--reader", "crystal-ball"], "E013"),
        (["--format", "xml"], "E017"),
    ],
)
def test_wrong_words_on_the_command_line(sayso: Sayso, tmp_path: Path, arguments: list[str], code: str) -> None:
    assert refused(sayso("read", put(tmp_path, "a.txt", TEXT), *arguments), code)


def test_what_is_no_address_of_the_web_is_refused(sayso: Sayso) -> None:
    assert refused(sayso("read", "ftp://news.invalid/a"), "E015")


def test_an_unknown_layer(sayso: Sayso, tmp_path: Path) -> None:
    assert refused(sayso("annotate", put(tmp_path, "a.txt", TEXT), "--layer", "moods"), "E014")
