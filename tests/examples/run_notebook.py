"""Run a notebook file: `python run_notebook.py FILE` prints, as JSON, what each of its code cells shows.

As Jupyter does it, with less: the cells of the file, in order, in one name space; of the last expression of a cell its picture
or table (`_repr_svg_`, `_repr_html_`), else its words. The first error ends it. Magics and shell lines are no Python and fail.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import nbformat

SHOWN_AS = {"image/svg+xml": "_repr_svg_", "text/html": "_repr_html_"}


def run(path: Path) -> list[dict[str, str]]:
    """By cell: what it printed under "stdout", and what its last expression is, by media type."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    space: dict[str, Any] = {"__name__": "__main__"}
    return [_cell(cell.source, f"{path.name}[{n}]", space) for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def _cell(source: str, name: str, space: dict[str, Any]) -> dict[str, str]:
    body = ast.parse(source, name)
    last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(body, name, "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), name, "eval"), space)
    return {"stdout": printed.getvalue(), **_shown(value)}


def _shown(value: object) -> dict[str, str]:
    if value is None:
        return {}
    ways = {media: getattr(value, way) for media, way in SHOWN_AS.items() if hasattr(value, way)}
    return {media: way() for media, way in ways.items()} | {"text/plain": repr(value)}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
