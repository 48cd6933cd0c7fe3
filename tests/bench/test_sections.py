"""The bench table: each section stands by itself, and says why where it cannot be measured."""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench import sections
from bench.keeping import SIZES
from bench.stores import Asked, _named, postgresql


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


def test_what_a_section_calls_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each section says by name which module it runs: one that was renamed is noticed before a long run."""
    called: list[tuple[str, str]] = []
    monkeypatch.setattr(sections, "ledgers", lambda _: iter([("SQLite", tmp_path)]))
    monkeypatch.setattr(sections, "import_module", lambda module: _Spy(called, module))
    monkeypatch.setattr(sections, "new_place", lambda *_: nullcontext(tmp_path))
    named = ("bulk", "stream", "grouping", "writing", "queries", "views", "rebuild", "growing")
    for name in named:
        assert all(value == "called" for _, value in sections.SECTIONS[name](Asked())), name
    assert {module for module, _ in called} >= {
        "bench.bulk",
        "bench.stream",
        "bench.grouping",
        "bench.writing",
        "bench.querying",
    }
    for module, function in called:
        spec = find_spec(module)
        assert spec and spec.origin, module
        tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{module}.{function}"


class _Spy:
    """Takes the place of a module, and notes what is called of it."""

    def __init__(self, called: list[tuple[str, str]], module: str) -> None:
        self._called, self._module = called, module

    def __getattr__(self, function: str) -> Callable[..., Iterator[tuple[str, str]]]:
        self._called.append((self._module, function))
        return lambda *_: iter([("it", "called")])


def test_what_sections_import_by_themselves_is_there() -> None:
    tree = ast.parse(Path(sections.__file__).read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bench.")]
    assert len(found) > 5
    for node in found:
        spec = find_spec(node.module or "")
        assert spec and spec.origin, node.module
        there = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
        names = {name for inner in ast.walk(there) for name in _bound(inner)}
        assert {alias.name for alias in node.names} <= names, node.module


def _bound(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    inner = [one for target in targets for one in ast.walk(target)]
    return [one.id for one in inner if isinstance(one, ast.Name)]


def test_a_store_that_fails_leaves_the_next(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def measured(place: Path) -> Iterator[tuple[str, str]]:
        yield "one look", "1 ms"
        if place.name == "bad":
            raise OSError("no room")

    monkeypatch.setattr(sections, "ledgers", lambda _: iter([("small", Path("bad")), ("large", Path("good"))]))
    monkeypatch.setattr("bench.views.measured", measured)
    expected = ["small: one look | 1 ms", "small: not measured | OSError: no room", "large: one look | 1 ms"]
    assert rows(capsys, monkeypatch, "views") == expected


def test_ledgers_of_two_folders_do_not_meet_on_the_server(tmp_path: Path) -> None:
    assert _named(tmp_path / "one", "10k") == _named(tmp_path / "two" / ".." / "one", "10k") != _named(tmp_path / "two", "10k")


def test_every_section_has_a_name_to_ask_for_it_by() -> None:
    parser = sections.arguments(argparse.ArgumentParser())
    assert parser.parse_args(list(sections.SECTIONS)).sections == list(sections.SECTIONS)
