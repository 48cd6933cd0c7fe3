"""`sayso.Ledger`: the views of the commands as data frames, for the same filters; and nothing that writes."""

from __future__ import annotations

import csv
import inspect
import io
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

import sayso as library
from sayso.commands.asking import Asked
from sayso.commands.session import session
from sayso.commands.situations import save
from sayso.errors import SaysoError
from sayso.export.cells import csv_line
from sayso.ledger.address import Place
from sayso.ledger.ledger import Ledger as Writer
from sayso.ledger.opening import open_store
from sayso.library import frame, rows
from sayso.library.ledger import Filter
from sayso.reconcile.situations import Situation
from tests.conftest import Sayso, given

ROOT = Path(__file__).resolve().parents[2]
FILTERS: dict[str, dict[str, str]] = {
    "all": {},
    "place and days": {"place": "Almaty", "since": "2022-01-06", "until": "2022-01-08"},
    "recorded by": {"recorded_by": "2001"},
    "near": {"near": "43.25,76.95", "within": "50"},
    "situation": {"situation": "unrest", "kind": "killed", "as_of": "2022-01-09"},
}
VIEWS = ("figures", "incidents", "stories", "claims")
COMMANDS = {"figures": "csv", "incidents": "csv", "stories": "md", "claims": "csv"}
NOT_IN_THE_COMMAND = {"incidents": {"claims", "note", "actors", "targets"}}


@pytest.fixture(scope="module")
def unrest(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, with a situation."""
    path = tmp_path_factory.mktemp("unrest") / "unrest.ledger"
    shutil.copy(demo_ledger, path)
    save(session(path), Situation("unrest", place="KZ"), replace=False)
    return path


def typed(sayso: Sayso, ledger: Path, view: str, asked: dict[str, str]) -> list[dict[str, str]]:
    options = [part for name, value in asked.items() for part in (f"--{name.replace('_', '-')}", value)]
    command = ("export", "claims") if view == "claims" else (view, "--format", COMMANDS[view])
    out = sayso("--ledger", ledger, *command, *options).out
    if COMMANDS[view] == "csv":
        return list(csv.DictReader(io.StringIO(out, newline="")))
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in out.splitlines()]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def cells(table: Any, view: str, columns: list[str]) -> list[dict[str, str]]:
    """As the command's format has them."""
    told = ([cell(row[name]) for name in columns] for row in table.to_dict("records"))
    if COMMANDS[view] == "csv":
        told = (next(csv.reader([csv_line(row)])) for row in told)
    return [dict(zip(columns, row, strict=True)) for row in told]


def cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or str(value) == "<NA>" else str(value)


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_same_as_the_command(sayso: Sayso, unrest: Path, view: str, name: str) -> None:
    asked = FILTERS[name]
    table = getattr(library.Ledger(unrest), view)(**asked)
    told = typed(sayso, unrest, view, asked)
    shown = [column for column in table.columns if column not in NOT_IN_THE_COMMAND.get(view, set())]
    assert cells(table, view, shown) == [{n: row[n] for n in shown} for row in told]


def test_the_same_filters_as_the_commands() -> None:
    assert set(Filter.__annotations__) == {field.name for field in fields(Asked)}


@pytest.mark.parametrize("view", VIEWS)
def test_columns_have_the_same_types_where_nothing_fits(demo_ledger: Path, view: str) -> None:
    ledger = library.Ledger(demo_ledger)
    full, empty = getattr(ledger, view)(), getattr(ledger, view)(place="Atlantis")
    assert len(full) and not len(empty)
    assert dict(full.dtypes) == dict(empty.dtypes)


def test_figures_can_be_reckoned_with(demo_ledger: Path) -> None:
    killed = library.Ledger(demo_ledger).figures(kind="killed", place="KZ", top=1)
    assert killed["low"].max() == 238 and str(killed["low"].dtype) == "Int64"
    assert set(killed["standing"]) >= {"superseded", "retracted"}
    assert "Prosecutor General" in set(killed.loc[killed["identified"], "origin"])
    before = library.Ledger(demo_ledger).figures(kind="killed", place="KZ", as_of="2022-01-09", top=1)
    assert before["low"].max() < 238 and (before["day"] <= "2022-01-09").all()


def test_top_and_limit(demo_ledger: Path) -> None:
    ledger = library.Ledger(demo_ledger)
    assert ledger.figures(top=1).groupby("kind")["series"].nunique().max() == 1
    assert len(ledger.claims(limit=3)) == 3
    assert ledger.claims(text="curfew")["evidence"].str.contains("curfew", case=False).all()


def test_demonstration_is_said(demo_ledger: Path) -> None:
    ledger = library.Ledger(demo_ledger)
    for view in VIEWS:
        assert set(getattr(ledger, view)()["note"]) == {"written for demonstration"}, view


def test_over_both_stores(demo_place: Place) -> None:
    assert len(library.Ledger(given(demo_place)).figures(kind="killed")) > 0


def test_the_ledger_of_the_settings(monkeypatch: pytest.MonkeyPatch, demo_ledger: Path) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(demo_ledger))
    assert repr(library.Ledger()) == f"sayso.Ledger({str(demo_ledger)!r})"


