"""`sayso copy`: what a person is told, what is refused, and what is left alone. What is copied is in `tests/ledger`."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.ledger.address import Place
from sayso.ledger.query import Reader
from tests.commands.test_reading import TEXT, put, refused
from tests.conftest import Sayso, given
from tests.stores import OVER_BOTH


@pytest.fixture
def source(sayso: Sayso, tmp_path: Path) -> Path:
    assert sayso("add", put(tmp_path, "a.txt", TEXT), "--reader", "rules", "--published", "2022-01-07").status == 0
    return tmp_path / "test.ledger"


@OVER_BOTH
def test_there_and_back_it_is_the_same_ledger(
    sayso: Sayso, typed_ledger: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file, back = tmp_path / "file.ledger", tmp_path / "back.ledger"
    assert sayso("--ledger", file, "add", put(tmp_path, "a.txt", TEXT), "--reader", "rules").status == 0
    for source, target in ((file, typed_ledger), (typed_ledger, back)):
        ran = sayso("copy", given(source), given(target))
        assert ran.status == 0 and "3 entries copied; it holds all 3" in ran.out, ran.err
        assert "nothing new to copy; it holds all 3" in sayso("copy", given(source), given(target)).out
        whole = sayso("--ledger", given(target), "verify")
        assert "all whole" in whole.out and whole.out.splitlines()[-1] == ran.out.splitlines()[-1]
        shown = sayso("--ledger", given(target), "figures")
        assert shown.out == sayso("--ledger", given(file), "figures").out and shown.err == ""


def test_what_lies_beside_is_named_and_where_it_belongs(sayso: Sayso, source: Path, tmp_path: Path) -> None:
    ran = sayso("copy", source, tmp_path / "copy.ledger")
    assert f"copy {source}.evidence to {tmp_path / 'copy.ledger.evidence'}" in ran.err
    assert not (tmp_path / "copy.ledger.evidence").exists()
    assert "E086" in sayso("--ledger", tmp_path / "copy.ledger", "verify", "--evidence").err
    (tmp_path / "copy.ledger.evidence").symlink_to(f"{source}.evidence")
    assert "all there and right" in sayso("--ledger", tmp_path / "copy.ledger", "verify", "--evidence").out


def test_no_source_makes_no_target(sayso: Sayso, tmp_path: Path) -> None:
    assert refused(sayso("copy", tmp_path / "none", tmp_path / "copy"), "E020")
    assert not (tmp_path / "copy").exists()


def test_onto_itself_by_whatever_name(sayso: Sayso, source: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(source)
    for target in (source, tmp_path / "link", tmp_path / "." / source.name):
        assert refused(sayso("copy", source, target), "E067")


def test_a_file_of_another_kind_is_left_alone(sayso: Sayso, source: Path, tmp_path: Path) -> None:
    other = put(tmp_path, "notes.txt", "My own words. " * 100)
    assert refused(sayso("copy", source, other), "E024")
    assert other.read_text() == "My own words. " * 100


def test_another_ledger_is_left_alone_and_the_first_difference_named(sayso: Sayso, source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ledger"
    assert sayso("--ledger", other, "add", put(tmp_path, "b.txt", f"{TEXT} It rained."), "--reader", "rules").status == 0
    with Reader.open(other) as reader:
        before = reader.head()
    ran = sayso("copy", source, other)
    assert refused(ran, "E066") and "its entry 1 is not" in ran.err
    with Reader.open(other) as reader:
        assert reader.head() == before
