"""Docs that fail when stale: every command, setting, error and layer is documented, and nothing is that is not there."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import typer.main

from handbook.contents import CHAPTERS
from sayso.cli import app
from sayso.collect.arguments import READ_FROM_FOLDERS
from sayso.errors import CODES
from sayso.export.formats.hxl import TAGS
from sayso.export.formats.registry import FORMATS
from sayso.export.layers import LINES
from sayso.serve import files
from sayso.serve.mcp.tools import TOOLS
from sayso.serve.routes import ROUTES
from sayso.settings import Settings
from sayso.types import Claim
from sayso.vocabulary import kinds

ROOT = Path(__file__).resolve().parents[1]
NOT_IN_THE_LINE = {"id", "because", "verified_by"}


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf8")


def test_every_command_is_documented() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    headings = set(re.findall(r"^## sayso (\w+)", doc("commands.md"), re.MULTILINE))
    assert headings == commands


def test_every_command_has_an_example() -> None:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"sayso {name}" in (command.help or ""), name


def test_every_setting_is_documented() -> None:
    for name, field in Settings.model_fields.items():
        row = f"| `SAYSO_{name.upper()}` |"
        assert row in doc("settings.md")
        line = next(x for x in doc("settings.md").splitlines() if x.startswith(row))
        assert f"`{field.default}`" in line


def test_every_error_is_documented() -> None:
    told = re.findall(r"^\| (E\d+) \| (.*) \| (.*) \|$", doc("errors.md"), re.MULTILINE)
    assert told == [(code, made.what, made.remedy) for code, made in CODES.items()]


def test_every_code_has_one_meaning() -> None:
    made = re.findall(r'Code\(\s*"(E\d+)"', (ROOT / "src" / "sayso" / "errors.py").read_text(encoding="utf8"))
    assert made == sorted(set(made))


def test_what_is_read_from_folders_is_documented() -> None:
    assert [end for end in READ_FROM_FOLDERS if f"`{end}`" not in doc("collecting.md")] == []


def test_every_option_is_documented() -> None:
    """Under the heading of its command, or among what all views take."""
    text = doc("commands.md")
    of_views = text.split("\n## What all views take\n")[1].split("\n## ")[0]
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        part = text.split(f"\n## sayso {name}\n")[1].split("\n## ")[0]
        part += of_views if "[filters]" in part else ""
        options = [option.opts for option in command.params if option.opts[0].startswith("--") and option.name != "format"]
        assert [one for one in options if not any(way in part for way in one)] == [], name


def test_every_error_can_happen() -> None:
    code = "".join(p.read_text(encoding="utf8") for p in (ROOT / "src").rglob("*.py") if p.name != "errors.py")
    assert [c for c in CODES if f'"{c}"' not in code] == []


def test_every_route_is_documented() -> None:
    """In whichever page; what a path holds is named in capitals there, or in braces."""
    text = "".join(path.read_text(encoding="utf8") for path in (ROOT / "docs").glob("*.md"))
    told = {
        re.sub(r"\{\w+\}|\b[A-Z][A-Z_]+\b|…", "*", one).split("?")[0] for one in re.findall(r"`(?:GET |POST )?(/[^`]*)`", text)
    }
    paths = {re.sub(r"\{[^}]*\}", "*", route.path) for routes in (files.routes, *ROUTES) for route in routes.routes}  # type: ignore[attr-defined]
    assert sorted(paths - told - {"/static/*/*"}) == [] and "/static/*" in told


def test_every_kind_is_documented() -> None:
    text = doc("kinds.md")
    for kind in kinds().values():
        row = next(line for line in text.splitlines() if line.startswith(f"| {kind.kind} |"))
        codes = (kind.plover_event, kind.plover_mode, kind.acled_event_type, kind.acled_sub_event_type)
        assert kind.meaning in row and all(code in row for code in codes if code), kind.kind


def test_every_tool_for_assistants_is_documented() -> None:
    text = doc("mcp.md")
    for tool in TOOLS.values():
        assert f"| `{tool.name}` |" in text
        assert [name for name in tool.asks.model_fields if f"`{name}`" not in text] == [], tool.name


def test_every_page_is_named_where_people_begin() -> None:
    """The contents of the handbook name every page but the decisions, which it finds by itself."""
    named = {source for sources in CHAPTERS.values() for source in sources}
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert pages - named == set()


def test_every_layer_and_field_of_a_line_is_documented() -> None:
    text = doc("line-format.md")
    assert all(f"| {layer} |" in text for layer in LINES)
    fields = {f.name for f in dataclasses.fields(Claim)} - NOT_IN_THE_LINE
    assert [f for f in sorted(fields) if f"`{f}`" not in text] == []


def test_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert "make demo" in readme and "make test" in readme


def test_no_file_names_a_registry_or_this_machine() -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+|#.*|", line) for line in pinned)


def test_no_page_has_a_place_left_open() -> None:
    """Numbers are put into pages by hand, where a mark like @SCORES@ stood."""
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    assert [str(p) for p in pages if re.search(r"@[A-Z]+@", p.read_text(encoding="utf8"))] == []


def test_every_column_of_every_export_is_documented() -> None:
    """In its order, and nothing that is not there; Parquet has the columns of `claims`."""
    parts = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", doc("exports.md"), re.MULTILINE | re.DOTALL))
    documented = {name: tuple(re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)) for name, part in parts.items()}
    assert documented | {"parquet": documented["claims"]} == {name: one.columns for name, one in FORMATS.items()}
    tags = dict(re.findall(r"^\| `(\w+)` \| `(#[\w+]+)` \|", parts["hxl"], re.MULTILINE))
    assert tags == TAGS
    first = doc("exports.md").partition("## ")[0]
    assert [name for name, one in FORMATS.items() if f"[`{name}`](#{name}) (`{one.suffix}`)" not in first] == []