def test_no_password_is_shown() -> None:
    with pytest.raises(SaysoError) as error:
        library.Ledger("postgresql://me:secret@127.0.0.1:1/nothing")
    assert "secret" not in str(error.value)


def test_it_has_no_way_to_write(demo_ledger: Path, tmp_path: Path) -> None:
    """Another class than the one that appends, which has the same last name."""
    assert not issubclass(library.Ledger, Writer)
    public = {name for name, _ in inspect.getmembers(library.Ledger) if not name.startswith("_")}
    assert public == set(VIEWS)
    ledger, before = library.Ledger(demo_ledger), demo_ledger.read_bytes()
    for view in VIEWS:
        getattr(ledger, view)()
    assert demo_ledger.read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"kind": "murder"}, "E016"),
        ({"since": "soon"}, "E011"),
        ({"near": "north"}, "E033"),
        ({"situation": "none of that name"}, "E042"),
    ],
)
def test_wrong_filters_have_a_code(demo_ledger: Path, asked: Filter, code: str) -> None:
    with pytest.raises(SaysoError, match=code):
        library.Ledger(demo_ledger).figures(**asked)


def test_a_slip_in_a_filter_is_no_filter(demo_ledger: Path) -> None:
    """It left everything in."""
    with pytest.raises(TypeError, match="no filter called plac"):
        library.Ledger(demo_ledger).figures(plac="KZ")  # type: ignore[call-arg]


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SaysoError, match="E020"):
        library.Ledger(tmp_path / "none.ledger")
    assert not (tmp_path / "none.ledger").exists()


def test_views_that_are_behind_are_told(demo_ledger: Path, tmp_path: Path) -> None:
    copied = tmp_path / "behind.ledger"
    shutil.copy(demo_ledger, copied)
    store = open_store(copied)
    store.write(lambda connection: connection.execute(sql("delete from followed")) and None)
    store.close()
    with pytest.warns(UserWarning, match="behind its entries"):
        assert len(library.Ledger(copied).figures())


def test_a_number_beyond_64_bits_is_not_told() -> None:
    """It ended in an OverflowError."""
    (low,) = frame.frame({"low": int}, [{"low": 10**30}])["low"]
    assert str(low) == "<NA>"


def test_without_pandas_the_extra_is_named(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = library.Ledger(demo_ledger)
    monkeypatch.setitem(sys.modules, "pandas", None)
    for view in VIEWS:
        with pytest.raises(SaysoError, match=r"E100 pandas is not installed.*sayso\[frames\]"):
            getattr(ledger, view)()
    with pytest.raises(SaysoError, match="E100"):
        frame.pandas()


USED = """
import sayso

claims = sayso.read("Six were killed.", published="2022-01-07")
reveal_type(claims[0])
reveal_type(claims[0].figure)
ledger = sayso.Ledger("a.ledger")
ledger.figures(kind="killed", as_of="2022-01-09", top=3)
ledger.figures(plac="KZ")
ledger.append_verdict(None)
"""


def test_types_are_known_to_mypy(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(USED, encoding="utf8")
    mypy = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
        "--config-file",
        str(ROOT / "pyproject.toml"),
    ]
    ran = subprocess.run([*mypy, str(program)], capture_output=True, text=True, check=False, cwd=ROOT)
    told = ran.stdout
    assert 'Revealed type is "sayso.types.Claim"' in told, told + ran.stderr
    assert "sayso.types.Figure | None" in told.replace("Union[sayso.types.Figure, None]", "sayso.types.Figure | None")
    assert 'Unexpected keyword argument "plac"' in told
    assert '"Ledger" has no attribute "append_verdict"' in told
    assert told.count("error:") == 2, told


def test_every_column_and_filter_is_documented() -> None:
    """In its order, under the heading of its method."""
    parts = re.split(r"^##+ ", (ROOT / "docs" / "python.md").read_text(encoding="utf8"), flags=re.MULTILINE)
    documented = {part.partition("\n")[0]: re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in parts}
    assert documented["figures"] == list(rows.FIGURES)
    assert documented["incidents"] == list(rows.INCIDENTS)
    assert documented["stories"] == list(rows.STORIES)
    assert documented["sayso.Ledger"] == list(Filter.__annotations__)
