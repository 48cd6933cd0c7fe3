"""Every regular expression of the package: `python -m tests.prove.patterns FILE` writes them down, with what was missed.

In a process of its own, since patterns are made while the package is imported. Which there must be is known from the source:
a line that makes a pattern of what is not written there, and that nothing ran, is told.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.prove.spied import AT_ONCE, PACKAGE, SITES, USES, Site, spy

ROOT = Path(__file__).resolve().parents[2]


def import_all() -> list[str]:
    """Every module of the package; those that need what is not installed, with what that is."""
    import sayso

    missing = []
    for module in pkgutil.walk_packages(sayso.__path__, "sayso."):
        if module.name.endswith(("__main__", "migrations.env")):  # which are run by Python and by Alembic
            continue
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            missing.append(f"{module.name}: {error}")
    return missing


@dataclass(frozen=True, slots=True)
class Known:
    """A pattern of the package. `pattern` is of bytes where `binary`; `longest` the text that it got while hostile and good
    documents were read."""

    file: str
    line: int
    name: str
    pattern: str
    binary: bool
    flags: int
    uses: tuple[str, ...]
    longest: int

    @property
    def made(self) -> re.Pattern[Any]:
        return re.compile(self.pattern.encode("latin-1") if self.binary else self.pattern, self.flags & ~re.UNICODE)


@dataclass(frozen=True, slots=True)
class Gathered:
    """`missed`: lines that make a pattern of what is not written there, and that nothing ran. `parsed`: the longest text of
    each parser of dates and numbers."""

    patterns: tuple[Known, ...]
    missed: tuple[str, ...]
    missing: tuple[str, ...]
    parsed: dict[str, int]


def known(trees: dict[str, ast.Module]) -> tuple[list[Known], list[str]]:
    """What was made, joined with what is written; and what is written and was not made."""
    uses = _uses(trees)
    found, missed = [], []
    for file, tree in trees.items():
        for call, names, at_once in _calls(tree):
            site = SITES.setdefault((file, call.lineno), Site(file, call.lineno))
            if isinstance(call.args[0], ast.Constant) and not site.patterns:
                literal: Any = call.args[0].value
                site.patterns.add((literal, 0))
            if not site.patterns:
                missed.append(f"{file}:{call.lineno}")
            told = (
                {at_once}
                if at_once
                else set[str]().union(*(uses.get((at, name), set()) for at in (file, "") for name in names))
            )
            used = tuple(sorted(site.uses | told)) or ("search", "match", "fullmatch")
            for pattern, flags in sorted(site.patterns, key=repr):
                binary = isinstance(pattern, bytes)
                written = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
                found.append(Known(file, call.lineno, " ".join(names), written, binary, flags, used, site.longest))
    return list(dict.fromkeys(found)), missed


def written() -> dict[str, ast.Module]:
    """Every module of the package, parsed."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {str(path.relative_to(PACKAGE)): ast.parse(path.read_text("utf-8")) for path in files}


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, list[str], str]]:
    """Each call of `re` that makes a pattern, the variables that it may be in, and its use where that is said at once."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _name(node.func.value) == "re":
            if node.func.attr in AT_ONCE:
                yield node, [], node.func.attr
            elif node.func.attr == "compile":
                parent = parents[node]
                at_once = parent.attr if isinstance(parent, ast.Attribute) else ""
                yield node, _targets(node, parents), at_once if at_once in USES else ""


def _targets(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> list[str]:
    """The variables that a pattern may be in, or the function that gives it."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            return [_name(one) for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
        if isinstance(node, ast.AnnAssign):
            return [_name(node.target)]
        if isinstance(node, ast.FunctionDef):
            return [node.name]
    return []


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Call | ast.Subscript):
        return _name(node.func if isinstance(node, ast.Call) else node.value)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _uses(trees: dict[str, ast.Module]) -> dict[tuple[str, str], set[str]]:
    """Which methods are named behind each variable of a file: there, where it is imported, and (file "") behind a module."""
    found: dict[tuple[str, str], set[str]] = {}
    for file, tree in trees.items():
        at_home = {
            name.asname or name.name: (_file(node.module or ""), name.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in USES:
                name = _name(node.value)
                key = ("", name) if isinstance(node.value, ast.Attribute) else at_home.get(name, (file, name))
                found.setdefault(key, set()).add(node.attr)
    return found


def _file(module: str) -> str:
    return module.removeprefix("sayso.").replace(".", "/") + ".py"


def gathered(file: Path) -> Gathered:
    """What a process of its own has found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.prove.patterns", str(file)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    told = json.loads(file.read_text("utf-8"))
    known = tuple(Known(**{**one, "uses": tuple(one["uses"])}) for one in told["patterns"])
    return Gathered(known, tuple(told["missed"]), tuple(told["missing"]), told["parsed"])


def main(file: str) -> None:
    spy()
    missing = import_all()
    from tests.prove.exercised import exercised

    parsed = exercised()
    patterns, missed = known(written())
    found = Gathered(tuple(patterns), tuple(missed), tuple(missing), parsed)
    Path(file).write_text(json.dumps(asdict(found)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
