"""The notebook of the examples runs as it is, without network, and shows what its words say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lxml import etree, html

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "examples" / "kazakhstan.ipynb"
NO_NETWORK = """
import socket

def refused(*_, **__):
    raise AssertionError("the network was asked")

socket.getaddrinfo = socket.create_connection = refused
socket.socket.connect = socket.socket.connect_ex = refused
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What each cell shows, run beside the notebook as Jupyter does; no process that it starts has a network."""
    blocked = tmp_path_factory.mktemp("blocked")
    (blocked / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf8")
    paths = os.pathsep.join([str(blocked), *filter(None, (os.environ.get("PYTHONPATH"),)), str(ROOT / "src")])
    env = os.environ | {"PYTHONPATH": paths, "SAYSO_READER": "rules", "TMPDIR": str(blocked)}
    env.pop("SAYSO_LEDGER", None)
    runner = ROOT / "tests" / "examples" / "run_notebook.py"
    ran = subprocess.run(
        [sys.executable, str(runner), NOTEBOOK.name], cwd=NOTEBOOK.parent, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: list[dict[str, str]] = json.loads(ran.stdout)
    return found


def test_it_shows_what_its_words_say(shown: list[dict[str, str]]) -> None:
    text = "\n".join(cell["stdout"] for cell in shown)
    assert "claims added" in text
    assert "at_least 26" in text and "Interior Ministry" in text
    assert "2022-01-09T18:00 | 164 (Health Ministry)\n2022-01-10 | nobody gave a number that stands\n" in text
    assert "2022-01-20 | 225 (Prosecutor General)\n2022-08-31 | 238 (Prosecutor General)" in text


def test_its_tables_and_its_chart(shown: list[dict[str, str]]) -> None:
    tables = [html.fromstring(cell["text/html"]) for cell in shown if "text/html" in cell]
    assert len(tables) >= 5 and all(len(table.xpath(".//tbody/tr")) > 0 for table in tables)
    (picture,) = (cell["image/svg+xml"] for cell in shown if "image/svg+xml" in cell)
    drawn = etree.fromstring(picture.encode("utf8"))
    dots = drawn.xpath("//*[local-name()='circle']")
    assert len(dots) > 5 and {dot.get("fill") for dot in dots} == {"none", "#246"}
    assert "retracted" in "".join(cell.get("text/html", "") for cell in shown)


def test_it_is_kept_without_outputs() -> None:
    """They would have the paths of somebody's machine in them."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells and not any(cell.outputs or cell.execution_count for cell in cells)
    text = NOTEBOOK.read_text(encoding="utf8")
    assert not any(word in text for word in ("/home/", "/root/", "/Users/", "/tmp/"))
