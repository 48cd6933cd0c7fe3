"""`sayso export`: to a pipe and to a file, what was there before, and what it refuses."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from sayso.commands import exporting
from sayso.commands.asking import Asked
from sayso.commands.session import session
from sayso.errors import SaysoError
from sayso.export.formats.registry import FORMATS
from tests.command import sayso as command


def export(ledger: Path, format: str, output: Path | None, **typed: str) -> None:
    asked = Asked(**{name: value for name, value in typed.items() if name != "only"})
    wanted = exporting.Wanted(format, str(output) if output else None, None, names=False, only=typed.get("only"))
    exporting.export(session(str(ledger)), asked, wanted)


def test_a_pipe_and_a_file_get_the_same_bytes(demo_ledger: Path, tmp_path: Path) -> None:
    """In a process of its own; Parquet asks its stream where it is, which a pipe does not know."""
    piped = subprocess.run(command(demo_ledger, "export", "parquet"), check=True, capture_output=True)
    export(demo_ledger, "parquet", tmp_path / "out")
    assert piped.stdout == (tmp_path / "out").read_bytes() and piped.stdout
    assert piped.stderr == b""


def test_a_reader_that_goes_away_is_no_error(demo_ledger: Path) -> None:
    with subprocess.Popen(command(demo_ledger, "export", "claims"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout and ran.stderr
        ran.stdout.read(100)
        ran.stdout.close()
        assert b"Traceback" not in ran.stderr.read()


JSON_LINES = ("plover", "ftm")
"""Of nothing these are nothing."""


@pytest.mark.parametrize("format", FORMATS)
def test_of_nothing_it_writes_an_empty_table(demo_ledger: Path, tmp_path: Path, format: str) -> None:
    export(demo_ledger, format, tmp_path / "out", place="Narnia")
    assert ((tmp_path / "out").stat().st_size > 0) is (format not in JSON_LINES)


def test_what_was_there_stays_where_it_fails(demo_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up: the file of yesterday is whole, and no half of today's is beside it."""
    out = tmp_path / "acled.csv"
    out.write_text("yesterday")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sayso.export.formats.acled.write_rows", full)
    with pytest.raises(SaysoError, match=r"E034 .*No space left"):
        export(demo_ledger, "acled", out)
    assert out.read_text() == "yesterday" and list(tmp_path.iterdir()) == [out]
    with pytest.raises(SaysoError, match=r"E034 .*No such file"):
        export(demo_ledger, "claims", tmp_path / "nowhere" / "acled.csv")


def test_what_is_no_file_is_written_to(demo_ledger: Path, tmp_path: Path) -> None:
    export(demo_ledger, "hxl", Path("/dev/null"))
    assert not Path("/dev/null.part").exists() and Path("/dev/null").is_char_device()
    with pytest.raises(SaysoError, match=r"E034 .*directory"):
        export(demo_ledger, "hxl", tmp_path)


def test_it_takes_the_filters_of_every_view(demo_ledger: Path, tmp_path: Path) -> None:
    export(demo_ledger, "claims", tmp_path / "out", kind="killed", as_of="2022-01-08", place="KZ")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out").read_text(encoding="utf8"))))
    assert {row["kind"] for row in rows} == {"killed"} and max(row["published"] for row in rows) < "2022-01-09"


@pytest.mark.parametrize(
    ("format", "typed", "code"),
    [
        ("xls", {}, "E120"),
        ("claims", {"kind": "nothing"}, "E016"),
        ("claims", {"as_of": "soon"}, "E011"),
        ("claims", {"only": "nothing"}, "E027"),
        ("claims", {"situation": "nothing"}, "E042"),
    ],
    ids=["format", "kind", "day", "id", "situation"],
)
def test_what_it_refuses(demo_ledger: Path, tmp_path: Path, format: str, typed: dict[str, str], code: str) -> None:
    with pytest.raises(SaysoError, match=code):
        export(demo_ledger, format, tmp_path / "out", **typed)
    assert list(tmp_path.iterdir()) == []


def test_no_bytes_on_a_terminal(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.commands.session.Session.watched", True)
    with pytest.raises(SaysoError, match=r"E121 parquet .*-o export\.parquet"):
        export(demo_ledger, "parquet", None)


def test_a_ledger_that_nothing_follows_is_exported_all_the_same(demo_ledger: Path, tmp_path: Path) -> None:
    """As one that an older version kept: everything is worked out for this look."""
    own = Path(shutil.copy(demo_ledger, tmp_path / "own.ledger"))
    with sqlite3.connect(own) as connection:
        connection.execute("DELETE FROM followed")
    for typed in ({}, {"only": "sb6252c1429c56b33"}):
        export(demo_ledger, "claims", tmp_path / "followed", **typed)
        export(own, "claims", tmp_path / "behind", **typed)
        assert (tmp_path / "behind").read_bytes() == (tmp_path / "followed").read_bytes()
    with pytest.raises(SaysoError, match="E027"):
        export(own, "claims", tmp_path / "out", only="nothing")
