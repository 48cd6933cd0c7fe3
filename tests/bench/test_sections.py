"""The bench table: each section stands by itself, and says why where it cannot be measured."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import sections
from bench.keeping import SIZES
from bench.stores import Asked, postgresql


def rows(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    monkeypatch.setattr(sys, "argv", ["bench.sections", "--alone", name])
    sections.main()
    return capsys.readouterr().out.splitlines()


def test_a_section_that_fails_keeps_what_it_has_and_says_why(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Asked) -> Iterator[tuple[str, str]]:
        yield "first", "1 ms"
        raise ImportError("no module | named this\nat all")

    monkeypatch.setitem(sections.SECTIONS, "layers", broken)
    assert rows(capsys, monkeypatch, "layers") == ["first | 1 ms", "not measured | ImportError: no module / named this at all"]


def test_no_server_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SAYSO_TEST_POSTGRESQL", raising=False)
    monkeypatch.setattr("bench.stores.ADDRESS", tmp_path / "address")
    assert postgresql() is None
    monkeypatch.setattr(sections, "ledgers", lambda _: iter([("PostgreSQL", None)]))
    assert rows(capsys, monkeypatch, "queries") == [f"PostgreSQL: not measured | {sections.MISSING}"]


def test_the_largest_size_is_measured_only_where_it_is_asked_for_or_kept(tmp_path: Path) -> None:
    assert Asked().measured == ("10k", "100k")
    assert Asked(kept=tmp_path).measured == ("10k", "100k")
    (tmp_path / "1m.ledger").touch()
    assert Asked(kept=tmp_path).measured == tuple(SIZES)
    assert Asked("10k", tmp_path).measured == ("10k",)


def test_no_section_of_that_name_is_refused_before_anything_is_measured() -> None:
    done = subprocess.run([sys.executable, "-m", "bench", "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no such section: nothing" in done.stderr
    assert done.stdout == ""


def test_every_section_has_a_name_to_ask_for_it_by() -> None:
    parser = sections.arguments(argparse.ArgumentParser())
    assert parser.parse_args(list(sections.SECTIONS)).sections == list(sections.SECTIONS)
