"""int8 against float, head by head: `python compare.py FOLDER` (FOLDER from `export.py --float`).

Each head is scored by what it is for, on held-out documents; none may lose more than half a point.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from evaluate import Sets

from sayso.understand.model.network import Network
from sayso.understand.model.reader import Model

SHOWN = {
    "attribution": ("source_exact", "cue_exact", "content_exact", "relation"),
    "entities": ("core", "all"),
    "kinds": ("first_kind", "macro_f1"),
    "causes": ("sentence_f1", "span_f1"),
    "figures": ("kind", "value", "population_kind", "source_when_named"),
    "together": ("value", "not_asserted"),
}


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "float"
        shutil.copytree(folder, plain)
        shutil.move(plain / "float.onnx", plain / "model.onnx")
        settings = json.loads((plain / "model.json").read_text(encoding="utf8"))
        del settings["sha256"]["model.onnx"]
        (plain / "model.json").write_text(json.dumps(settings), encoding="utf8")
        (Path(scratch) / "sets").mkdir()
        sets = Sets(Path(scratch) / "sets")
        print("| measure | float | int8 | loss |\n|---|---|---|---|")
        for name, shown in SHOWN.items():
            before, after = (getattr(sets, name)(Model(Network(where))) for where in (plain, folder))
            for key in shown:
                print(f"| {name} {key} | {before[key]:.3f} | {after[key]:.3f} | {before[key] - after[key]:+.3f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
